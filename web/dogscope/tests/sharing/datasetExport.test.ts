import { strFromU8, unzipSync } from "fflate";
import { expect, it } from "vitest";
import en from "../../src/locales/en.json";
import { exportDataset } from "../../src/sharing/datasetExport";
import type { Change } from "../../src/storage/userDataStore";
import { aCatch, anExample, aPhoto, BEAGLE, idOf, PUG, VIZSLA } from "../sampleRecords";
import { storeWith } from "../storage/newStore";

const nameOf = (id: string): string => (en.breeds as Record<string, string>)[id]!;

/** Exports the dataset of some records, and returns its files and the rows of its metadata. */
async function dataset(change: Change) {
  const { zip, images } = await exportDataset(await storeWith(change), nameOf);
  const files = unzipSync(new Uint8Array(await zip.arrayBuffer()));
  const lines = strFromU8(files["metadata.jsonl"]!).split("\n").filter(Boolean);
  return { files, images, rows: lines.map((line) => JSON.parse(line) as unknown) };
}

const fileOf = (n: number): string => `pictures/${idOf(n)}.jpg`;

it("the user's breed is a label, and the denied one a negative label", async () => {
  const { rows, images } = await dataset({
    examples: [
      anExample(4, { breed: PUG, not: BEAGLE }),
      anExample(3, { breed: VIZSLA, not: null }),
      anExample(2, { breed: VIZSLA, not: VIZSLA }),
      anExample(1, { breed: null, not: BEAGLE }),
    ],
    pictures: [1, 2, 3, 4].map((n) => aPhoto(n)),
  });
  expect(images).toBe(4);
  expect(rows).toEqual([
    { file_name: fileOf(4), label: "pug", not_labels: ["beagle"] },
    { file_name: fileOf(3), label: "vizsla" },
    { file_name: fileOf(2), label: "vizsla" },
    { file_name: fileOf(1), label: "no dog", not_labels: ["beagle"] },
  ]);
});

it("a breed that only the app named is no label", async () => {
  const { rows, images, files } = await dataset({
    catches: [aCatch(1), aCatch(2, { by: "user", breed: PUG })],
    pictures: [aPhoto(1), aPhoto(2)],
  });
  expect(rows).toEqual([{ file_name: fileOf(2), label: "pug" }]);
  expect([images, Object.keys(files)]).toEqual([1, [fileOf(2), "metadata.jsonl"]]);
});

it("a mixed breed is no label, though the user said so", async () => {
  const { rows } = await dataset({
    catches: [aCatch(1, { by: "user", mix: [BEAGLE, PUG] })],
    pictures: [aPhoto(1)],
  });
  expect(rows).toEqual([]);
});

it("a corrected catch is one row, with its negative label", async () => {
  const { rows } = await dataset({
    catches: [aCatch(1, { by: "user", breed: PUG })],
    examples: [anExample(1)],
    pictures: [aPhoto(1)],
  });
  expect(rows).toEqual([{ file_name: fileOf(1), label: "pug", not_labels: ["beagle"] }]);
});

it("the images show the dogs alone, and a record without a photo is left out", async () => {
  const { rows, files, images } = await dataset({
    examples: [anExample(1), anExample(2)],
    pictures: [aPhoto(2)],
  });
  expect([rows.length, images]).toEqual([1, 1]);
  const thumb = new Uint8Array(await aPhoto(2).thumb.arrayBuffer());
  expect(Buffer.from(files[fileOf(2)]!)).toEqual(Buffer.from(thumb));
});

it("a dataset without corrections is empty", async () => {
  const { rows, images } = await dataset({ catches: [aCatch(1)], pictures: [aPhoto(1)] });
  expect([rows, images]).toEqual([[], 0]);
});
