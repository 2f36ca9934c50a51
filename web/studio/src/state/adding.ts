/** The files that this tab sends to projects: it goes on whatever screen is shown. */
import { useSyncExternalStore } from "react";
import { api, call } from "../api/client";
import type { PickedFile } from "./pickedFiles";
import { beginUpload, sendUpload, type Upload } from "./uploadFiles";

export interface Sending {
  readonly project: string;
  readonly files: readonly PickedFile[];
  /** Null until the server has the list. */
  readonly upload: Upload | null;
  readonly received: number;
  readonly error: unknown;
}

let sendings: readonly Sending[] = [];
const stops = new Map<string, AbortController>();
const listeners = new Set<() => void>();

function put(next: Sending): void {
  sendings = [...sendings.filter((each) => each.project !== next.project), next];
  for (const each of listeners) each();
}

/** Returns what is being sent to a project, or was; null for nothing. */
export function useSending(project: string): Sending | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => sendings.find((each) => each.project === project) ?? null,
  );
}

/** Sends files to a project; nothing is added before a person says so. */
export function startSending(project: string, files: readonly PickedFile[]): void {
  stops.get(project)?.abort();
  const stop = new AbortController();
  stops.set(project, stop);
  put({ project, files, upload: null, received: 0, error: null });
  void send(project, files, stop.signal);
}

async function send(
  project: string,
  files: readonly PickedFile[],
  signal: AbortSignal,
): Promise<void> {
  let upload: Upload | null = null;
  let received = 0;
  try {
    upload = await beginUpload(project, files);
    const begun = upload;
    const tell = (bytes: number) => {
      received = bytes;
      if (!signal.aborted) put({ project, files, upload: begun, received, error: null });
    };
    await sendUpload(project, begun, files, tell, signal);
  } catch (error) {
    if (!signal.aborted) put({ project, files, upload, received, error });
  }
}

/** Sends again what a failure has broken off. */
export function resumeSending(project: string): void {
  const found = sendings.find((each) => each.project === project);
  if (found !== undefined) startSending(project, found.files);
}

/** Forgets the files; with `remove` what is on the server of them, too. */
export function forgetSending(project: string, remove: boolean): void {
  const found = sendings.find((each) => each.project === project);
  if (found === undefined) return;
  if (remove) {
    stops.get(project)?.abort();
    if (found.upload !== null)
      void call(
        api.DELETE("/v1/projects/{project}/uploads/{upload}", {
          params: { path: { project, upload: found.upload.id } },
        }),
      ).catch(() => undefined); // it is deleted after a day at the latest
  }
  sendings = sendings.filter((each) => each !== found);
  for (const each of listeners) each();
}

// A tab that is closed while it sends would lose what is not there yet.
addEventListener("beforeunload", (event) => {
  const open = sendings.some(
    ({ upload, received, error }) => error === null && upload !== null && received < upload.bytes,
  );
  if (open) event.preventDefault();
});
