/**
 * Decodes and encodes pictures in a worker: a phone's photo takes tenths of a second, in which the
 * page would not answer.
 */
import { NoPictureError, type Encoded } from "./encode";
import type { Box } from "./geometry";

export type Task =
  | { readonly id: number; readonly file: Blob }
  | { readonly id: number; readonly picture: ImageBitmap; readonly dog: Box };

export type Reply =
  | { readonly id: number; readonly picture: ImageBitmap }
  | { readonly id: number; readonly encoded: Encoded }
  | { readonly id: number; readonly error: string; readonly isNoPicture: boolean };

interface Waiting {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: Error) => void;
}

let worker: Worker | null = null;
let count = 0;
const waiting = new Map<number, Waiting>();

/**
 * Decodes a photo, upright as its EXIF says, and no larger than is useful; its receiver closes it.
 * @throws NoPictureError - it is none that this browser reads.
 */
export async function decode(file: Blob): Promise<ImageBitmap> {
  const reply = await ask({ id: ++count, file });
  if ("picture" in reply) return reply.picture;
  throw errorOf(reply, file instanceof File ? file.name : file.type);
}

/** A picture and the dog in it, as they are kept; its owner may close the picture meanwhile. */
export async function encode(shown: ImageBitmap, dog: Box): Promise<Encoded> {
  const picture = await createImageBitmap(shown);
  const reply = await ask({ id: ++count, picture, dog }, [picture]);
  if ("encoded" in reply) return reply.encoded;
  throw errorOf(reply, "");
}

function ask(task: Task, transfer: Transferable[] = []): Promise<Reply> {
  worker ??= start();
  const asked = worker;
  return new Promise((resolve, reject) => {
    waiting.set(task.id, { resolve, reject });
    asked.postMessage(task, transfer);
  });
}

function start(): Worker {
  const started = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  started.addEventListener("message", ({ data }: MessageEvent<Reply>) => {
    waiting.get(data.id)?.resolve(data);
    waiting.delete(data.id);
  });
  started.addEventListener("error", ({ message }) => {
    // It has not come, or has broken: whoever waits is told, and the next picture tries anew.
    worker = null;
    started.terminate();
    for (const { reject } of waiting.values()) reject(new Error(message || "no worker"));
    waiting.clear();
  });
  return started;
}

function errorOf(reply: Reply, name: string): Error {
  const { error, isNoPicture } = "error" in reply ? reply : { error: "", isNoPicture: false };
  return isNoPicture ? new NoPictureError(name, { cause: error }) : new Error(error);
}
