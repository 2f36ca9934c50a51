import { describe, expect, it } from "vitest";
import { openZip } from "../../src/zip/zipReader.js";
import { writeZip } from "../../src/zip/zipWriter.js";
import { TeachingError } from "../../src/errors.js";
import { exportTaught, importTaught } from "../../src/fewShot/taughtArchive.js";
import { FewShotLabels } from "../../src/fewShot/fewShotLabels.js";
import { example, examples, sums } from "./madeExamples.js";

const FACTS = { function: "dog-breeds", graph: "a".repeat(64) };
const LABELS = ["Rex", "a/b", "🐕", ".hidden", "test", "__proto__", 'quo"te', "Straße"];

function taught(): FewShotLabels {
  const labels = new FewShotLabels();
  LABELS.forEach((label, kind) => labels.teach(label, examples(kind, 3)));
  return labels;
}

interface Row {
  file_name: string;
  label: string;
}

async function text(content: Uint8Array, name: string): Promise<string> {
  return new TextDecoder().decode(await (await openZip(content, "it")).read(name));
}

describe("an export", () => {
  it("gives back all labels, images and answers", async () => {
    const labels = taught();
    const other = new FewShotLabels();
    expect(other.merge(await importTaught(exportTaught(labels, FACTS), FACTS))).toBe(24);
    expect(other.taught()).toEqual(labels.taught());
    expect(other.judge(sums(0, 9))).toEqual(labels.judge(sums(0, 9)));
  });

  it("is the same bytes for the same content, in whatever order it was taught", () => {
    const other = new FewShotLabels();
    other.merge(taught().taught().reverse());
    expect(exportTaught(other, FACTS)).toEqual(exportTaught(taught(), FACTS));
  });

  it("adds nothing where it came from, and only the new elsewhere", async () => {
    const labels = taught();
    const zip = exportTaught(labels, FACTS);
    expect(labels.merge(await importTaught(zip, FACTS))).toBe(0);
    const other = new FewShotLabels();
    other.teach("Rex", [example(0, 0), example(0, 7)]);
    expect(other.merge(await importTaught(zip, FACTS))).toBe(23);
    expect(other.counts()).toMatchObject({ Rex: 4 });
  });

  it("is a dataset: each image once, with its label beside it", async () => {
    const zip = exportTaught(taught(), FACTS);
    const rows = (await text(zip, "metadata.jsonl")).trim().split("\n");
    const told = rows.map((row) => JSON.parse(row) as Row);
    expect(new Set(told.map(({ label }) => label))).toEqual(new Set(LABELS));
    const files = told.map(({ file_name }) => file_name).sort();
    expect((await openZip(zip, "it")).names).toEqual(["taught.json", "metadata.jsonl", ...files]);
  });

  it("keeps examples without their image, and files of unknown types", async () => {
    const labels = new FewShotLabels();
    const [bare, odd] = [
      { ...example(1, 0), file: null, type: "" },
      { ...example(1, 1), type: "image/x-odd" },
    ];
    labels.teach("Rex", [bare, odd]);
    const zip = exportTaught(labels, FACTS);
    expect((await text(zip, "metadata.jsonl")).trim().split("\n")).toHaveLength(1);
    const other = new FewShotLabels();
    other.merge(await importTaught(zip, FACTS));
    expect(other.taught()).toEqual(labels.taught());
  });

  it("can be imported whatever media type a browser gave", async () => {
    const labels = new FewShotLabels();
    labels.teach("Rex", [{ ...example(1, 0), type: "image/JPEG; odd" }]);
    const [rex] = await importTaught(exportTaught(labels, FACTS), FACTS);
    expect(rex!.examples[0]!.type).toBe("");
  });
});

describe("an import is refused:", () => {
  const GOOD = exportTaught(taught(), FACTS);

  /** The export with another `taught.json`. */
  async function changed(change: (listing: Listing) => unknown): Promise<Uint8Array> {
    const zip = await openZip(GOOD, "it");
    const listing = JSON.parse(await text(GOOD, "taught.json")) as Listing;
    const said = JSON.stringify(change(listing) ?? listing);
    const names = zip.names.filter((name) => name !== "taught.json");
    const files = names.map(async (name) => ({ name, content: await zip.read(name) }));
    const content = new TextEncoder().encode(said);
    return writeZip([{ name: "taught.json", content }, ...(await Promise.all(files))]);
  }

  interface Listing {
    format: unknown;
    backbone: unknown;
    labels: { label: unknown; examples: Record<string, unknown>[] }[];
  }

  async function refused(content: Uint8Array, why: RegExp): Promise<void> {
    const error: unknown = await importTaught(content, FACTS).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(TeachingError);
    expect((error as Error).message).toMatch(why);
    expect((error as Error).message.length).toBeLessThan(600);
  }

  it("a file that is no .zip, or holds no taught labels", async () => {
    await refused(new TextEncoder().encode("no zip at all"), /can't be read/);
    await refused(GOOD.subarray(0, GOOD.length / 2), /can't be read/);
    await refused(writeZip([]), /taught\.json/);
    const rubbish = [{ name: "taught.json", content: new Uint8Array([0xff, 0xfe]) }];
    await refused(writeZip(rubbish), /not JSON/);
  });

  it("a later format", async () => {
    await refused(await changed((listing) => ({ ...listing, format: 2 })), /format 2.*update/s);
    await refused(await changed(() => []), /not an object/);
  });

  it("another backbone's labels, and the error names their function", async () => {
    const other = exportTaught(taught(), { function: "birds", graph: "b".repeat(64) });
    await refused(other, /"birds".*"bbbb.*"dog-breeds" has another/s);
  });

  it.each([
    ["no label", (it: Listing) => (it.labels[0]!.label = 7), /label/],
    ["an empty label", (it: Listing) => (it.labels[0]!.label = " "), /empty/],
    ["a label of controls", (it: Listing) => (it.labels[0]!.label = "a\u0007"), /control/],
    ["a long label", (it: Listing) => (it.labels[0]!.label = "x".repeat(1e6)), /letters/],
    ["a label twice", (it: Listing) => (it.labels[1]!.label = it.labels[0]!.label), /twice/],
    ["a label without examples", (it: Listing) => (it.labels[0]!.examples = []), /no example/],
    ["labels that are no list", (it: Listing) => (it.labels = 7 as never), /list/],
    ["an example that is none", (it: Listing) => (it.labels[0]!.examples[0] = [] as never), /obj/],
    ...(
      [
        ["sums", 7],
        ["sums", ""],
        ["sums", "!!!!"],
        ["sums", "AAAA"],
        ["sums", "A".repeat(1e6)],
        ["factor", "1"],
        ["factor", 0],
        ["sha256", "abc"],
        ["file", "../../evil"],
        ["file", `${"0".repeat(64)}.jpg`],
        ["file", undefined],
        ["type", 'image/"onload='],
      ] as const
    ).map(
      ([field, value]) =>
        [
          `${field}: ${String(value).slice(0, 9)}`,
          (it: Listing) => (it.labels[0]!.examples[0]![field] = value),
          /./,
        ] as const,
    ),
  ] as [string, (listing: Listing) => void, RegExp][])("%s", async (_, change, why) => {
    await refused(
      await changed((listing) => {
        change(listing);
        return undefined;
      }),
      why,
    );
  });

  it("embeddings of different lengths, when they are taught", async () => {
    const content = await changed((listing) => {
      listing.labels[0]!.examples[0]!.sums = btoa("\u0001\0\0\0");
    });
    const labels = taught();
    const all = await importTaught(content, FACTS);
    expect(() => labels.merge(all)).toThrow(TeachingError);
    expect(() => new FewShotLabels().merge(all)).toThrow(TeachingError);
  });

  it("an image that is not the one that was taught", async () => {
    const zip = await openZip(GOOD, "it");
    const files = zip.names.map(async (name) => ({
      name,
      content: name.endsWith(".jpg") ? new Uint8Array(3) : await zip.read(name),
    }));
    await refused(writeZip(await Promise.all(files)), /was changed/);
  });
});
