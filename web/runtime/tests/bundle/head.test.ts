import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BundleDamagedError } from "../../src/errors.js";
import { readHead } from "../../src/bundle/head.js";
import { readSafetensors } from "../../src/bundle/safetensors.js";
import { bytes, damagedCopies, golden, readOrRefused, shipped } from "../realBundles.js";

type Tensors = Record<string, { dtype: string; shape: number[]; data: Float32Array | Int8Array }>;

const f32 = (shape: number[], data: number[]) => ({
  dtype: "F32",
  shape,
  data: new Float32Array(data),
});
const i8 = (shape: number[], data: number[]) => ({ dtype: "I8", shape, data: new Int8Array(data) });

/** A safetensors file of a header that may say anything, and of data. */
function raw(header: string, data: Uint8Array = new Uint8Array()): Uint8Array {
  const text = bytes(header);
  const content = new Uint8Array(8 + text.byteLength + data.byteLength);
  new DataView(content.buffer).setBigUint64(0, BigInt(text.byteLength), true);
  content.set(text, 8);
  content.set(data, 8 + text.byteLength);
  return content;
}

function safetensors(tensors: Tensors, metadata: object = {}): Uint8Array {
  const header: Record<string, unknown> = { ...metadata };
  const parts: number[] = [];
  for (const [name, { dtype, shape, data }] of Object.entries(tensors)) {
    const start = parts.length;
    parts.push(...new Uint8Array(data.buffer));
    header[name] = { dtype, shape, data_offsets: [start, parts.length] };
  }
  return raw(JSON.stringify(header), new Uint8Array(parts));
}

const SMALL: Tensors = {
  weights: i8([2, 3], [1, -2, 3, 4, 5, -128]),
  bias: f32([2], [0.5, -1.5]),
  scale: f32([2], [0.25, 2]),
  prototypes: i8([2, 3], [0, 3, 4, 0, 0, -127]),
};
/** Both prototypes are the first row's. */
const BY_ROW: Tensors = {
  prototype_counts: f32([2], [2, 0]),
  usual_distances: f32([2], [0.25, 0.5]),
};
const head = (tensors: Tensors, labels = 2) => readHead(safetensors(tensors), "head", labels);

describe("the shipped heads", () => {
  it.each(["classify-image", "dog-breeds"])("%s keeps its weights in int8", (name) => {
    const content = shipped(name, "head.safetensors");
    const { rows, channels, weights, scale, bias, prototypes, presence } = readHead(
      content,
      name,
      118,
    );
    expect([rows, channels]).toEqual([1000, 1280]);
    expect(weights).toBeInstanceOf(Int8Array);
    expect([weights.length, scale.length, bias.length]).toEqual([1_280_000, 1000, 1000]);
    expect(prototypes).toBeNull();
    // The tensors lie in the order of bias, presence where there is one, scale, weights.
    const header =
      8 + Number(new DataView(content.buffer, content.byteOffset).getBigUint64(0, true));
    const view = new DataView(content.buffer, content.byteOffset + header);
    const ofScale = presence === null ? 4000 : 12_000;
    expect(bias[999]).toBe(view.getFloat32(4 * 999, true));
    expect(scale[1]).toBe(view.getFloat32(ofScale + 4, true));
    expect(weights[1_279_999]).toBe(view.getInt8(ofScale + 4000 + 1_279_999));
  });

  it("only classify-image knows the presence of its labels", () => {
    const presence = (name: string) =>
      readHead(shipped(name, "head.safetensors"), name, 118).presence;
    expect(presence("classify-image")).toHaveLength(2000);
    expect(presence("dog-breeds")).toBeNull();
  });

  it("the head of format 1 has float32 weights, a scale of ones, and prototypes for all rows", () => {
    const { rows, channels, weights, scale, prototypes } = readHead(
      golden("head.safetensors"),
      "",
      3,
    );
    expect([rows, channels, prototypes?.count]).toEqual([3, 1280, 3]);
    expect(weights).toBeInstanceOf(Float32Array);
    expect([...scale]).toEqual([1, 1, 1]);
    expect(prototypes!.starts).toBeNull();
    expect(prototypes!.values).toBeInstanceOf(Float32Array);
  });
});

describe("a head", () => {
  it("is read as it was written", () => {
    const { rows, channels, weights, scale, bias, prototypes } = head(SMALL);
    expect({ rows, channels, weights, scale, bias, prototypes }).toEqual({
      rows: 2,
      channels: 3,
      weights: new Int8Array([1, -2, 3, 4, 5, -128]),
      scale: new Float64Array([0.25, 2]),
      bias: new Float64Array([0.5, -1.5]),
      prototypes: {
        count: 2,
        values: SMALL["prototypes"]!.data,
        lengths: new Float64Array([5, 127]),
        starts: null,
        usualDistances: new Float64Array([1, 1]),
      },
    });
  });

  it("may have its own prototypes for each row", () => {
    const { prototypes } = head({ ...SMALL, ...BY_ROW });
    expect(prototypes!.starts).toEqual([0, 2, 2]);
    expect([...prototypes!.usualDistances]).toEqual([0.25, 0.5]);
  });

  it.each([0, 1, 2, 3])("is read at any place of a buffer (%i bytes in)", (offset) => {
    const content = safetensors(SMALL);
    const buffer = new Uint8Array(content.byteLength + 8);
    buffer.set(content, offset);
    const part = buffer.subarray(offset, offset + content.byteLength);
    expect(readHead(part, "head", 2)).toEqual(head(SMALL));
    expect(readHead(Buffer.from(part.buffer, offset, part.length), "head", 2)).toEqual(head(SMALL));
    const shared = new Uint8Array(new SharedArrayBuffer(content.byteLength));
    shared.set(content);
    expect(readHead(shared, "head", 2)).toEqual(head(SMALL));
  });

  it("does not change with the bytes that it came from", () => {
    const content = safetensors(SMALL);
    const read = readHead(content, "head", 2);
    content.fill(0);
    expect(read).toEqual(head(SMALL));
  });

  it("with fewer rows than labels is refused", () => {
    expect(() => head(SMALL, 3)).toThrow("with 2 rows, where the function's 3 labels need");
  });

  it.each<[string, Tensors, string]>([
    ["without a bias", { weights: f32([1, 2], [1, 2]) }, "need bias, weights"],
    ["of int8 without a scale", { ...SMALL, scale: undefined! }, "need bias, scale, weights"],
    ["with a tensor too many", { ...SMALL, more: f32([1], [1]) }, "holds bias, more, prototypes"],
    ["with a tensor called toString", { ...SMALL, toString: f32([1], [1]) }, "toString"],
    ["of no rows", { weights: f32([0, 2], []), bias: f32([0], []) }, "with 0 rows"],
    ["with weights in one row", { ...SMALL, weights: i8([2], [1, 2]) }, "with 0 rows"],
    ["with a NaN", { ...SMALL, bias: f32([2], [0, NaN]) }, "'bias' is F32 of shape (2), and must"],
    ["with an infinity", { ...SMALL, scale: f32([2], [0, -Infinity]) }, "must be finite"],
    ["with a bias too short", { ...SMALL, bias: f32([1], [0]) }, "of shape (2)"],
    ["with a bias in int8", { ...SMALL, bias: i8([2], [0, 1]) }, "must be finite, F32"],
    ["with prototypes of other channels", { ...SMALL, prototypes: i8([1, 2], [1, 2]) }, "(1, 3)"],
    [
      "with one prototype in one dimension",
      { ...SMALL, prototypes: i8([], [1]) },
      "'prototypes' is I8 of shape ()",
    ],
    [
      "with a prototype of length 0",
      { ...SMALL, prototypes: i8([1, 3], [0, 0, 0]) },
      "none of them zero",
    ],
    [
      "with a prototype of no row",
      { ...SMALL, ...BY_ROW, prototype_counts: f32([2], [1, 0]) },
      "'prototype_counts' must add up to 2",
    ],
    [
      "with half a prototype",
      { ...SMALL, ...BY_ROW, prototype_counts: f32([2], [1.5, 0.5]) },
      "'prototype_counts' must add up to 2",
    ],
    [
      "with fewer prototypes than none",
      { ...SMALL, ...BY_ROW, prototype_counts: f32([2], [-1, 3]) },
      "'prototype_counts' must add up to 2",
    ],
    [
      "with a usual distance of 0",
      { ...SMALL, ...BY_ROW, usual_distances: f32([2], [0, 1]) },
      "'usual_distances' must be above 0",
    ],
    ["with counts alone", { ...SMALL, ...BY_ROW, usual_distances: undefined! }, "has only one of"],
    [
      "with counts of no prototypes",
      { ...SMALL, ...BY_ROW, prototypes: undefined! },
      "and no prototypes",
    ],
    ["with no prototypes", { ...SMALL, prototypes: i8([0, 3], []) }, "from 1 to 20000"],
  ])("%s is refused", (_, tensors, message) => {
    const kept = Object.fromEntries(Object.entries(tensors).filter(([, each]) => each));
    expect(() => head(kept, 0)).toThrow(BundleDamagedError);
    expect(() => head(kept, 0)).toThrow(message);
  });

  it("with more prototypes than can be is refused before any is made", () => {
    const prototypes = { dtype: "I8", shape: [2 ** 50, 0], data_offsets: [4, 4] };
    const bias = { dtype: "F32", shape: [1], data_offsets: [0, 4] };
    const weights = { dtype: "F32", shape: [1, 0], data_offsets: [4, 4] };
    const content = raw(JSON.stringify({ bias, weights, prototypes }), new Uint8Array(4));
    expect(() => readHead(content, "head", 1)).toThrow("from 1 to 20000");
  });
});

describe("a safetensors file", () => {
  const one = { dtype: "F32", shape: [1], data_offsets: [0, 4] };
  const four = new Uint8Array(4);

  it("may hold metadata and spaces", () => {
    const content = raw(`${JSON.stringify({ __metadata__: { a: "b" }, one })}   `, four);
    expect([...readSafetensors(content, "it").keys()]).toEqual(["one"]);
  });

  it("may call a tensor __proto__", () => {
    const content = raw(`{"__proto__": ${JSON.stringify(one)}}`, four);
    expect([...readSafetensors(content, "it").keys()]).toEqual(["__proto__"]);
  });

  it.each<[string, Uint8Array]>([
    ["that is empty", new Uint8Array()],
    ["of seven bytes", new Uint8Array(7)],
    ["of zeros", new Uint8Array(100)],
    ["of a header beyond its end", new Uint8Array([3, 0, 0, 0, 0, 0, 0, 0, 123, 125])],
    ["of a header of 2^64 - 1 bytes", new Uint8Array(20).fill(0xff)],
    ["of a header that is no object", raw("[]")],
    ["of a header with a space before it", raw(` ${JSON.stringify({ one })}`, four)],
    ["of a header with a byte order mark", raw(`\ufeff${JSON.stringify({ one })}`, four)],
    ["of a header that is cut off", raw("{")],
    ["with metadata that is no text", raw('{"__metadata__": {"a": 1}}')],
    ["with metadata that is a list", raw('{"__metadata__": []}')],
    ["with a tensor that is none", raw('{"a": 7}')],
    ["of doubles", raw(JSON.stringify({ one: { ...one, dtype: "F64", data_offsets: [0, 8] } }))],
    [
      "with a hole before a tensor",
      raw(JSON.stringify({ one: { ...one, data_offsets: [4, 8] } }), new Uint8Array(8)),
    ],
    ["with bytes behind the last tensor", raw(JSON.stringify({ one }), new Uint8Array(5))],
    ["that is cut off", raw(JSON.stringify({ one }), new Uint8Array(3))],
    ["with two tensors in one place", raw(JSON.stringify({ one, two: one }), four)],
    ["with a shape of another size", raw(JSON.stringify({ one: { ...one, shape: [2] } }), four)],
    ["with a negative side", raw(JSON.stringify({ one: { ...one, shape: [-1, -1] } }), four)],
    ["with half a side", raw(JSON.stringify({ one: { ...one, shape: [0.5, 2] } }), four)],
    ["with a side that is no number", raw(JSON.stringify({ one: { ...one, shape: ["1"] } }), four)],
    ["with a side of 2^60", raw(JSON.stringify({ one: { ...one, shape: [2 ** 60] } }), four)],
    ["with one offset", raw(JSON.stringify({ one: { ...one, data_offsets: [4] } }), four)],
    ["with three", raw(JSON.stringify({ one: { ...one, data_offsets: [0, 4, 4] } }), four)],
    ["with its end first", raw(JSON.stringify({ one: { ...one, data_offsets: [4, 0] } }), four)],
  ])("%s is refused", (_, content) => {
    expect(() => readSafetensors(content, "it")).toThrow(BundleDamagedError);
  });

  it("that is damaged is read right or refused", () => {
    const content = safetensors(SMALL, { __metadata__: { by: "test" } });
    const headerBytes = new DataView(content.buffer).getUint32(0, true);
    const seen = { read: 0, refused: 0 };
    const places = fc.oneof(fc.nat(7), fc.nat(7 + headerBytes), fc.nat(content.byteLength - 1));
    const property = fc.property(damagedCopies(content, places), (copy) => {
      const read = readOrRefused(() => readHead(copy, "head", 2));
      seen[read === null ? "refused" : "read"] += 1;
      if (read === null) return;
      expect(read.weights.length).toBe(read.rows * read.channels);
      expect(read.scale.length).toBe(read.rows);
      expect(read.bias.length).toBe(read.rows);
      const { count, values } = read.prototypes ?? { count: 0, values: new Float64Array() };
      expect(values.length).toBe(count * read.channels);
      expect([...read.scale, ...read.bias, ...values].every(Number.isFinite)).toBe(true);
      expect(read.weights.byteLength).toBeLessThan(content.byteLength);
    });
    fc.assert(property, { numRuns: 5000 });
    expect(seen.refused).toBeGreaterThan(1000);
  });

  it("of bytes at random is refused", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (content) => {
        expect(readOrRefused(() => readSafetensors(content, "it"))).toBeNull();
      }),
    );
  });
});
