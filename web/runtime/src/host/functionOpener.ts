/** Opens functions at addresses, with all that they need fetched ahead. */
import { ZipFiles } from "../bundle/bundle.js";
import type { Files } from "../bundle/bundleFiles.js";
import type { Graphs } from "../engine/graphs.js";
import { FunctionNotFoundError } from "../errors.js";
import type { Core } from "../functions/base.js";
import { openFunction } from "../functions/registry.js";
import type { Store } from "../store/fileStore.js";
import type { Downloads } from "../store/downloads.js";
import { fetchAhead, fetchZip, WebFiles, type Besides } from "../store/webFiles.js";
import { SHIPPED } from "./origins.js";
import type { Extras, WireOrigin } from "./protocol.js";

export interface Place {
  readonly graphs: Graphs;
  readonly downloads: Downloads;
  readonly store: Store | null;
  /** The files of a function that the runtime ships. */
  shipped(name: string): Files;
  /** The files of a function on this machine; where there is no such thing, paths are refused. */
  path?(path: string): Promise<Files>;
  /** What of the engine is still to be fetched. */
  engine(): Besides[];
}

/** Makes what opens functions. */
export function opener(place: Place): (origin: WireOrigin, extras: Extras) => Promise<Core> {
  const { downloads, store, graphs } = place;
  const held = graphs.has.bind(graphs);

  return async (origin, { onProgress, signal }) => {
    const watching = { ...(onProgress ? { onProgress } : {}), signal };
    const files = await filesAt(origin, watching);
    const bundles = new Map<string, Files>();
    if (files instanceof WebFiles) {
      for (const name of await files.parts()) {
        if (SHIPPED.includes(name)) bundles.set(name, place.shipped(name));
      }
    }
    const ahead = [files, ...bundles.values()].filter((each) => each instanceof WebFiles);
    await fetchAhead(ahead, place.engine(), downloads, held, watching);
    return openFunction(files, {
      graphs,
      shipped: async (name) => {
        if (!SHIPPED.includes(name)) return null;
        const part = bundles.get(name) ?? place.shipped(name);
        return openFunction(part, { graphs, shipped: refuse });
      },
    });
  };

  async function filesAt(origin: WireOrigin, watching: Extras): Promise<Files> {
    if (origin.kind === "shipped") return place.shipped(origin.name);
    if (origin.kind === "path") {
      if (place.path) return place.path(origin.path);
      throw new FunctionNotFoundError(`${origin.path} is a path, and a browser has none`);
    }
    if (origin.kind === "zip") return ZipFiles.open(origin.content, origin.name);
    const url = new URL(origin.url);
    if (url.pathname.endsWith(".zip")) {
      const { onProgress, signal } = watching;
      return fetchZip(url, store, { ...(onProgress ? { onProgress } : {}), signal });
    }
    if (!url.pathname.endsWith("/")) url.pathname += "/";
    return new WebFiles(url, null, downloads, store);
  }
}

/** A part is made of nothing else. */
function refuse(name: string): Promise<never> {
  return Promise.reject(new Error(`${name} can't be a part of a part`));
}
