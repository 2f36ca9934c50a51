/** The files that this tab sends to projects: it goes on whatever screen is shown. */
import { useSyncExternalStore } from "react";
import { api, call } from "../api/client";
import { readableFiles, type PickedFile } from "./pickedFiles";
import { beginUpload, sendUpload, UnreadableFileError, type Upload } from "./uploadFiles";
import { signature } from "./uploadPieces";

export interface Sending {
  readonly number: number;
  readonly project: string;
  readonly files: readonly PickedFile[];
  /** The paths of files that can't be read, and are left out. */
  readonly unreadable: readonly string[];
  /** Null until the server has the list. */
  readonly upload: Upload | null;
  readonly received: number;
  readonly error: unknown;
  /** The job that adds the files; null until a person has said so. */
  readonly job: string | null;
}

let sendings: readonly Sending[] = [];
let numbers = 0;
const stops = new Map<number, AbortController>();
const listeners = new Set<() => void>();

function tell(next: readonly Sending[]): void {
  sendings = next;
  for (const each of listeners) each();
}

function change(number: number, values: Partial<Sending>): void {
  tell(sendings.map((each) => (each.number === number ? { ...each, ...values } : each)));
}

function useNewest(wanted: (sending: Sending) => boolean): Sending | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => sendings.findLast(wanted) ?? null,
  );
}

/** Returns what is sent to a project: for a job, or to be looked at; null for nothing. */
export function useSending(project: string, job: string | null): Sending | null {
  return useNewest((each) => each.project === project && each.job === job);
}

/** Returns what is sent to a project, for whatever; null for nothing. */
export function useAnySending(project: string): Sending | null {
  return useNewest((each) => each.project === project);
}

/**
 * Sends files to a project; nothing is added before a person says so.
 *
 * What was sent before and nobody has said so of is forgotten; what a job adds is sent on.
 */
export function startSending(project: string, files: readonly PickedFile[]): void {
  const mark = signature(project, files);
  const again = sendings.some(
    (each) => each.job === null && signature(each.project, each.files) === mark,
  );
  const before = forgetSending(project, null, !again); // the same files go on where they stopped
  const number = ++numbers;
  const begun = { number, project, files, unreadable: [], upload: null, received: 0 };
  tell([...sendings, { ...begun, error: null, job: null }]);
  void before.then(() => send(number));
}

async function send(number: number): Promise<void> {
  const found = sendings.find((each) => each.number === number);
  if (found === undefined) return;
  const { project } = found;
  const stop = new AbortController();
  stops.set(number, stop);
  try {
    const { readable, unreadable } = await readableFiles(found.files);
    if (readable.length === 0) throw new UnreadableFileError(unreadable.join(", "));
    change(number, { unreadable });
    const upload = await beginUpload(project, readable);
    if (stop.signal.aborted) return void (await remove(project, upload));
    change(number, { upload });
    const onReceived = (received: number) => change(number, { received });
    await sendUpload(project, upload, readable, onReceived, stop.signal);
  } catch (error) {
    if (!stop.signal.aborted) change(number, { error });
  }
}

/** Sends again what a failure has broken off. */
export function resumeSending({ number }: Sending): void {
  change(number, { error: null });
  void send(number);
}

/** Notes that a job adds the files that were sent to be looked at. */
export function noteJob(project: string, job: string): void {
  const found = sendings.findLast((each) => each.project === project && each.job === null);
  if (found !== undefined) change(found.number, { job });
}

/** Forgets files; with `removed` what is on the server of them, too. */
export async function forgetSending(
  project: string,
  job: string | null,
  removed: boolean,
): Promise<void> {
  const found = sendings.filter((each) => each.project === project && each.job === job);
  if (found.length === 0) return;
  tell(sendings.filter((each) => !found.includes(each)));
  for (const { number, upload } of found) {
    stops.get(number)?.abort();
    stops.delete(number);
    if (removed && upload !== null) await remove(project, upload);
  }
}

async function remove(project: string, upload: Upload): Promise<void> {
  const params = { path: { project, upload: upload.id } };
  await call(api.DELETE("/v1/projects/{project}/uploads/{upload}", { params })).catch(
    () => undefined, // it is deleted after a day at the latest
  );
}

// A tab that is closed while it sends would lose what is not there yet.
addEventListener("beforeunload", (event) => {
  const open = sendings.some(
    ({ upload, received, error }) => error === null && upload !== null && received < upload.bytes,
  );
  if (open) event.preventDefault();
});
