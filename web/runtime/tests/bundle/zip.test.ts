import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { BundleDamagedError, BundleError } from "../../src/errors.js";
import { MOST_BYTES } from "../../src/bundle/limits.js";
import { openZip, writeZip } from "../../src/bundle/zip.js";
import { bytes, damagedCopies, golden, readOrRefused, readOrRefusedLater } from "./real.js";
import { zipped, type Part } from "./zipped.js";

const FILES = [
  { name: "function.json", content: bytes("{}") },
  { name: "empty", content: new Uint8Array() },
  { name: "Größe ☃.txt", content: bytes("snow".repeat(1000)) },
  { name: "__proto__", content: Uint8Array.from({ length: 5000 }, (_, at) => (at * at) >> 3) },
];
const folder = mkdtempSync(join(tmpdir(), "zip-"));
afterAll(() => rmSync(folder, { recursive: true }));

const python = (code: string, ...args: string[]) =>
  spawnSync("python3", ["-c", code, ...args], { encoding: "utf8" });
const withPython = it.skipIf(python("").status !== 0);

async function readAll(content: Uint8Array): Promise<Map<string, Uint8Array>> {
  const zip = openZip(content, "it.zip");
  const found = new Map<string, Uint8Array>();
  for (const name of zip.names) found.set(name, await zip.read(name));
  return found;
}

const expected = new Map(FILES.map(({ name, content }) => [name, content]));

describe("a .zip", () => {
  it("gives its files back, stored or deflated", async () => {
    expect(await readAll(writeZip(FILES))).toEqual(expected);
    expect(await readAll(zipped(FILES))).toEqual(expected);
    expect(await readAll(zipped(FILES, { comment: "a comment" }))).toEqual(expected);
    const [first, ...rest] = FILES;
    expect(await readAll(zipped([{ ...first!, method: 0 }, ...rest]))).toEqual(expected);
    expect((await readAll(writeZip([]))).size).toBe(0);
  });

  it("is written the same each time", () => {
    expect(writeZip(FILES)).toEqual(writeZip(FILES));
  });

  it("is read wherever it lies in a buffer", async () => {
    const content = writeZip(FILES);
    const around = new Uint8Array(content.byteLength + 7).fill(1);
    around.set(content, 3);
    expect(await readAll(around.subarray(3, 3 + content.byteLength))).toEqual(expected);
    expect(await readAll(Buffer.from(content))).toEqual(expected);
  });

  withPython("that was written here is whole to Python's zipfile", () => {
    const path = join(folder, "written.zip");
    const files = [...FILES, { name: "head", content: golden("head.safetensors") }];
    writeFileSync(path, writeZip(files));
    const { stdout, stderr } = python(
      "import hashlib, json, sys, zipfile\n" +
        "with zipfile.ZipFile(sys.argv[1]) as archive:\n" +
        "    print(json.dumps([archive.testzip(), *([each.filename, archive.read(each).hex(),\n" +
        "        each.date_time, each.external_attr >> 16] for each in archive.infolist())]))",
      path,
    );
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual([
      null,
      ...files.map(({ name, content }) => [
        name,
        Buffer.from(content).toString("hex"),
        [1980, 1, 1, 0, 0, 0],
        0o100644,
      ]),
    ]);
  });

  withPython("that Python's zipfile wrote is read here", async () => {
    const path = join(folder, "python.zip");
    const { stderr } = python(
      "import sys, zipfile\n" +
        "with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as archive:\n" +
        "    archive.writestr('function.json', '{}' * 9000)\n" +
        "    archive.writestr('Größe', 'x', zipfile.ZIP_STORED)\n" +
        "    with archive.open('streamed', 'w') as file: file.write(b'abc' * 500)\n" +
        "    archive.comment = b'hello'",
      path,
    );
    expect(stderr).toBe("");
    const found = await readAll(readFileSync(path));
    expect([...found.keys()]).toEqual(["function.json", "Größe", "streamed"]);
    expect(found.get("function.json")).toEqual(bytes("{}".repeat(9000)));
    expect(found.get("streamed")).toEqual(bytes("abc".repeat(500)));
  });

  it("names files in code page 437 where it does not say UTF-8", () => {
    const name = new Uint8Array([0x81, 0x61, 0xff]);
    const content = bytes("x");
    expect(openZip(zipped([{ name, content, flags: 0 }]), "it").names).toEqual(["üa\u00a0"]);
  });

  it("of no such file says so", async () => {
    const zip = openZip(writeZip(FILES), "it.zip");
    await expect(zip.read("toString")).rejects.toThrow('it.zip holds no file "toString"');
  });
});

describe("a .zip is refused", () => {
  const content = bytes("text");
  const one = { name: "a", content };

  it.each(["../evil", "/etc/evil", "a/b", "folder/", "..", ".", "", "C:evil", "a\\b", "a\nb"])(
    "that would lead out of the bundle with %j",
    (name) => {
      expect(() => openZip(zipped([{ name, content }]), "it.zip")).toThrow(BundleDamagedError);
      expect(() => openZip(zipped([{ name, content }]), "it.zip")).toThrow("outside of the bundle");
      expect(() => writeZip([{ name, content }])).toThrow("outside of the bundle");
    },
  );

  it.each<[string, Uint8Array, string]>([
    ["that is empty", new Uint8Array(), "its end is missing"],
    ["of zeros", new Uint8Array(1000), "its end is missing"],
    ["with a file twice", zipped([one, one]), "a file twice"],
    ["that is encrypted", zipped([{ ...one, flags: 1 }]), "encrypted"],
    ["that is encrypted through and through", zipped([{ ...one, flags: 0x2000 }]), "encrypted"],
    ["that is a zip64", zipped([{ ...one, size: 0xffffffff }]), "zip64"],
    ["in several parts", zipped([one], { disk: 1 }), "parts"],
    ["that lists a file too few", zipped([one, FILES[0]!], { count: 1 }), "list of files"],
    ["that lists a file too many", zipped([one], { count: 2 }), "list of files"],
    ["with a file elsewhere", zipped([{ ...one, offset: 1 }]), "not where it should be"],
    ["with a file beyond its end", zipped([{ ...one, offset: 2 ** 31 }]), "not where it should"],
    ["with two files in one place", zipped([one, { ...one, name: "b", offset: 0 }]), "where"],
    [
      "with a file that reaches into the next",
      zipped([{ ...one, packedSize: 20 }, FILES[0]!]),
      "where",
    ],
    [
      "with a file that reaches into its end",
      zipped([{ ...one, packedSize: 20 }]),
      "where it should",
    ],
    ["that calls a file two names", zipped([{ ...one, localName: "b" }]), "where it should be"],
    ["with a name that is no UTF-8", zipped([{ ...one, name: new Uint8Array([255]) }]), "UTF-8"],
    ["with bytes behind it", new Uint8Array([...zipped([one]), 0]), "its end is missing"],
  ])("%s", (_, zip, message) => {
    expect(() => openZip(zip, "it.zip")).toThrow(BundleDamagedError);
    expect(() => openZip(zip, "it.zip")).toThrow(message);
  });

  it.each<[string, Part, string]>([
    ["of a method that is not known", { ...one, method: 12 }, "method 12"],
    ["whose checksum is wrong", { ...one, crc: 0 }, "checksum is wrong"],
    ["shorter than it says", { ...one, size: 5 }, "length or checksum"],
    ["shorter than it says, stored", { ...one, method: 0, size: 5 }, "length or checksum"],
    ["longer than it says", { ...one, size: 3 }, "more than 3 bytes"],
    ["that is no deflate", { ...one, packed: bytes("\xff\xff\xff") }, "can't be unpacked"],
    ["that is cut off", { ...one, packed: deflateRawSync(content).subarray(0, 3) }, "unpacked"],
    ["of nothing at all", { ...one, packed: new Uint8Array() }, "can't be unpacked"],
    ["larger than it may be", { ...one, size: MOST_BYTES + 1 }, "no file of a bundle may be over"],
  ])("when a file is read %s", async (_, part, message) => {
    const zip = openZip(zipped([part]), "it.zip");
    await expect(zip.read("a")).rejects.toThrow(BundleDamagedError);
    await expect(zip.read("a")).rejects.toThrow(message);
  });

  it("before more comes out of a file than it says", async () => {
    const bomb = deflateRawSync(new Uint8Array(256 * 2 ** 20));
    const zip = openZip(zipped([{ ...one, packed: bomb, size: 2 ** 20 }]), "it.zip");
    const before = process.memoryUsage().arrayBuffers;
    await expect(zip.read("a")).rejects.toThrow("more than 1048576 bytes");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 2 ** 20);
  });

  it("before it is written, with a file twice or with too many", () => {
    expect(() => writeZip([one, one])).toThrow(BundleError);
    expect(() => writeZip([{ name: "\ud800", content }])).toThrow(BundleError);
    expect(() => writeZip([{ name: "a".repeat(65_536), content }])).toThrow("shorter named");
    const many = Array.from({ length: 70_000 }, (_, at) => ({ name: `${at}`, content }));
    expect(() => writeZip(many)).toThrow("of 70000 files");
  });
});

describe("a .zip that is damaged", () => {
  const small = zipped([
    { name: "a", content: bytes("some text, some text, some text") },
    { name: "b", content: bytes("stored"), method: 0 },
  ]);

  it("is read right or refused", async () => {
    const seen = { read: 0, refused: 0 };
    const copies = damagedCopies(small, fc.nat(small.byteLength - 1));
    const property = fc.asyncProperty(copies, async (copy) => {
      const zip = readOrRefused(() => openZip(copy, "it"));
      for (const name of zip?.names ?? []) {
        const content = await readOrRefusedLater(() => zip!.read(name));
        seen[content === null ? "refused" : "read"] += 1;
        if (content === null) continue;
        // Whatever was changed: the checksum holds, so it is one of the two files.
        expect(["some text, some text, some text", "stored"]).toContain(
          new TextDecoder().decode(content),
        );
      }
    });
    await fc.assert(property, { numRuns: 3000 });
    expect(Math.min(seen.read, seen.refused)).toBeGreaterThan(50);
  });

  it("is refused wherever it is cut off", () => {
    for (let end = 0; end < small.byteLength; end++) {
      expect(readOrRefused(() => openZip(small.subarray(0, end), "it"))).toBeNull();
    }
  });

  it("to bytes at random is refused", () => {
    const property = fc.property(fc.uint8Array({ maxLength: 200 }), (content) => {
      expect(readOrRefused(() => openZip(content, "it"))).toBeNull();
    });
    fc.assert(property);
  });
});
