import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { filesOf } from "../../src/engine/variants.js";
import { EngineError } from "../../src/errors.js";
import { engineIn } from "../../src/node/nodeEngine.js";

test.each([
  ["no archive", Buffer.from("not it")],
  ["half an archive", gzipSync("something").subarray(0, 15)],
  ["an archive of another file", gzipSync("something")],
])("%s in the engine's place is an error that names the file", async (_, content) => {
  const folder = await mkdtemp(join(tmpdir(), "engine-"));
  const { wasm } = filesOf("relaxed-lean");
  try {
    await writeFile(join(folder, `${wasm}.gz`), content);
    const opening = engineIn(pathToFileURL(`${folder}/`)).wasm("relaxed-lean");
    await expect(opening).rejects.toThrow(EngineError);
    await expect(opening).rejects.toThrow(`${wasm} is not the file that was published`);
  } finally {
    await rm(folder, { recursive: true });
  }
});
