/**
 * Reads a .safetensors file: the header's length in 8 bytes, the header in JSON
 * (`{name: {dtype, shape, data_offsets}}`), and the tensors' bytes, without a hole between them.
 * It refuses what the reference library refuses (https://github.com/huggingface/safetensors).
 */
import { BundleDamagedError } from "../errors.js";
import { copyOf, viewOf } from "../bytes/bytes.js";
import { Fields } from "./fields.js";
import { parseJson, short } from "./json.js";

const LENGTH_BYTES = 8;
const METADATA = "__metadata__";
const MOST_HEADER = 100_000_000;
/** The bytes of a number, for the types that a head may have. */
const WIDTHS = { F32: 4, I8: 1 } as const;

export type TensorData =
  | { readonly dtype: "F32"; readonly data: Float32Array }
  | { readonly dtype: "I8"; readonly data: Int8Array };

/** A tensor, row by row. */
export type Tensor = TensorData & { readonly shape: readonly number[] };

interface Place {
  readonly name: string;
  readonly dtype: keyof typeof WIDTHS;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

/**
 * Checks and reads a file of float32 and int8 tensors.
 * @param where - its name, for messages.
 * @returns the tensors by name, in memory of their own.
 * @throws BundleDamagedError - it is not such a file, or holds a tensor of another type.
 */
export function readSafetensors(content: Uint8Array, where: string): Map<string, Tensor> {
  const data = dataStart(content, where);
  const places = header(content.subarray(LENGTH_BYTES, data), `${where}: header`)
    .map(([name, value]) => place(new Fields(value, `${where}: ${short(name)}`), name, where))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  let at = 0;
  for (const { name, start, end } of places) {
    if (start !== at) throw damaged(where, `there is a hole or an overlap before '${short(name)}'`);
    at = end;
  }
  if (data + at !== content.byteLength) {
    throw damaged(
      where,
      `it is ${content.byteLength} bytes, and its header describes ${data + at}`,
    );
  }
  return new Map(places.map((each) => [each.name, tensor(content, data, each)]));
}

/** Returns where the header ends and the tensors' bytes start. */
function dataStart(content: Uint8Array, where: string): number {
  if (content.byteLength < LENGTH_BYTES) throw damaged(where, "it is too short for a header");
  const length = Number(viewOf(content).getBigUint64(0, true));
  if (length > MOST_HEADER || LENGTH_BYTES + length > content.byteLength) {
    throw damaged(where, `its header would be ${length} bytes`);
  }
  return LENGTH_BYTES + length;
}

/** Returns the header's entries by the tensors' names. */
function header(content: Uint8Array, where: string): [string, unknown][] {
  // A byte order mark would be taken off by the decoder, and the reference library refuses it.
  if (content[0] !== "{".charCodeAt(0)) throw damaged(where, "it must start with a brace");
  const parsed = parseJson(content, where) as object;
  const fields = new Fields(parsed, where);
  if (fields.has(METADATA)) fields.namedTexts(METADATA);
  return Object.entries(parsed).filter(([name]) => name !== METADATA);
}

function place(fields: Fields, name: string, where: string): Place {
  const dtype = fields.oneOf("dtype", ["F32", "I8"]);
  const shape = wholes(fields, "shape");
  const offsets = wholes(fields, "data_offsets");
  const [start = 0, end = 0] = offsets;
  const bytes = shape.reduce((product, side) => product * side, WIDTHS[dtype]);
  if (offsets.length !== 2 || end - start !== bytes) {
    throw damaged(where, `'${short(name)}' of ${bytes} bytes lies from ${start} to ${end}`);
  }
  return { name, dtype, shape, start, end };
}

function wholes(fields: Fields, name: string): readonly number[] {
  const values = fields.list(name);
  const whole = (each: unknown) => Number.isSafeInteger(each) && (each as number) >= 0;
  if (values.every(whole)) return values as readonly number[];
  return fields.refuse(name, "must be a list of whole numbers");
}

function tensor(content: Uint8Array, data: number, { dtype, shape, start, end }: Place): Tensor {
  const { buffer } = copyOf(content, data + start, data + end);
  return dtype === "F32"
    ? { dtype, shape, data: new Float32Array(buffer) }
    : { dtype, shape, data: new Int8Array(buffer) };
}

function damaged(where: string, why: string): BundleDamagedError {
  return new BundleDamagedError(
    `${where} is not a safetensors file (${why}); copy the bundle again`,
  );
}
