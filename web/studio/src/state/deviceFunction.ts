/** Functions that are called in the browser: the server sends their files once, and no input leaves the device. */
import type { CallOptions, VizslaFunction } from "@vizsla/runtime/browser";
import { serverUrl } from "../api/client";

export type DeviceFunction = VizslaFunction<Blob | string | HTMLVideoElement>;
export type DeviceCallOptions = CallOptions;

let isConfigured = false;

/**
 * Loads the function of a training run, published or not.
 * @param onProgress - receives the share that is here, 0 to 1.
 * @throws Error - it can't run in this browser; the message says why.
 */
export async function loadRun(
  project: string,
  run: number,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<DeviceFunction> {
  const runtime = await import("@vizsla/runtime/browser");
  if (!isConfigured)
    runtime.configure({ base: new URL("runtime/", document.baseURI), threads: false });
  isConfigured = true;
  const folder = `/v1/projects/${encodeURIComponent(project)}/runs/${run}/bundle/`;
  const found = await runtime.load(serverUrl(folder), {
    signal,
    onProgress: ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0),
  });
  try {
    await found.warmUp(); // so that the first answer's time is an answer's
  } catch (error) {
    found.close();
    throw error;
  }
  return found as unknown as DeviceFunction;
}
