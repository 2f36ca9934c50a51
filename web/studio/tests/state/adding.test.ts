import { beforeEach, expect, it, vi } from "vitest";

interface Begun {
  readonly upload: string;
  readonly signal: AbortSignal;
}

const begun: Begun[] = [];
const deleted: string[] = [];

vi.stubGlobal("addEventListener", () => undefined);
vi.mock("../../src/api/client", () => ({
  api: {
    DELETE: (_: string, { params }: { params: { path: { upload: string } } }) =>
      Promise.resolve(void deleted.push(params.path.upload)),
  },
  call: (request: Promise<unknown>) => request,
}));
vi.mock("../../src/state/uploadFiles", () => ({
  UnreadableFileError: Error,
  beginUpload: (_: string, files: { path: string }[]) =>
    Promise.resolve({ id: files[0]!.path, bytes: 9, received: 0 }),
  sendUpload: (_: string, upload: { id: string }, ...rest: unknown[]) => {
    begun.push({ upload: upload.id, signal: rest[2] as AbortSignal });
    return new Promise(() => undefined); // it goes on for long
  },
}));

const { forgetSending, noteJob, startSending } = await import("../../src/state/adding");
const picked = (path: string) => [{ path, file: new File(["x"], path) }];
const uploads = () => begun.map(({ upload }) => upload);

beforeEach(async () => {
  for (const job of [null, "1"]) await forgetSending("trees", job, true);
  begun.length = deleted.length = 0;
});

it("files that a job adds are sent on while others are dropped", async () => {
  startSending("trees", picked("first"));
  await vi.waitFor(() => expect(uploads()).toEqual(["first"]));
  noteJob("trees", "1");
  startSending("trees", picked("second"));
  await vi.waitFor(() => expect(uploads()).toEqual(["first", "second"]));
  expect(begun.map(({ signal }) => signal.aborted)).toEqual([false, false]);
  expect(deleted).toEqual([]);
});

it("files that nobody has confirmed are forgotten when others are dropped", async () => {
  startSending("trees", picked("first"));
  await vi.waitFor(() => expect(uploads()).toEqual(["first"]));
  startSending("trees", picked("second"));
  await vi.waitFor(() => expect(uploads()).toEqual(["first", "second"]));
  expect(begun.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  expect(deleted).toEqual(["first"]);
});
