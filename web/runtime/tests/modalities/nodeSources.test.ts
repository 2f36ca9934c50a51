import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { LIMITS } from "../../src/contract.js";
import { changedLimits, defaultLimits } from "../../src/modalities/sources/inputLimits.js";
import { packFile, readFileBytes } from "../../src/modalities/sources/nodeSources.js";

const folder = mkdtempSync(join(tmpdir(), "sources-"));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, "ten"), "0123456789");

const read = async (source: unknown, maxBytes = 10) => {
  const limits = changedLimits(defaultLimits(1), { maxBytes });
  return new TextDecoder().decode((await readFileBytes(packFile(source)!, { limits })).bytes);
};

describe("a file", () => {
  const ten = join(folder, "ten");
  const sources: Record<string, unknown> = {
    "a path": ten,
    "a file: URL": pathToFileURL(ten),
    "a file: URL as a text": pathToFileURL(ten).href,
    "a Buffer": Buffer.from("0123456789"),
    "a Uint8Array": new TextEncoder().encode("0123456789"),
    "an ArrayBuffer": new TextEncoder().encode("0123456789").buffer,
    "a Blob": new Blob(["0123456789"]),
    "a data: URL": "data:text/plain,0123456789",
  };

  it.each(Object.keys(sources))("may be %s, up to the limit of bytes", async (name) => {
    expect(await read(sources[name])).toBe("0123456789");
    await expect(read(sources[name], 9)).rejects.toMatchObject({ code: "input-too-large" });
  });

  it("of a device is read no further than the limit", async () => {
    await expect(read("/dev/zero", 2 ** 21)).rejects.toThrow("raise limits.maxBytes");
  });

  it.each([
    ["none.jpg", "input-not-found"],
    ["", "input-not-found"],
    ["a\0b", "input-not-found"],
    [folder, "input"],
  ])("that is not there is an error with its reason: %j", async (path, code) => {
    await expect(read(path)).rejects.toMatchObject({ code });
  });

  it("is packed as it is at that moment", async () => {
    const bytes = Buffer.from("0123456789");
    const payload = packFile(bytes)!;
    bytes.fill(0);
    const { bytes: found } = await readFileBytes(payload, { limits: defaultLimits(1) });
    expect(new TextDecoder().decode(found)).toBe("0123456789");
  });

  it("has the contract's limits where none are set", () => {
    expect(defaultLimits(LIMITS.input.url_seconds)).toEqual({
      maxPixels: 178_956_970,
      maxCharacters: 100_000,
      maxSeconds: 3600,
      maxBytes: 256 * 2 ** 20,
      maxUrlBytes: 32 * 2 ** 20,
      urlTimeout: 10_000,
      allowPrivateUrls: false,
    });
  });
});
