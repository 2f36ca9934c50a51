import { createHash } from "node:crypto";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { plainSha256, sha256 } from "../../src/bytes/sha256.js";
import { BACKBONE, bytes, graph } from "../realBundles.js";

afterEach(() => vi.unstubAllGlobals());

const TEXT = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
const VECTORS: [string, Uint8Array, string][] = [
  ["nothing", bytes(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ["abc", bytes("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  ["two blocks", bytes(TEXT), "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"],
  [
    "a million a",
    new Uint8Array(1_000_000).fill(97),
    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
  ],
];

describe("a sha256", () => {
  it.each(VECTORS)("is that of FIPS 180-4 for %s", async (_, content, expected) => {
    expect(await sha256(content)).toBe(expected);
    expect(plainSha256(content)).toBe(expected);
  });

  it("is the same with and without the platform's help, at every length around a block's", async () => {
    const whole = Uint8Array.from({ length: 2 ** 20 }, (_, at) => (at * 31) ^ (at >> 8));
    const lengths = [...Array(200).keys(), 2 ** 16 - 9, 2 ** 20];
    for (const length of lengths) {
      const content = whole.subarray(whole.length - length);
      const expected = createHash("sha256").update(content).digest("hex");
      expect(await sha256(content)).toBe(expected);
      expect(plainSha256(content)).toBe(expected);
    }
  });

  it("is the same for bytes at random", () => {
    const property = fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (content) => {
      expect(plainSha256(content)).toBe(await sha256(content));
    });
    return fc.assert(property);
  });

  it.each([undefined, {}])(
    "is there on a page without crypto.subtle (crypto is %s)",
    async (api) => {
      vi.stubGlobal("crypto", api);
      expect(await sha256(bytes("abc"))).toBe(VECTORS[1]![2]);
    },
  );

  it("of a shipped graph is its name, and of shared memory the same", async () => {
    const content = graph(BACKBONE);
    const shared = new Uint8Array(new SharedArrayBuffer(content.byteLength));
    shared.set(content);
    expect(await sha256(shared)).toBe(BACKBONE);
    expect(plainSha256(shared)).toBe(BACKBONE);
  });
});
