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

/**
 * Fetches the files of bundles, and others with them; one that two need is fetched once.
 * @param bundles - become known while the extra files may be fetched already.
 * @param extras - become known at once, or with the bundles.
 */
export async function prefetch(
  bundles: Promise<readonly WebFiles[]>,
  extras: Promise<readonly ExtraFile[]>,
  downloads: Downloads,
  isHeld: IsHeld,
  { onProgress, signal }: FetchOptions,
): Promise<void> {
  const total = new ProgressTotal(onProgress);
  const abort = new AbortController();
  const stop = (): void => abort.abort();
  signal?.addEventListener("abort", stop, { once: true });
  const announced: Promise<void>[] = [];
  const fetching: Promise<void>[] = [];

  const fetchFile = (wanted: WantedFile, accept: (content: Uint8Array) => void): void => {
    const { sha256, gzip, bytes } = wanted.entry;
    const announce = async (): Promise<void> => {
      if (!(await downloads.has(wanted))) total.expect(sha256, gzip ?? bytes);
    };
    const get = async (): Promise<void> => {
      const onBytes = (loaded: number): void => total.at(sha256, loaded);
      accept(await downloads.get(wanted, { signal: abort.signal, onBytes }));
    };
    const announcing = announce();
    announced.push(announcing);
    const whole = Promise.all([get(), announcing]).then(() => total.done(sha256));
    // It may fail before all are known; until they are awaited nobody else handles that.
    whole.catch(() => undefined);
    fetching.push(whole);
  };

  try {
    const begun = extras.then((files) => {
      for (const each of files) fetchFile(each, (content) => each.accept(content));
    });
    begun.catch(() => undefined); // thrown below
    const needed = new Map<string, { wanted: WantedFile; receivers: WebFiles[] }>();
    for (const bundle of await bundles) {
      for (const [sha256, wanted] of await bundle.filesToLoad(isHeld)) {
        const known = needed.get(sha256) ?? { wanted, receivers: [] };
        known.receivers.push(bundle);
        needed.set(sha256, known);
      }
    }
    for (const [sha256, { wanted, receivers }] of needed) {
      fetchFile(wanted, (content) => receivers.forEach((each) => each.accept(sha256, content)));
    }
    await begun;
    await Promise.all(announced);
    total.begin();
    await Promise.all(fetching);
  } finally {
    // Where one has failed, nobody needs the others.
    stop();
    signal?.removeEventListener("abort", stop);
  }
}
