import fc from "fast-check";
import { expect, test } from "vitest";
import { readWeightTable } from "../../src/bundle/weightTable.js";
import { BundleDamagedError } from "../../src/errors.js";

const bytesOf = (...numbers: number[]) => [...new Uint8Array(Float32Array.from(numbers).buffer)];
const utf8 = (text: string) => [...new TextEncoder().encode(text)];
type Entry = { dtype: string; shape: number[]; bytes: number[] };

/** Writes a table with two rows as a safetensors file. */
function file(change: Record<string, Entry> = {}) {
  const names = utf8('["list a","京"]');
  const tensors = {
    bias: { dtype: "F32", shape: [2], bytes: bytesOf(0.5, -1) },
    weights: { dtype: "F32", shape: [2, 2], bytes: bytesOf(1, 2, 3, 4) },
    names: { dtype: "U8", shape: [names.length], bytes: names },
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

function named(text: string): Entry {
  return { dtype: "U8", shape: [utf8(text).length], bytes: utf8(text) };
}

test("the weights of what is there are added to the bias", () => {
  const table = readWeightTable(file(), "weights", 2);
  expect([...table.outputs(new Set(["京", "list b"]))]).toEqual([2.5, 3]);
  expect([...table.outputs(new Set(["京", "list a"]))]).toEqual([3.5, 6]);
  expect([...table.outputs(new Set())]).toEqual([0.5, -1]);
});

test.each<Record<string, Entry>>([
  { bias: { dtype: "F32", shape: [2], bytes: [0, 0, 192, 127, 0, 0, 0, 0] } },
  { bias: { dtype: "F32", shape: [1], bytes: [0, 0, 0, 0] } },
  { weights: { dtype: "F32", shape: [4], bytes: bytesOf(1, 2, 3, 4) } },
  { weights: { dtype: "U8", shape: [2, 2], bytes: [1, 2, 3, 4] } },
  { names: named('["a","a"]') },
  { names: named('["a",2]') },
  { names: named('{"a":1}') },
  { names: named('["a","b"') },
  { names: named('["a"]') },
  { names: { dtype: "U8", shape: [1], bytes: [255] } },
])("a table of weights that does not fit is damaged", (change) => {
  expect(() => readWeightTable(file(change), "weights", 2)).toThrow(BundleDamagedError);
});

test("any bytes are no table of weights", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (content) => {
      expect(() => readWeightTable(content, "weights", 2)).toThrow(BundleDamagedError);
    }),
  );
});
