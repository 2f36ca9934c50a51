/** Sends the pictures that are taken with the camera, a few at once, in their order. */
import { useCallback, useEffect, useRef, useState } from "react";
import { api, call } from "../../api/client";
import { askAgain } from "../../state/project";
import { confirmed, untilAnswered } from "../../state/unsent";

const TOGETHER = 8;
const LONGEST_QUEUE = 60; // pictures that wait for the server

interface Taken {
  readonly label: string;
  readonly picture: Blob;
  readonly name: string;
}

/** Returns a function that sends a picture, the number of those that wait, and what failed. */
export function useTakenPictures(project: string) {
  const queue = useRef<Taken[]>([]);
  const sending = useRef(false);
  const [waiting, setWaiting] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const send = useCallback(async () => {
    if (sending.current) return;
    sending.current = true;
    try {
      for (let first = queue.current[0]; first !== undefined; first = queue.current[0]) {
        const { label } = first;
        const other = queue.current.findIndex((each) => each.label !== label);
        const count = Math.min(other < 0 ? queue.current.length : other, TOGETHER);
        const form = new FormData();
        for (const { picture, name } of queue.current.slice(0, count))
          form.append("files", picture, name);
        // A picture that is there already is not added twice.
        const adding = untilAnswered(() =>
          call(
            api.POST("/v1/projects/{project}/examples", {
              params: { path: { project }, query: { label } },
              body: form as never,
              bodySerializer: (body: unknown) => body as FormData,
            }),
          ),
        );
        await confirmed(adding);
        queue.current.splice(0, count); // not before they are there
        setWaiting(queue.current.length);
        askAgain(project);
      }
      setError(null);
    } catch (failure) {
      setError(failure);
    } finally {
      sending.current = false;
    }
  }, [project]);
  const add = useCallback(
    (label: string, picture: Blob): boolean => {
      if (queue.current.length >= LONGEST_QUEUE) return false;
      const name = `${label}-${new Date().toISOString().replace(/[:.]/g, "-")}.jpg`;
      queue.current.push({ label, picture, name });
      setWaiting(queue.current.length);
      void send();
      return true;
    },
    [send],
  );
  useEffect(() => {
    const again = () => void send();
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, [send]);
  return { add, waiting, error, retry: () => void send() };
}
