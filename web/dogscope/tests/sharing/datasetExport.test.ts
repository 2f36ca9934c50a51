import "fake-indexeddb/auto";
import { strFromU8, unzipSync } from "fflate";
import { afterEach, expect, it } from "vitest";
import { Keeper, type Change } from "../../src/storage/userDataStore";
import { exportDataset } from "../../src/sharing/datasetExport";
import en from "../../src/locales/en.json";
import { aCatch, anExample, aPicture, BEAGLE, key, PUG, VIZSLA } from "../sampleRecords";

const opened: Keeper[] = [];
afterEach(() => opened.splice(0).forEach((keeper) => keeper.close()));

const nameOf = (id: string): string => (en.breeds as Record<string, string>)[id]!;

/** The lines of the dataset of what is kept, and its files. */
async function dataset(change: Change) {
  const keeper = new Keeper(`dataset ${crypto.randomUUID()}`);
  opened.push(keeper);
  await keeper.open();
  await keeper.write(change);
  const { zip, pictures } = await exportDataset(keeper, nameOf);
  const files = unzipSync(new Uint8Array(await zip.arrayBuffer()));
  const lines = strFromU8(files["metadata.jsonl"]!).split("\n").filter(Boolean);
  return { files, pictures, rows: lines.map((line) => JSON.parse(line) as unknown) };
}

const file = (n: number): string => `pictures/${key(n)}.jpg`;

it("what a user said is a label, and what they denied is one that it is not", async () => {
  const { rows, pictures } = await dataset({
    examples: [
      anExample(4, { breed: PUG, not: BEAGLE }),
      anExample(3, { breed: VIZSLA, not: null }),
      anExample(2, { breed: VIZSLA, not: VIZSLA }),
      anExample(1, { breed: null, not: BEAGLE }),
    ],
    pictures: [1, 2, 3, 4].map((n) => aPicture(n)),
  });
  expect(pictures).toBe(4);
  expect(rows).toEqual([
    { file_name: file(4), label: "pug", not_labels: ["beagle"] },
    { file_name: file(3), label: "vizsla" },
    { file_name: file(2), label: "vizsla" },
    { file_name: file(1), label: "no dog", not_labels: ["beagle"] },
  ]);
});

it("what only the app said is no label", async () => {
  const { rows, pictures, files } = await dataset({
    catches: [aCatch(1), aCatch(2, { by: "user", breed: PUG })],
    pictures: [aPicture(1), aPicture(2)],
  });
  expect(rows).toEqual([{ file_name: file(2), label: "pug" }]);
  expect([pictures, Object.keys(files)]).toEqual([1, [file(2), "metadata.jsonl"]]);
});

it("a catch that was corrected is there once, with what was denied", async () => {
  const { rows } = await dataset({
    catches: [aCatch(1, { by: "user", breed: PUG })],
    examples: [anExample(1)],
    pictures: [aPicture(1)],
  });
  expect(rows).toEqual([{ file_name: file(1), label: "pug", not_labels: ["beagle"] }]);
});

it("its pictures are of the dogs alone, and what has none is left out", async () => {
  const { rows, files, pictures } = await dataset({
    examples: [anExample(1), anExample(2)],
    pictures: [aPicture(2)],
  });
  expect([rows.length, pictures]).toEqual([1, 1]);
  const thumb = new Uint8Array(await aPicture(2).thumb.arrayBuffer());
  expect(Buffer.from(files[file(2)]!)).toEqual(Buffer.from(thumb));
});

it("of nothing it is nothing", async () => {
  const { rows, pictures } = await dataset({ catches: [aCatch(1)], pictures: [aPicture(1)] });
  expect([rows, pictures]).toEqual([[], 0]);
});
