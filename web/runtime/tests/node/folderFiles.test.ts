import { execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { BundleDamagedError } from "../../src/errors.js";
import { FolderFiles } from "../../src/node/folderFiles.js";

const folder = mkdtempSync(join(tmpdir(), "bundle-"));
const files = new FolderFiles(folder, null);
const entry = { sha256: "0".repeat(64), bytes: 4, gzip: null };

afterAll(() => rmSync(folder, { recursive: true }));

test("a file is read whole", async () => {
  writeFileSync(join(folder, "plain"), "text");
  expect(await files.read("plain", entry)).toEqual(new TextEncoder().encode("text"));
  writeFileSync(join(folder, "empty"), "");
  expect(await files.read("empty", entry)).toHaveLength(0);
});

test.skipIf(process.platform === "win32")("a file that is no plain one is refused", async () => {
  execFileSync("mkfifo", [join(folder, "pipe")]);
  symlinkSync("/dev/zero", join(folder, "device"));
  symlinkSync("/", join(folder, "folder"));
  for (const name of ["pipe", "device", "folder"]) {
    await expect(files.read(name, entry)).rejects.toThrow("it is not a plain file");
    await expect(files.read(name, { ...entry, gzip: 4 })).rejects.toThrow(BundleDamagedError);
  }
});

test("a file that grows while it is read is refused, or read as it was", async () => {
  const path = join(folder, "growing");
  writeFileSync(path, new Uint8Array(2 ** 20));
  const growing = setInterval(() => appendFileSync(path, new Uint8Array(2 ** 20)), 0);
  for (let trial = 0; trial < 20; trial++) {
    const read = await files.read("growing", entry).catch((error: unknown) => error);
    if (read instanceof Uint8Array) expect(read.length % 2 ** 20).toBe(0);
    else expect(read).toBeInstanceOf(BundleDamagedError);
  }
  clearInterval(growing);
});
