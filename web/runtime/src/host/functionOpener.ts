/** Opens functions at addresses, with a prefetch of all files that they need. */
import type { Files } from "../bundle/bundleFiles.js";
import { ZipFiles } from "../bundle/zipFiles.js";
import { SHIPPED } from "../contract.js";
import type { Graphs } from "../engine/graphs.js";
import { FunctionNotFoundError } from "../errors.js";
import type { FunctionCore } from "../functions/base.js";
import { kindOf, openFunction } from "../functions/registry.js";
import type { Downloads } from "../store/downloads.js";
import { fetchZip, type FetchOptions } from "../store/fetchBundle.js";
import type { FileStore } from "../store/fileStore.js";
import { prefetch, type ExtraFile } from "../store/prefetch.js";
import { WebFiles } from "../store/webFiles.js";
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
  /** Lists the files of the engine that are still to be fetched. */
  engine(): ExtraFile[];
}

/** Makes the function that opens functions. */
export function makeOpener(
  settings: OpenerSettings,
): (origin: Origin, options: RequestOptions) => Promise<FunctionCore> {
  const { downloads, store, graphs } = settings;
  const isHeld = graphs.has.bind(graphs);

  return async (origin, { onProgress, signal }) => {
    const watching: FetchOptions = { ...(onProgress ? { onProgress } : {}), signal };
    const parts = new Map<string, Files>();
    const finding = filesAt(origin, watching);
    const bundles = finding.then(async (files) => {
      if (files instanceof WebFiles) {
        const manifest = await files.manifest();
        kindOf(manifest, files.where); // before its files are fetched
        for (const name of origin.alone ? [] : Object.values(manifest.parts)) {
          if (SHIPPED.includes(name)) parts.set(name, settings.shipped(name));
        }
      }
      return [files, ...parts.values()].filter((each) => each instanceof WebFiles);
    });
    await prefetch(bundles, settings.engine(), downloads, isHeld, watching);
    return openFunction(await finding, {
      graphs,
      openShipped: async (name) => {
        if (origin.alone || !SHIPPED.includes(name)) return null;
        const part = parts.get(name) ?? settings.shipped(name);
        return openFunction(part, { graphs, openShipped: noPart });
      },
    });
  };

  async function filesAt(origin: Origin, watching: FetchOptions): Promise<Files> {
    if (origin.kind === "shipped") return settings.shipped(origin.name);
    if (origin.kind === "path") {
      if (settings.path) return settings.path(origin.path);
      throw new FunctionNotFoundError(`${origin.path} is a path, and a browser has none`);
    }
    if (origin.kind === "zip") return ZipFiles.open(origin.content, origin.name);
    const url = new URL(origin.url);
    if (url.pathname.endsWith(".zip")) return fetchZip(url, store, watching);
    if (!url.pathname.endsWith("/")) url.pathname += "/";
    return new WebFiles(url, null, downloads, store);
  }
}

/** A part is made of nothing else. */
function noPart(): Promise<null> {
  return Promise.resolve(null);
}
