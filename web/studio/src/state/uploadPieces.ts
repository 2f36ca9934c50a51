/** The pieces of an upload, whose files follow one another, and what tells the same files again. */
import type { PickedFile } from "./pickedFiles";

/** Returns the bytes of the files, one after the other, from a place on: at most `count`. */
export function pieceAt(files: readonly PickedFile[], start: number, count: number): Blob {
  const parts: Blob[] = [];
  let at = 0; // of the file's first byte
  let left = count;
  for (const { file } of files) {
    const from = Math.max(start - at, 0);
    if (from < file.size && left > 0) {
      const part = file.slice(from, Math.min(from + left, file.size));
      parts.push(part);
      left -= part.size;
    }
    at += file.size;
    if (left === 0) break;
  }
  return new Blob(parts);
}

/** Returns the files that have some of those bytes. */
export function filesAt(files: readonly PickedFile[], start: number, count: number): PickedFile[] {
  let at = 0;
  return files.filter(({ file }) => {
    const first = at;
    at += file.size;
    return file.size > 0 && first < start + count && at > start;
  });
}

/** Returns the same text for the same files of the same project. */
export function signature(project: string, files: readonly PickedFile[]): string {
  let [a, b] = [0x811c9dc5, 0x01000193];
  const add = (text: string) => {
    for (let at = 0; at < text.length; at++) {
      a = Math.imul(a ^ text.charCodeAt(at), 0x01000193);
      b = Math.imul(b ^ text.charCodeAt(at), 0x85ebca6b);
    }
  };
  add(project);
  for (const { path, file } of files) add(`\n${path}\t${file.size}\t${file.lastModified}`);
  return `${files.length}-${(a >>> 0).toString(16)}${(b >>> 0).toString(16)}`;
}
