/** Opens functions at addresses, with a prefetch of all files that they need. */
import type { Files, SharedFile } from "../bundle/bundleFiles.js";
import { ZipFiles } from "../bundle/zipFiles.js";
import { sha256 } from "../bytes/sha256.js";
import { SHIPPED } from "../contract.js";
import type { Graphs } from "../engine/graphs.js";
import { BundleDamagedError, FunctionNotFoundError } from "../errors.js";
import type { FunctionCore, OpenContext } from "../functions/base.js";
import { kindOf, openFunction } from "../functions/registry.js";
import type { Downloads } from "../store/downloads.js";
import { fetchZip, type FetchOptions } from "../store/fetchBundle.js";
import type { FileStore } from "../store/fileStore.js";
import { prefetch, type ExtraFile } from "../store/prefetch.js";
import { encoderFile, WebFiles } from "../store/webFiles.js";
import type { Origin, RequestOptions } from "./protocol.js";

/** Where a program finds functions. */
export interface OpenerSettings {
  readonly graphs: Graphs;
  readonly downloads: Downloads;
  readonly store: FileStore | null;
  /** Returns the files of a function that the runtime ships. */
  shipped(name: string): Files;
  /** Returns the files of a function on this machine; without it, paths are refused. */
  path?(path: string): Promise<Files>;
  /** The runtime's folder of encoders' files by hash; null where it has none. */
  readonly encoders: URL | null;
  /** Reads a file that functions share from a package on this machine; null where it is not there. */
  shared?(file: SharedFile, name: string): Promise<Uint8Array | null>;
  /** Lists the files of the engine that are still to be fetched. */
  engine(): ExtraFile[];
}

/** Makes the function that opens functions. */
export function makeOpener(
  settings: OpenerSettings,
): (origin: Origin, options: RequestOptions) => Promise<FunctionCore> {
  const { downloads, store, graphs, encoders } = settings;
  const isHeld = graphs.has.bind(graphs);

  return async (origin, { onProgress, signal }) => {
    const watching: FetchOptions = { ...(onProgress ? { onProgress } : {}), signal };
    const parts = new Map<string, Files>();
    const finding = filesAt(origin, watching);
    let needsEngine = true;
    const bundles = finding.then(async (files) => {
      if (files instanceof WebFiles) {
        const manifest = await files.manifest();
        const { kind } = kindOf(manifest, files.where); // before its files are fetched
        needsEngine = kind.needsEngine ?? true;
        files.isSharedHeld = kind.isSharedHeld?.(manifest) ?? false;
        for (const name of origin.alone ? [] : Object.values(manifest.parts)) {
          if (SHIPPED.includes(name)) parts.set(name, settings.shipped(name));
        }
      }
      return [files, ...parts.values()].filter((each) => each instanceof WebFiles);
    });
    // Of a bundle at an address the kind is found first; of a .zip that would take all of its bytes.
    const isKnownFirst = origin.kind === "url" && !isZip(origin.url);
    const engine = isKnownFirst
      ? bundles.then(() => (needsEngine ? settings.engine() : []))
      : Promise.resolve(settings.engine());
    await prefetch(bundles, engine, downloads, isHeld, watching);
    const files = await finding;
    return openFunction(files, {
      graphs,
      readShared: sharedReader(files),
      openShipped: async (name) => {
        if (origin.alone || !SHIPPED.includes(name)) return null;
        const part = parts.get(name) ?? settings.shipped(name);
        return openFunction(part, {
          graphs,
          openShipped: noPart,
          readShared: sharedReader(part),
        });
      },
    });
  };

  /** Makes what reads the files that a bundle shares: where it says, on this machine, in the runtime. */
  function sharedReader(files: Files): OpenContext["readShared"] {
    return async (file, name) => {
      const own = (await files.readShared?.(file)) ?? null;
      if (own !== null && files.areChecked) return own;
      const found = own ?? (await settings.shared?.(file, name)) ?? null;
      if (found !== null) return checked(found, file, files.where);
      if (encoders) return downloads.get(encoderFile(encoders, file));
      throw new BundleDamagedError(
        `${files.where} needs ${file.file}, which several functions share, and it is not here: npm ` +
          `install ${name}, or write the function with 'vizsla export NAME --web FOLDER'`,
      );
    };
  }

  async function filesAt(origin: Origin, watching: FetchOptions): Promise<Files> {
    if (origin.kind === "shipped") return settings.shipped(origin.name);
    if (origin.kind === "path") {
      if (settings.path) return settings.path(origin.path);
      throw new FunctionNotFoundError(`${origin.path} is a path, and a browser has none`);
    }
    if (origin.kind === "zip") return ZipFiles.open(origin.content, origin.name);
    const url = new URL(origin.url);
    if (isZip(origin.url)) return fetchZip(url, store, { ...watching, headers: origin.headers });
    if (!url.pathname.endsWith("/")) url.pathname += "/";
    return new WebFiles(url, null, downloads, store, encoders, origin.headers);
  }
}

function isZip(url: string): boolean {
  return new URL(url).pathname.endsWith(".zip");
}

async function checked(content: Uint8Array, file: SharedFile, where: string): Promise<Uint8Array> {
  if (content.length === file.bytes && (await sha256(content)) === file.sha256) return content;
  throw new BundleDamagedError(
    `${where}: ${file.file} is not the file that the function was made with; copy it again`,
  );
}

/** A part is made of nothing else. */
function noPart(): Promise<null> {
  return Promise.resolve(null);
}
