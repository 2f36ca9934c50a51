import { expect, it } from "vitest";
import { filesOfDrop, readableFiles, type PickedFile } from "../../src/state/pickedFiles";
import { filesAt } from "../../src/state/uploadPieces";

const file = (path: string, text = "x"): PickedFile => ({ path, file: new File([text], path) });

/** A file as the browser has it that was deleted since it was chosen. */
function lost(path: string): PickedFile {
  const gone = new File(["x"], path);
  const fail = () => Promise.reject(new DOMException("gone", "NotFoundError"));
  Object.defineProperty(gone, "slice", { value: () => ({ arrayBuffer: fail }) });
  return { path, file: gone };
}

it("a file that can't be read is left out by its name, and the others are sent", async () => {
  const found = await readableFiles([file("a"), lost("b"), file("c")]);
  expect(found.readable.map(({ path }) => path)).toEqual(["a", "c"]);
  expect(found.unreadable).toEqual(["b"]);
});

it("a dropped folder with a file that can't be opened brings its other files", async () => {
  const entry = (name: string, open: boolean) => ({
    name,
    isFile: true,
    file: (done: (found: File) => void, fail: (error: unknown) => void) =>
      open ? done(new File(["x"], name)) : fail(new DOMException("denied", "NotReadableError")),
  });
  const entries = [entry("1.jpg", true), entry("2.jpg", false)];
  const reader = { readEntries: (done: (found: unknown[]) => void) => done(entries.splice(0)) };
  const folder = { name: "oak", isFile: false, createReader: () => reader };
  const data = { items: [{ webkitGetAsEntry: () => folder }], files: [] };
  const found = await readableFiles(await filesOfDrop(data as unknown as DataTransfer));
  expect(found.readable.map(({ path }) => path)).toEqual(["oak/1.jpg"]);
  expect(found.unreadable).toEqual(["oak/2.jpg"]);
});

it("the files of a piece are those with bytes in it", () => {
  const files = [file("a", "12"), file("none", ""), file("b", "345"), file("c", "6")];
  const at = (start: number, count: number) => filesAt(files, start, count).map(({ path }) => path);
  expect(at(0, 2)).toEqual(["a"]);
  expect(at(1, 2)).toEqual(["a", "b"]);
  expect(at(2, 9)).toEqual(["b", "c"]);
});
