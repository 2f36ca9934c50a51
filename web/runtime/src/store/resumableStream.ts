/** Reads a file from a server, from where an earlier connection broke. */
import { MOST_BYTES } from "../bundle/fileRules.js";
import { BundleDamagedError, UrlError } from "../errors.js";
import { messageOf } from "../messageOf.js";
import { nextTask } from "../nextTask.js";
import type { PartialDownload } from "./partialDownload.js";

const TURN = 8; // milliseconds; then messages and other downloads have theirs

/** A failure after which another try may succeed. */
export class BrokenConnection extends Error {}

/** Reads from where the parts end to the end of the file. */
export async function streamTo(
  address: string,
  parts: PartialDownload,
  signal: AbortSignal,
  onBytes: (loaded: number) => void,
  others?: Readonly<Record<string, string>>,
): Promise<void> {
  let response: Response;
  try {
    const range = parts.loaded > 0 ? { Range: `bytes=${parts.loaded}-` } : {};
    const headers: HeadersInit = { ...others, ...range };
    response = await fetch(address, { signal, headers });
  } catch (cause) {
    throw new BrokenConnection(messageOf(cause), { cause });
  }
  if (response.status === 416) {
    // Nothing is left: the parts are all of it, or of another file, which their hash shows.
    return;
  }
  if (!response.ok) {
    const text = `${response.status} ${response.statusText}`.trim();
    if (response.status >= 500 || response.status === 429) throw new BrokenConnection(text);
    throw new UrlError(`${address} answers ${text}, not 200. Copy the whole bundle to the server.`);
  }
  const begin = /^bytes (\d+)-/.exec(response.headers.get("Content-Range") ?? "")?.[1];
  if (response.status !== 206 || Number(begin) !== parts.loaded) await parts.clear();
  onBytes(parts.loaded);
  const reader = response.body!.getReader();
  let since = performance.now();
  for (;;) {
    // While bytes are there, reading them never lets anything else run.
    if (performance.now() - since > TURN) {
      await nextTask();
      since = performance.now();
    }
    let next;
    try {
      next = await reader.read();
    } catch (cause) {
      throw new BrokenConnection(messageOf(cause), { cause });
    }
    if (next.done) return;
    await parts.add(next.value);
    if (parts.loaded > MOST_BYTES) {
      await reader.cancel();
      await parts.clear();
      throw new BundleDamagedError(
        `${address} has more than ${MOST_BYTES} bytes, and so is no bundle's file`,
      );
    }
    onBytes(parts.loaded);
  }
}
