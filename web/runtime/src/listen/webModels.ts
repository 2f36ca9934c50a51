/** Fetches the files of the listening models, and keeps them between visits. */
import type { Progress } from "../bundle/bundleFiles.js";
import { BundleDamagedError, CancelledError, UrlError } from "../errors.js";
import { messageOf } from "../messageOf.js";
import { Downloads } from "../store/downloads.js";
import type { FileStore } from "../store/fileStore.js";
import { engineKey } from "../store/removeStale.js";
import type { ModelFile } from "./modelFiles.js";
import { COPY_AGAIN } from "./copyAgain.js";

/** How files are fetched. */
export interface FetchModelsOptions {
  readonly signal: AbortSignal;
  onProgress(progress: Progress): void;
}

/**
 * Returns the contents of files, in their order.
 * @param folder - their address.
 * @throws UrlError - one can't be downloaded.
 * @throws BundleDamagedError - one is another file.
 * @throws CancelledError - the signal was aborted.
 */
export async function fetchModels(
  folder: URL,
  files: readonly ModelFile[],
  store: FileStore | null,
  { signal, onProgress }: FetchModelsOptions,
): Promise<Uint8Array[]> {
  // What stands in a list is not deleted by the rest of the runtime.
  const list = files.map(({ sha256 }) => sha256).join();
  await store?.put(engineKey(folder), new TextEncoder().encode(list));
  const downloads = new Downloads(store);
  const total = files.reduce((sum, { gzip }) => sum + gzip, 0);
  const loaded = files.map(() => 0);
  return Promise.all(
    files.map(async ({ path, sha256, bytes, gzip }, at) => {
      const url = new URL(path, folder).href;
      const onBytes = (count: number): void => {
        loaded[at] = Math.min(count, gzip);
        onProgress({ loaded: loaded.reduce((sum, each) => sum + each, 0), total });
      };
      const wanted = { url, entry: { sha256, bytes, gzip } };
      const content = await downloads.get(wanted, { signal, onBytes }).catch((cause: unknown) => {
        throw failure(url, cause);
      });
      onBytes(gzip);
      return content;
    }),
  );
}

function failure(url: string, cause: unknown): unknown {
  if (cause instanceof CancelledError) return cause;
  if (cause instanceof BundleDamagedError) {
    return new BundleDamagedError(
      `${url} is not the model that this version of the runtime knows: it is damaged, or of another ` +
        `version. ${COPY_AGAIN}`,
      { cause },
    );
  }
  return new UrlError(`${url} can't be downloaded: ${messageOf(cause)} ${COPY_AGAIN}`, { cause });
}
