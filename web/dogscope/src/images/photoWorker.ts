/** The worker's side of `background.ts`. */
import { decode, encode, NoPictureError } from "./photoCodec";
import type { Reply, Task } from "./photoWorkerClient";

self.addEventListener("message", (event: MessageEvent<Task>) => {
  const task = event.data;
  void work(task).then(
    (reply) => postMessage(reply, { transfer: "picture" in reply ? [reply.picture] : [] }),
    (error: unknown) => {
      const failed: Reply = {
        id: task.id,
        error: error instanceof Error ? error.message : String(error),
        isNoPicture: error instanceof NoPictureError,
      };
      postMessage(failed);
    },
  );
});

async function work(task: Task): Promise<Reply> {
  if ("file" in task) return { id: task.id, picture: await decode(task.file) };
  try {
    return { id: task.id, encoded: await encode(task.picture, task.dog) };
  } finally {
    task.picture.close();
  }
}
