import { pathToFileURL } from "node:url";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { VizslaError } from "../../src/errors.js";
import { defaultLimits } from "../../src/modalities/sources/inputLimits.js";
import { nodeTexts, type NodeText } from "../../src/modalities/text/nodeTexts.js";

const limits = { ...defaultLimits(30), maxCharacters: 9, maxBytes: 99 };
const read = async (source: NodeText): Promise<string> =>
  nodeTexts.read(await nodeTexts.pack(source), { limits });
const folder = mkdtempSync(join(tmpdir(), "texts-"));
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("a text", () => {
  it("is a string, or a file with one", async () => {
    const path = join(folder, "mail.txt");
    writeFileSync(path, "hello 🐕");
    const content = new TextEncoder().encode("hello 🐕");
    const sources = ["hello 🐕", pathToFileURL(path), content, content.buffer, new Blob([content])];
    expect(await Promise.all(sources.map(read))).toEqual(sources.map(() => "hello 🐕"));
  });

  it("keeps its spaces and its characters as they are", async () => {
    expect(await read(" e\u0301\r\n")).toBe(" e\u0301\r\n");
    expect(await read(bytes(0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf, 0x61))).toBe("\ufeffa");
  });

  it.each([
    ["a number", 5, "input-type"],
    ["nothing", "", "input-damaged"],
    ["what is not seen", "\u200b\u2060 \t", "input-damaged"],
    ["half of a character", "ab\ud83d", "input-format"],
    ["more characters than the limit", "😀".repeat(10), "input-too-large"],
    ["more bytes than the limit", new Uint8Array(100), "input-too-large"],
    ["a byte of zero", bytes(97, 0), "input-format"],
    ["another encoding", bytes(0xfc, 0x62), "input-format"],
    ["UTF-16 that is cut", bytes(0xff, 0xfe, 97), "input-format"],
    ["UTF-32 that is cut", bytes(0xff, 0xfe, 0, 0, 97), "input-format"],
    ["UTF-32 beyond the last character", bytes(0, 0, 0xfe, 0xff, 0, 0x11, 0, 0), "input-format"],
  ])("can't be %s", async (_, source, code) => {
    await expect(read(source as NodeText)).rejects.toMatchObject({ code });
  });

  it("counts characters, not units", async () => {
    expect(await read("😀".repeat(9))).toHaveLength(18);
  });

  it("is read or refused, whatever the bytes", async () => {
    const marks = fc.constantFrom(
      [],
      [0xff, 0xfe],
      [0xfe, 0xff],
      [0xff, 0xfe, 0, 0],
      [0, 0, 0xfe, 0xff],
    );
    await fc.assert(
      fc.asyncProperty(marks, fc.uint8Array({ maxLength: 40 }), async (mark, rest) => {
        const found = await read(bytes(...mark, ...rest)).catch((error: unknown) => error);
        expect(typeof found === "string" || found instanceof VizslaError).toBe(true);
      }),
    );
  });
});
