/** Fetches all files that several bundles need, at once, with one count of the bytes. */
import type { Downloads, WantedFile } from "./downloads.js";
import type { FetchOptions } from "./fetchBundle.js";
import { ProgressTotal } from "./progressTotal.js";
import type { IsHeld, WebFiles } from "./webFiles.js";

/** A file that is fetched with a function's, such as the engine's. */
export interface ExtraFile extends WantedFile {
  /** Takes the file's content. */
  accept(content: Uint8Array): void;
}

type Accept = (content: Uint8Array) => void;

/** Fetches the files of bundles, and others with them; one that two need is fetched once. */
export async function prefetch(
  bundles: readonly WebFiles[],
  extras: readonly ExtraFile[],
  downloads: Downloads,
  isHeld: IsHeld,
  { onProgress, signal }: FetchOptions,
): Promise<void> {
  const total = new ProgressTotal(onProgress);
  const needed = new Map<string, { wanted: WantedFile; receivers: Accept[] }>();
  const add = (wanted: WantedFile, accept: Accept): void => {
    const { sha256 } = wanted.entry;
    const known = needed.get(sha256) ?? { wanted, receivers: [] };
    known.receivers.push(accept);
    needed.set(sha256, known);
  };
  for (const bundle of bundles) {
    for (const [sha256, wanted] of await bundle.filesToLoad(isHeld)) {
      add(wanted, (content) => bundle.accept(sha256, content));
    }
  }
  for (const each of extras) add(each, (content) => each.accept(content));
  for (const { wanted } of needed.values()) {
    const { sha256, gzip, bytes } = wanted.entry;
    if (!(await downloads.has(wanted))) total.expect(sha256, gzip ?? bytes);
  }
  await Promise.all(
    Array.from(needed.values(), async ({ wanted, receivers }) => {
      const { sha256 } = wanted.entry;
      const onBytes = (loaded: number): void => total.at(sha256, loaded);
      const content = await downloads.get(wanted, { signal, onBytes });
      total.done(sha256);
      for (const accept of receivers) accept(content);
    }),
  );
}
