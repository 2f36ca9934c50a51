import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { readZip, writeZip, ZipError, type Entry } from "../../src/sharing/archiveZip";

/** A Blob that is read in pieces of some length, as files from a disk or a network. */
class InPieces extends Blob {
  readonly #whole: Uint8Array<ArrayBuffer>;
  readonly #length: number;

  constructor(whole: Uint8Array<ArrayBuffer>, length: number) {
    super([whole]);
    this.#whole = whole;
    this.#length = length;
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    let at = 0;
    return new ReadableStream({
      pull: (controller) => {
        const next = this.#whole.slice(at, (at += this.#length));
        if (next.length > 0) controller.enqueue(next);
        else controller.close();
      },
    });
  }
}

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

async function readAll(zip: Blob | Uint8Array<ArrayBuffer>): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  await readZip(
    zip instanceof Blob ? zip : new Blob([zip]),
    "dogscope.json",
    () => true,
    (name, content) => found.set(name, Buffer.from(content).toString("latin1")),
  );
  return found;
}

async function expectRefused(zip: Blob | Uint8Array<ArrayBuffer>): Promise<void> {
  await expect(readAll(zip)).rejects.toBeInstanceOf(ZipError);
}

/** Reads a zip; null where it is refused with the right error. */
async function readOrRefused(zip: Uint8Array<ArrayBuffer>): Promise<Map<string, string> | null> {
  try {
    return await readAll(zip);
  } catch (error) {
    expect(error).toBeInstanceOf(ZipError);
    return null;
  }
}

/** Contents that look like parts of a zip, as a photo's may. */
const content = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      ...["PK\u0001\u0002", "PK\u0003\u0004", "PK\u0005\u0006", "PK\u0007\u0008"].map((mark) =>
        fc.constant(strToU8(mark)),
      ),
    ),
    { maxLength: 6 },
  )
  .map((parts) => new Uint8Array(Buffer.concat(parts)));
const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
const text = fc.string({ unit: "grapheme", maxLength: 200 });
const files = fc.uniqueArray(fc.record({ name, content: fc.oneof(content, text) }), {
  selector: (file) => file.name,
  minLength: 1,
  maxLength: 6,
});

const asEntry = (file: { name: string; content: string | Uint8Array<ArrayBuffer> }): Entry => ({
  name: file.name,
  content: typeof file.content === "string" ? file.content : new Blob([file.content]),
});

const SOME: Entry[] = [
  {
    name: "photos/1.jpg",
    content: new Blob([Uint8Array.from({ length: 300 }, (_, at) => at * 7)]),
  },
  { name: "photos/2.jpg", content: new Blob(["a photo of a dog"]) },
  { name: "dogscope.json", content: JSON.stringify({ format: 1, dogs: "woof ".repeat(40) }) },
];
const written = async () => bytesOf(await writeZip(SOME));
/** Returns the offset of the directory; the files come before it. */
const directoryAt = (zip: Uint8Array<ArrayBuffer>) =>
  new DataView(zip.buffer).getUint32(zip.length - 6, true);

describe("a written zip", () => {
  it("is read back, in pieces of any length", async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.integer({ min: 1, max: 300 }), async (all, length) => {
        const expected = new Map(
          all.map((file) => [file.name, Buffer.from(file.content as string).toString("latin1")]),
        );
        const zip = await bytesOf(await writeZip(all.map(asEntry)));
        expect(await readAll(zip)).toEqual(expected);
        expect(await readAll(new InPieces(zip, length))).toEqual(expected);
      }),
    );
  });

  it("is read back with a long file and with many files", async () => {
    const long = "dog ".repeat(500_000) + Math.PI;
    const many = Array.from({ length: 300 }, (_, n) => ({ name: `${n}`, content: `of ${n}` }));
    const found = await readAll(await writeZip([{ name: "long.json", content: long }, ...many]));
    expect([found.size, found.get("long.json") === long, found.get("299")]).toEqual([
      301,
      true,
      "of 299",
    ]);
  });

  it("is read by other programs", async () => {
    await fc.assert(
      fc.asyncProperty(files, async (all) => {
        const read = unzipSync(await bytesOf(await writeZip(all.map(asEntry))));
        for (const file of all) {
          expect(Buffer.from(read[file.name]!)).toEqual(Buffer.from(file.content as string));
        }
      }),
      { numRuns: 30 },
    );
    const python = (code: string, input: Uint8Array = new Uint8Array()) =>
      spawnSync("python3", ["-c", code], { input, encoding: "utf8" });
    if (python("").status !== 0) return;
    const test =
      "import io, sys, zipfile\nz = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))";
    const { stdout } = python(`${test}\nprint(z.testzip(), z.namelist())`, await written());
    expect(stdout.trim()).toBe("None ['photos/1.jpg', 'photos/2.jpg', 'dogscope.json']");
  });

  it("stores photos unchanged, and compresses texts", async () => {
    const photo = new Uint8Array(1000).fill(7);
    const zip = await writeZip([{ name: "1.jpg", content: new Blob([photo]) }]);
    expect(zip.type).toBe("application/zip");
    expect(zip.size).toBeGreaterThan(1000);
    const packed = await writeZip([{ name: "1.json", content: "x".repeat(1000) }]);
    expect(packed.size).toBeLessThan(300);
  });
});

describe("reading a zip", () => {
  it("accepts other programs' zips, compressed or not", async () => {
    const file = strToU8("woof ".repeat(100));
    for (const level of [0, 9] as const) {
      expect(await readAll(zipSync({ "a/b.txt": file }, { level }))).toEqual(
        new Map([["a/b.txt", "woof ".repeat(100)]]),
      );
    }
  });

  it("reads only the wanted files", async () => {
    const found: string[] = [];
    await readZip(
      await writeZip(SOME),
      "dogscope.json",
      (each) => each.endsWith("2.jpg"),
      (each) => found.push(each),
    );
    expect(found).toEqual(["photos/2.jpg"]);
  });
});

describe("a zip is refused", () => {
  it("when it is no zip", async () => {
    await expectRefused(new Blob([]));
    await expectRefused(new Blob(["\ufeffPK, but no zip"]));
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), expectRefused));
  });

  it("when it is cut off anywhere", async () => {
    const zip = await written();
    const read: number[] = [];
    for (let end = 0; end < directoryAt(zip); end++) {
      if ((await readOrRefused(zip.slice(0, end))) !== null) read.push(end);
    }
    expect(read).toEqual([]);
  });

  it("when it is damaged, or else its files are unchanged", async () => {
    const zip = await written();
    const expected = await readOrRefused(zip);
    const wrong: number[] = [];
    for (let at = 0; at < zip.length; at++) {
      const damaged = zip.slice();
      damaged[at]! ^= 1 << (at % 8);
      const found = await readOrRefused(damaged);
      if (!found) continue;
      // No checksum covers the names, only the contents.
      const contents = new Set(expected?.values());
      if ([...found.values()].some((each) => !contents.has(each))) wrong.push(at);
    }
    expect(wrong).toEqual([]);
  });

  it("when a file's compression method is unknown", async () => {
    const zip = zipSync({ "a.txt": strToU8("woof ".repeat(9)) }, { level: 0 });
    const view = new DataView(zip.buffer);
    view.setUint16(8, 99, true);
    view.setUint16(view.getUint32(zip.length - 6, true) + 10, 99, true);
    await expectRefused(zip);
  });

  it("when a file unpacks to more than any photo, whatever size it claims", async () => {
    const zip = zipSync({ "1.jpg": new Uint8Array(32 * 2 ** 20 + 1) }, { level: 1 });
    expect(zip.length).toBeLessThan(2 ** 20);
    await expectRefused(zip);
    const view = new DataView(zip.buffer);
    view.setUint32(22, 10, true);
    view.setUint32(view.getUint32(zip.length - 6, true) + 24, 10, true);
    await expectRefused(zip);
  }, 20_000);

  it("when it has more than 65,535 files", async () => {
    const nothing = new Uint8Array();
    const all = Array.from({ length: 100_001 }, (_, n) => [`${n}`, nothing] as const);
    await expectRefused(zipSync(Object.fromEntries(all), { level: 0 }));
  }, 30_000);
});
