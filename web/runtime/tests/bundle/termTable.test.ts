import fc from "fast-check";
import { expect, test } from "vitest";
import { readTermTable } from "../../src/bundle/termTable.js";
import { BundleDamagedError } from "../../src/errors.js";
import { TermScores } from "../../src/functions/textTerms.js";

const LIMITS = { most_terms: 8, most_idf: 4096 };
const utf8 = (text: string) => [...new TextEncoder().encode(text)];

/** Writes a table with two rows as a safetensors file. */
function file(change: Record<string, { dtype: string; shape: number[]; bytes: number[] }> = {}) {
  const tensors = {
    scale: { dtype: "F32", shape: [2], bytes: [...new Uint8Array(Float32Array.of(0.5, 2).buffer)] },
    idf: { dtype: "U16", shape: [3], bytes: [0, 1, 0, 1, 0, 2] },
    words: { dtype: "U8", shape: [9], bytes: utf8("order\n京") },
    letters: { dtype: "U8", shape: [3], bytes: utf8(" or") },
    weights: { dtype: "I8", shape: [2, 3], bytes: [1, 2, 3, 255, 254, 253] },
    ...change,
  };
  const header: Record<string, unknown> = {};
  const data: number[] = [];
  for (const [name, { dtype, shape, bytes }] of Object.entries(tensors)) {
    header[name] = { dtype, shape, data_offsets: [data.length, data.length + bytes.length] };
    data.push(...bytes);
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(new BigUint64Array([BigInt(text.length)]).buffer);
  return Uint8Array.from([...length, ...text, ...data]);
}

test("a table gives each row the sums of a text's terms", () => {
  const table = readTermTable(file(), "terms", 2, LIMITS);
  expect(table.words).toEqual(["order", "京"]);
  // 'order' alone and ' or' alone have the length 4,096 each.
  expect([...new TermScores(table).outputs(["order"])]).toEqual([0.5 * (1 + 3), 2 * (-1 - 3)]);
  expect([...new TermScores(table).outputs(["x"])]).toEqual([0, 0]);
});

test.each([
  { scale: { dtype: "F32", shape: [2], bytes: [0, 0, 192, 127, 0, 0, 0, 0] } },
  { scale: { dtype: "F32", shape: [1], bytes: [0, 0, 0, 0] } },
  { idf: { dtype: "U16", shape: [3], bytes: [0, 1, 0, 0, 0, 2] } },
  { idf: { dtype: "U16", shape: [3], bytes: [0, 1, 0, 1, 0, 99] } },
  { weights: { dtype: "U8", shape: [2, 3], bytes: [1, 2, 3, 4, 5, 6] } },
  { words: { dtype: "U8", shape: [3], bytes: utf8("a\na") } },
  { words: { dtype: "U8", shape: [1], bytes: [255] } },
])("a table that does not fit is damaged", (change) => {
  expect(() => readTermTable(file(change), "terms", 2, LIMITS)).toThrow(BundleDamagedError);
});

test("any bytes are damaged", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (content) => {
      expect(() => readTermTable(content, "terms", 2, LIMITS)).toThrow(BundleDamagedError);
    }),
  );
});
