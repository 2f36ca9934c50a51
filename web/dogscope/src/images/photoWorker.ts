/** The worker's side of `photoWorkerClient.ts`. */
import { decodePhoto, encodePhoto, UnreadablePhotoError } from "./photoCodec";
import type { PhotoReply, PhotoTask } from "./photoWorkerClient";

self.addEventListener("message", (event: MessageEvent<PhotoTask>) => {
  const task = event.data;
  void run(task).then(
    (reply) => postMessage(reply, { transfer: "image" in reply ? [reply.image] : [] }),
    (error: unknown) => {
      const failed: PhotoReply = {
        id: task.id,
        error: error instanceof Error ? error.message : String(error),
        isUnreadable: error instanceof UnreadablePhotoError,
      };
      postMessage(failed);
    },
  );
});

async function run(task: PhotoTask): Promise<PhotoReply> {
  if ("file" in task) return { id: task.id, image: await decodePhoto(task.file) };
  try {
    return { id: task.id, encoded: await encodePhoto(task.image, task.dog) };
  } finally {
    task.image.close();
  }
}
