import { createHash } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { BundleDamagedError, BundleTooNewError } from "../../src/errors.js";
import { Bundle, openBundle } from "../../src/bundle/bundle.js";
import type { Files } from "../../src/bundle/bundleFiles.js";
import { CARD, HEAD, MANIFEST, TAXONOMY } from "../../src/bundle/bundleNames.js";
import { MOST_BYTES } from "../../src/bundle/fileRules.js";
import { MemoryFiles } from "../../src/bundle/memoryFiles.js";
import { ZipFiles } from "../../src/bundle/zipFiles.js";
import { writeZip } from "../../src/zip/zipWriter.js";
import { smallGraph } from "./smallGraph.js";
import {
  BACKBONE,
  bytes,
  golden,
  graph,
  json,
  NAMES,
  parsed,
  RepositoryFiles,
} from "../realBundles.js";

const entry = (content: Uint8Array) => ({
  sha256: createHash("sha256").update(content).digest("hex"),
  bytes: content.byteLength,
});

/** Returns the files of the golden bundle and its graph, for a test to change. */
function contents(): Map<string, Uint8Array> {
  const names = [MANIFEST, HEAD, CARD];
  const files = names.map((name): [string, Uint8Array] => [name, golden(name)]);
  return new Map([...files, ["backbone.tflite", graph(BACKBONE)]]);
}

/** Puts files into a bundle and into its manifest, whose fields may be changed as well. */
function published(files: Record<string, Uint8Array>, changed: object = {}): MemoryFiles {
  const held = contents();
  const manifest = { ...parsed(golden(MANIFEST)), ...changed };
  for (const [name, content] of Object.entries(files)) {
    held.set(name, content);
    manifest.files[name] = entry(content);
  }
  return new MemoryFiles(held.set(MANIFEST, json(manifest)), "bundle");
}

describe("a shipped bundle", () => {
  it.each(NAMES)("%s is read whole", async (name) => {
    const bundle = await openBundle(new RepositoryFiles(`src/vizsla/weights/${name}`));
    expect(bundle.manifest.name).toBe(name);
    expect(await bundle.card()).toContain(`# ${name}`);
    const { kind, labels, graph: how } = bundle.manifest;
    if (how === null) expect(() => bundle.graph).toThrow("needs a graph");
    else {
      const content = await bundle.readGraph();
      expect(entry(content).sha256).toBe(bundle.graphSha256);
    }
    if (kind === "image-classification")
      expect((await bundle.head()).rows).toBeGreaterThanOrEqual(labels.length);
    const taxonomy = await bundle.taxonomy();
    expect(taxonomy !== null).toBe(name === "classify-image");
    for (const { id } of taxonomy ? labels : []) expect(taxonomy!.path(id!)[0]).toBe("entity");
  });

  it("of an old format is read from a folder, from memory and from a .zip", async () => {
    const held = contents();
    const zip = writeZip([...held].map(([name, content]) => ({ name, content })));
    const all: Files[] = [
      new RepositoryFiles("contract/golden/format-1"),
      new MemoryFiles(held),
      await ZipFiles.open(zip, "golden.zip"),
    ];
    for (const files of all) {
      const bundle = await openBundle(files);
      expect(bundle.manifest.kind).toBe("image-classification");
      expect((await bundle.readGraph()).byteLength).toBe(3_940_512);
      expect((await bundle.head()).prototypes?.count).toBe(3);
      expect(await bundle.taxonomy()).toBeNull();
      expect(await bundle.card()).toBe(new TextDecoder().decode(golden(CARD)));
    }
  });
});

describe("a damaged file", () => {
  it.each(["backbone.tflite", HEAD, CARD])("%s is named", async (name) => {
    const content = contents().get(name)!;
    const flipped = new Uint8Array(content);
    flipped[flipped.length >> 1]! ^= 1;
    const ways = [null, new Uint8Array(), flipped, content.subarray(0, -1)];
    for (const way of ways) {
      const held = contents();
      if (way === null) held.delete(name);
      else held.set(name, way);
      const bundle = await openBundle(new MemoryFiles(held, "my-bundle"));
      await expect(bundle.read(name)).rejects.toThrow(BundleDamagedError);
      await expect(bundle.read(name)).rejects.toThrow(name);
      if (way !== null) await expect(bundle.read(name)).rejects.toThrow("copy the bundle again");
    }
  });

  it("that is not listed is not read", async () => {
    const bundle = await openBundle(published({}));
    for (const name of [TAXONOMY, MANIFEST, "toString", "__proto__"]) {
      await expect(bundle.read(name)).rejects.toThrow("does not list");
    }
  });
});

describe("a bundle's files are checked:", () => {
  it("a graph for its operators", async () => {
    const graph = smallGraph({ codes: [{ old: 32, custom: "Evil" }] });
    const bundle = await openBundle(published({ "backbone.tflite": graph }));
    expect((await bundle.read("backbone.tflite")).byteLength).toBe(graph.byteLength);
    await expect(bundle.readGraph()).rejects.toThrow("bundle: backbone.tflite uses the custom");
  });

  it("a head for as many rows as there are labels", async () => {
    const labels = ["a", "b", "c", "d"].map((answer) => ({ answer }));
    const bundle = await openBundle(published({}, { labels }));
    await expect(bundle.head()).rejects.toThrow("bundle: head.safetensors holds");
  });

  it("a taxonomy, where there is one", async () => {
    const right = await openBundle(
      published({ [TAXONOMY]: json({ a: { name: "a", parents: [] } }) }),
    );
    expect((await right.taxonomy())?.path("a")).toEqual(["a"]);
    const wrong = await openBundle(published({ [TAXONOMY]: bytes("{") }));
    await expect(wrong.taxonomy()).rejects.toThrow("bundle: taxonomy.json is not JSON");
  });

  it("a card that is not UTF-8 is shown with replacement characters", async () => {
    const bundle = await openBundle(published({ [CARD]: new Uint8Array([0x61, 0xff]) }));
    expect(await bundle.card()).toBe("a\ufffd");
  });
});

describe("a manifest", () => {
  it("does not lead out of its bundle", async () => {
    for (const name of ["../secret", "..", "a/b"]) {
      const bundle = await openBundle(published({ [name]: bytes("secret") }));
      await expect(bundle.read(name)).rejects.toThrow("outside of the bundle");
    }
    const half = openBundle(published({ "\ud800": bytes("secret") }));
    await expect(half).rejects.toThrow("half of a letter");
  });

  it("is refused by its name, or asks for an upgrade", async () => {
    const broken = new MemoryFiles(new Map([[MANIFEST, bytes("{")]]), "bundle");
    await expect(openBundle(broken)).rejects.toThrow("bundle: function.json is not JSON");
    await expect(openBundle(published({}, { format: 4 }))).rejects.toThrow(BundleTooNewError);
    await expect(openBundle(new MemoryFiles(new Map()))).rejects.toThrow(BundleDamagedError);
  });

  it("that names a file over 64 MiB does not make anything read it", async () => {
    const files = published({});
    const manifest = parsed(await files.readManifest());
    manifest.files["huge"] = { sha256: "0".repeat(64), bytes: MOST_BYTES + 1 };
    const asked: string[] = [];
    const bundle = await openBundle({
      where: "bundle",
      readManifest: async () => json(manifest),
      read: async (name) => {
        asked.push(name);
        return new Uint8Array();
      },
    });
    await expect(bundle.read("huge")).rejects.toThrow("no file of a bundle may be over");
    expect(asked).toEqual([]);
  });

  it("over 64 MiB is refused", async () => {
    const huge = new MemoryFiles(new Map([[MANIFEST, new Uint8Array(MOST_BYTES + 1).fill(32)]]));
    await expect(openBundle(huge)).rejects.toThrow("no file of a bundle may be over");
  });

  it("that came from another thread has the same files", async () => {
    const files = published({});
    const { manifest } = await openBundle(files);
    const bundle = new Bundle("bundle", structuredClone(manifest), files);
    expect((await bundle.head()).rows).toBe(3);
    await expect(bundle.read("constructor")).rejects.toThrow("does not list");
  });
});

describe("a .zip", () => {
  let deflated: Uint8Array;
  beforeAll(() => {
    // A .zip of one file whose directory says less of its size than comes out.
    deflated = deflateRawSync(new Uint8Array(MOST_BYTES + 2 ** 20).fill(32));
  });

  it("does not explode", async () => {
    const zip = writeZip([{ name: MANIFEST, content: deflated }]);
    const view = new DataView(zip.buffer);
    const directory = view.getUint32(zip.byteLength - 6, true);
    view.setUint16(directory + 10, 8, true);
    view.setUint32(directory + 24, MOST_BYTES, true);
    await expect(openBundle(await ZipFiles.open(zip, "bomb.zip"))).rejects.toThrow(
      `bomb.zip: function.json can't be unpacked (it holds more than ${MOST_BYTES} bytes)`,
    );
    view.setUint32(directory + 24, MOST_BYTES + 2 ** 20, true);
    await expect(openBundle(await ZipFiles.open(zip, "bomb.zip"))).rejects.toThrow(
      "no file of a bundle",
    );
  });

  it("without a manifest is no bundle", async () => {
    const zip = writeZip([{ name: CARD, content: bytes("text") }]);
    await expect(openBundle(await ZipFiles.open(zip, "it.zip"))).rejects.toThrow('"function.json"');
    await expect(ZipFiles.open(bytes("text"), "it.zip")).rejects.toThrow("it.zip is not a .zip");
  });
});
