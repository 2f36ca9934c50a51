/**
 * Decodes and encodes photos in a worker: a phone's photo takes tenths of a second, for which the
 * page would be blocked.
 */
import type { Box } from "./geometry";
import {
  decodePhoto as decodeHere,
  encodePhoto as encodeHere,
  UnreadablePhotoError,
  type EncodedPhoto,
} from "./photoCodec";

export type PhotoTask =
  | { readonly id: number; readonly file: Blob }
  | { readonly id: number; readonly image: ImageBitmap; readonly dog: Box };

export type PhotoReply =
  | { readonly id: number; readonly image: ImageBitmap }
  | { readonly id: number; readonly encoded: EncodedPhoto }
  | { readonly id: number; readonly error: string; readonly isUnreadable: boolean };

let worker: Worker | null = null;
let count = 0;
/** The callers that wait for a reply, by the task's id; a lost worker replies null. */
const waiting = new Map<number, (reply: PhotoReply | null) => void>();

/**
 * Decodes a photo as `photoCodec.ts` does; the caller closes the image.
 * @throws UnreadablePhotoError - the browser can't decode the file.
 */
export async function decodePhoto(file: Blob): Promise<ImageBitmap> {
  const reply = await run({ id: ++count, file });
  if (!reply) return decodeHere(file);
  if ("image" in reply) return reply.image;
  throw errorOf(reply);
}

/** Encodes a photo as `photoCodec.ts` does; the caller may close the image at once. */
export async function encodePhoto(original: ImageBitmap, dog: Box): Promise<EncodedPhoto> {
  const [image, own] = await Promise.all([
    createImageBitmap(original),
    createImageBitmap(original),
  ]);
  const reply = await run({ id: ++count, image, dog }, [image]);
  try {
    if (!reply) return await encodeHere(own, dog);
  } finally {
    own.close();
  }
  if ("encoded" in reply) return reply.encoded;
  throw errorOf(reply);
}

function run(task: PhotoTask, transfer: Transferable[] = []): Promise<PhotoReply | null> {
  return new Promise((resolve) => {
    waiting.set(task.id, resolve);
    worker ??= start();
    worker.postMessage(task, transfer);
  });
}

function start(): Worker {
  const started = new Worker(new URL("./photoWorker.ts", import.meta.url), { type: "module" });
  started.addEventListener("message", ({ data }: MessageEvent<PhotoReply>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  });
  started.addEventListener("error", () => {
    // The worker did not load, or broke: the page does the work, and the next photo starts another.
    worker = null;
    started.terminate();
    for (const resolve of waiting.values()) resolve(null);
    waiting.clear();
  });
  return started;
}

function errorOf(reply: PhotoReply): Error {
  if (!("error" in reply)) return new Error("the worker replied to another task");
  return reply.isUnreadable ? new UnreadablePhotoError(reply.error) : new Error(reply.error);
}
