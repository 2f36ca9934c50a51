import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { Unpacker } from "../../src/store/unpacker.js";

let state = 1; // numbers that hardly compress
const CONTENT = Uint8Array.from(
  { length: 9000 },
  () => (state = (state * 48271) % 2147483647) & 127,
);
const PACKED = new Uint8Array(gzipSync(CONTENT));

function entry(bytes: number, gzip: number | null) {
  return { sha256: "", bytes, gzip };
}

async function unpack(unpacker: Unpacker, content: Uint8Array, size: number): Promise<Uint8Array> {
  for (let at = 0; at < content.length; at += size) unpacker.add(content.slice(at, at + size));
  return unpacker.finish();
}

test.each([1, 7, 4096, 1_000_000])(
  "a file in pieces of %i bytes is unpacked whole",
  async (size) => {
    const seen: number[] = [];
    const receiver = (chunk: Uint8Array): void => void seen.push(...chunk);
    const unpacker = new Unpacker(entry(CONTENT.length, PACKED.length), () => receiver);
    expect(await unpack(unpacker, PACKED, size)).toEqual(CONTENT);
    expect(Uint8Array.from(seen)).toEqual(CONTENT);
  },
);

test("a file that the server has unpacked already stays as it is", async () => {
  const unpacker = new Unpacker(entry(CONTENT.length, PACKED.length));
  expect(await unpack(unpacker, CONTENT, 500)).toEqual(CONTENT);
});

test("a file that is not compressed may begin like one that is", async () => {
  const unpacker = new Unpacker(entry(PACKED.length, null));
  expect(await unpack(unpacker, PACKED, 500)).toEqual(PACKED);
});

test("a longer file than was published is seen to be longer", async () => {
  const unpacker = new Unpacker(entry(10, PACKED.length));
  expect((await unpack(unpacker, PACKED, 500)).length).toBe(11);
});

test("a broken archive ends early", async () => {
  const unpacker = new Unpacker(entry(CONTENT.length, PACKED.length));
  expect((await unpack(unpacker, PACKED.slice(0, 900), 100)).length).toBeLessThan(CONTENT.length);
});
