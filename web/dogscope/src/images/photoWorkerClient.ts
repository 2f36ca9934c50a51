/**
 * Decodes and encodes pictures in a worker: a phone's photo takes tenths of a second, in which the
 * page would not answer.
 */
import {
  decode as decodeHere,
  encode as encodeHere,
  NoPictureError,
  type Encoded,
} from "./photoCodec";
import type { Box } from "./geometry";

export type Task =
  | { readonly id: number; readonly file: Blob }
  | { readonly id: number; readonly picture: ImageBitmap; readonly dog: Box };

export type Reply =
  | { readonly id: number; readonly picture: ImageBitmap }
  | { readonly id: number; readonly encoded: Encoded }
  | { readonly id: number; readonly error: string; readonly isNoPicture: boolean };

let worker: Worker | null = null;
let count = 0;
/** Who waits for a reply; there is none where the worker is lost. */
const waiting = new Map<number, (reply: Reply | null) => void>();

/**
 * Decodes a photo, upright as its EXIF says, and no larger than is useful; its receiver closes it.
 * @throws NoPictureError - it is none that this browser reads.
 */
export async function decode(file: Blob): Promise<ImageBitmap> {
  const reply = await ask({ id: ++count, file });
  if (!reply) return decodeHere(file);
  if ("picture" in reply) return reply.picture;
  throw errorOf(reply);
}

/** A picture and the dog in it, as they are kept; its owner may close the picture meanwhile. */
export async function encode(shown: ImageBitmap, dog: Box): Promise<Encoded> {
  const [picture, own] = await Promise.all([createImageBitmap(shown), createImageBitmap(shown)]);
  const reply = await ask({ id: ++count, picture, dog }, [picture]);
  try {
    if (!reply) return await encodeHere(own, dog);
  } finally {
    own.close();
  }
  if ("encoded" in reply) return reply.encoded;
  throw errorOf(reply);
}

function ask(task: Task, transfer: Transferable[] = []): Promise<Reply | null> {
  return new Promise((resolve) => {
    waiting.set(task.id, resolve);
    worker ??= start();
    worker.postMessage(task, transfer);
  });
}

function start(): Worker {
  const started = new Worker(new URL("./photoWorker.ts", import.meta.url), { type: "module" });
  started.addEventListener("message", ({ data }: MessageEvent<Reply>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  });
  started.addEventListener("error", () => {
    // It has not come, or has broken: the page does it itself, and the next picture tries anew.
    worker = null;
    started.terminate();
    for (const resolve of waiting.values()) resolve(null);
    waiting.clear();
  });
  return started;
}

function errorOf(reply: Reply): Error {
  if (!("error" in reply)) return new Error("a reply to something else");
  return reply.isNoPicture ? new NoPictureError(reply.error) : new Error(reply.error);
}
