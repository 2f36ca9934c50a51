import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { MOST_BYTES } from "../../src/bundle/fileRules.js";
import { plainFiles, ZipFiles } from "../../src/bundle/zipFiles.js";
import { BundleDamagedError } from "../../src/errors.js";
import { ZipError } from "../../src/zip/zipError.js";
import { openZip } from "../../src/zip/zipReader.js";
import { writeZip, writeZipBlob } from "../../src/zip/zipWriter.js";
import { bytes, damagedCopies, golden } from "../realBundles.js";
import { zipped, type Part } from "./madeZips.js";

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

async function readAll(content: Uint8Array | Blob): Promise<Map<string, Uint8Array>> {
  const zip = await openZip(content, "it.zip");
  const found = new Map<string, Uint8Array>();
  for (const name of zip.names) found.set(name, await zip.read(name));
  return found;
}

/** The promise's value, or null where it was refused with a ZipError; any other error fails. */
async function orRefused<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ZipError) return null;
    throw error;
  }
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

  it("is read from a Blob as from memory", async () => {
    const blob = new Blob([writeZip(FILES)]);
    expect(await readAll(blob)).toEqual(expected);
    const packed = zipped([...FILES, { name: "text", content: bytes("text ".repeat(99)) }]);
    expect((await readAll(new Blob([packed]))).get("text")).toEqual(bytes("text ".repeat(99)));
  });

  it("that is made as a Blob holds the same files, with its texts compressed", async () => {
    async function* files() {
      for (const { name, content } of FILES)
        yield { name, content: new Blob([new Uint8Array(content)]) };
      yield { name: "long.json", content: "[1, 2]".repeat(1000) };
    }
    const blob = await writeZipBlob(files());
    expect(blob.type).toBe("application/zip");
    const found = await readAll(blob);
    expect(found.get("long.json")).toEqual(bytes("[1, 2]".repeat(1000)));
    found.delete("long.json");
    expect(found).toEqual(expected);
    expect(blob.size).toBeLessThan(writeZip(FILES).byteLength + 1000);
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

  withPython("that was written here is whole for Python's zipfile", () => {
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

  it("has names in code page 437 where its flags do not say UTF-8", async () => {
    const name = new Uint8Array([0x81, 0x61, 0xff]);
    const content = bytes("x");
    expect((await openZip(zipped([{ name, content, flags: 0 }]), "it")).names).toEqual([
      "üa\u00a0",
    ]);
  });

  it("names a file that it does not hold", async () => {
    const zip = await openZip(writeZip(FILES), "it.zip");
    await expect(zip.read("toString")).rejects.toThrow('it.zip holds no file "toString"');
  });
});

describe("a .zip is refused", () => {
  const content = bytes("text");
  const one = { name: "a", content };

  it.each(["../evil", "/etc/evil", "a/b", "folder/", "..", ".", "", "C:evil", "a\\b", "a\nb"])(
    "that would lead out of a bundle with %j",
    async (name) => {
      const opening = ZipFiles.open(zipped([{ name, content }]), "it.zip");
      await expect(opening).rejects.toThrow(BundleDamagedError);
      await expect(opening).rejects.toThrow("outside of the bundle");
      const writing = () => writeZip([{ name, content }], plainFiles("it.zip"));
      expect(writing).toThrow("outside of the bundle");
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
  ])("%s", async (_, zip, message) => {
    await expect(openZip(zip, "it.zip")).rejects.toThrow(ZipError);
    await expect(openZip(zip, "it.zip")).rejects.toThrow(message);
    // From a Blob a file's own header is read with the file.
    const fromBlob = openZip(new Blob([zip as Uint8Array<ArrayBuffer>]), "it.zip");
    const reading = fromBlob.then((it) => Promise.all(it.names.map((name) => it.read(name))));
    await expect(reading).rejects.toThrow(message);
    await expect(ZipFiles.open(zip, "it.zip")).rejects.toThrow(BundleDamagedError);
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
    const zip = await ZipFiles.open(zipped([part]), "it.zip");
    await expect(zip.read("a")).rejects.toThrow(BundleDamagedError);
    await expect(zip.read("a")).rejects.toThrow(message);
  });

  it("before more comes out of a file than it says", async () => {
    const bomb = deflateRawSync(new Uint8Array(256 * 2 ** 20));
    const zip = await openZip(zipped([{ ...one, packed: bomb, size: 2 ** 20 }]), "it.zip");
    const before = process.memoryUsage().arrayBuffers;
    await expect(zip.read("a")).rejects.toThrow("more than 1048576 bytes");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 2 ** 20);
  });

  it("before it is written, with a file twice or with too many", () => {
    expect(() => writeZip([one, one])).toThrow(ZipError);
    const rules = plainFiles("it.zip");
    expect(() => writeZip([{ name: "\ud800", content }], rules)).toThrow(BundleDamagedError);
    expect(() => writeZip([{ name: "a".repeat(65_536), content }])).toThrow("shorter named");
    const many = Array.from({ length: 70_000 }, (_, at) => ({ name: `${at}`, content }));
    expect(() => writeZip(many)).toThrow("files or more");
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
      const zip = await orRefused(openZip(copy, "it"));
      for (const name of zip?.names ?? []) {
        const content = await orRefused(zip!.read(name));
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

  it("is refused wherever it is cut off", async () => {
    for (let end = 0; end < small.byteLength; end++) {
      expect(await orRefused(openZip(small.subarray(0, end), "it"))).toBeNull();
    }
  });

  it("to bytes at random is refused", async () => {
    const property = fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (content) => {
      expect(await orRefused(openZip(content, "it"))).toBeNull();
    });
    await fc.assert(property);
  });
});
