/**
 * Sends files in pieces that go on after a break: a lost connection, a server that restarts, or the
 * same files chosen again.
 */
import { api, ApiError, call, type Schema } from "../api/client";
import { pause } from "./pause";
import { isReadable, type PickedFile } from "./pickedFiles";
import { filesAt, pieceAt, signature } from "./uploadPieces";

export type Upload = Schema["UploadItem"];

const PIECE = 4 * 1024 * 1024; // bytes
const MOST_FILES = 20_000;
const LONGEST_WAIT = 15_000; // milliseconds between two tries
const KEPT = "vizsla-studio-uploads";
const CONFLICT = 409;
const FULL = "workspace-full"; // waiting makes no room
const MOST_FAILURES = 8; // of a server that answers; one that is away may take its time

/** Too many files for one upload. */
export class TooManyFilesError extends Error {
  constructor(readonly most: number) {
    super(`more than ${most} files`);
    this.name = "TooManyFilesError";
  }
}

/** A file that can't be read any more: it was moved or changed since it was chosen. */
export class UnreadableFileError extends Error {
  constructor(readonly path: string) {
    super(`${path} can't be read`);
    this.name = "UnreadableFileError";
  }
}

/** Returns the upload of the files: the one that was broken off, or a new one. */
export async function beginUpload(project: string, files: readonly PickedFile[]): Promise<Upload> {
  if (files.length > MOST_FILES) throw new TooManyFilesError(MOST_FILES);
  const mark = signature(project, files);
  const known = readKept()[mark];
  if (known !== undefined) {
    const params = { path: { project, upload: known } };
    try {
      return await call(api.GET("/v1/projects/{project}/uploads/{upload}", { params }));
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error; // it was deleted
    }
  }
  const listed = files.map(({ path, file }) => ({ path, bytes: file.size }));
  const begun = await call(
    api.POST("/v1/projects/{project}/uploads", {
      params: { path: { project } },
      body: { files: listed },
    }),
  );
  keep(mark, begun.id);
  return begun;
}

/**
 * Sends what is not there yet.
 * @param onReceived - told the bytes that are there, after each piece.
 * @param signal - stops the sending; what is there stays.
 */
export async function sendUpload(
  project: string,
  upload: Upload,
  files: readonly PickedFile[],
  onReceived: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const params = { path: { project, upload: upload.id } };
  const path = "/v1/projects/{project}/uploads/{upload}";
  let { received } = upload;
  let failures = 0;
  onReceived(received);
  while (received < upload.bytes) {
    const piece = await readPiece(files, received, Math.min(PIECE, upload.piece_bytes));
    try {
      const found = await call(
        api.PATCH(path, {
          params: { ...params, query: { offset: received } },
          body: piece as never,
          bodySerializer: (body: unknown) => body as ArrayBuffer,
          headers: { "Content-Type": "application/octet-stream" },
          signal,
        }),
      );
      received = found.received;
      failures = 0;
      onReceived(received);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      failures += 1;
      if (!goesOn(error, failures)) throw error;
      await pause(Math.min(500 * 2 ** failures, LONGEST_WAIT), signal);
      try {
        received = (await call(api.GET(path, { params, signal }))).received;
      } catch (other) {
        if (!(other instanceof ApiError) || !(other.offline || other.status >= 500)) throw other;
      }
    }
  }
}

/** Returns whether the same piece may get through later. */
function goesOn(error: ApiError, failures: number): boolean {
  if (error.offline || error.status === CONFLICT) return true;
  return error.status >= 429 && error.code !== FULL && failures < MOST_FAILURES;
}

/** Returns the bytes of a piece, read before they are sent: else a lost file looks like a lost server. */
async function readPiece(
  files: readonly PickedFile[],
  start: number,
  count: number,
): Promise<ArrayBuffer> {
  try {
    return await pieceAt(files, start, count).arrayBuffer();
  } catch {
    const some = filesAt(files, start, count);
    for (const each of some)
      if (!(await isReadable(each))) throw new UnreadableFileError(each.path);
    throw new UnreadableFileError(some.map(({ path }) => path).join(", "));
  }
}

function readKept(): Record<string, string> {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
    return typeof found === "object" && found !== null ? (found as Record<string, string>) : {};
  } catch {
    return {};
  }
}

function keep(mark: string, upload: string): void {
  const kept = Object.entries(readKept()).slice(-19);
  try {
    localStorage.setItem(KEPT, JSON.stringify(Object.fromEntries([...kept, [mark, upload]])));
  } catch {
    // A browser that keeps nothing sends the files anew.
  }
}
