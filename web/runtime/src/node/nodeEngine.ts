/**
 * Loads the engine's files in Node. Its scripts were built for browsers and for CommonJS: they get the
 * names that they look for there as arguments, and nothing global is changed.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { sha256 } from "../bytes/sha256.js";
import type { ModuleFactory } from "../engine/binding.js";
import type { EngineSource } from "../engine/engine.js";
import { filesOf, type Variant } from "../engine/variants.js";
import { EngineError } from "../errors.js";

/** @param folder - the folder of the engine's files, as a file: URL. */
export function engineIn(folder: URL): EngineSource {
  const read = async (name: string): Promise<Buffer> => {
    try {
      return await readFile(new URL(name, folder));
    } catch (cause) {
      throw new EngineError(
        `${new URL(name, folder).pathname} can't be read; install @vizsla/runtime again`,
        { cause },
      );
    }
  };
  return {
    async wasm(variant: Variant) {
      const { wasm, file } = filesOf(variant);
      const packed = await read(`${wasm}.gz`);
      const unpacking = promisify(gunzip)(packed, { maxOutputLength: file.bytes });
      const bytes = await unpacking.catch(() => null); // a damaged archive
      if (bytes === null || (await sha256(bytes)) !== file.sha256) {
        throw new EngineError(
          `${wasm} is not the file that was published; install @vizsla/runtime again`,
        );
      }
      return WebAssembly.compile(bytes as Uint8Array<ArrayBuffer>);
    },
    async factory(variant: Variant) {
      const { script } = filesOf(variant);
      const source = (await read(script)).toString("utf8");
      const module = { exports: {} };
      const make = new Function("module", "exports", "require", "__dirname", "__filename", source);
      const path = new URL(script, folder).pathname;
      make(
        module,
        module.exports,
        createRequire(import.meta.url),
        new URL(".", folder).pathname,
        path,
      );
      return module.exports as ModuleFactory;
    },
    scriptUrl: () => null,
  };
}
