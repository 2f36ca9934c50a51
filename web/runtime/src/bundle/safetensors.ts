/**
 * Reads a .safetensors file: the header's length in 8 bytes, the header in JSON
 * (`{name: {dtype, shape, data_offsets}}`), and the tensors' bytes, without a hole between them.
 * It refuses what the reference library refuses (https://github.com/huggingface/safetensors).
 */
import { LIMITS } from "../contract.js";
import { BundleDamagedError } from "../errors.js";
import { copyOf, viewOf } from "../bytes/bytes.js";
import { Fields } from "./fields.js";
import { parseJson, short } from "./json.js";

const LENGTH_BYTES = 8;
const METADATA = "__metadata__";
const MOST_HEADER = LIMITS.bundle.header_bytes;
/** The types of tensors that a file may hold, and the arrays that they become. */
export interface ArrayTypes {
  readonly F32: Float32ArrayConstructor;
  readonly F16: Uint16ArrayConstructor; // the bits
  readonly I8: Int8ArrayConstructor;
  readonly U8: Uint8ArrayConstructor;
  readonly I16: Int16ArrayConstructor;
  readonly U16: Uint16ArrayConstructor;
  readonly I32: Int32ArrayConstructor;
}

/** The types that a head may have. */
const HEAD_TYPES = { F32: Float32Array, I8: Int8Array } as const;
type HeadTypes = keyof typeof HEAD_TYPES;

/** A tensor, row by row. */
export type Tensor<Types extends keyof ArrayTypes = HeadTypes> = {
  [Type in Types]: {
    readonly dtype: Type;
    readonly shape: readonly number[];
    readonly data: InstanceType<ArrayTypes[Type]>;
  };
}[Types];

interface Place {
  readonly name: string;
  readonly dtype: keyof ArrayTypes;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

/**
 * Checks and reads a file of tensors.
 * @param where - its name, for messages.
 * @param types - the types that it may hold; by default those of a head, float32 and int8.
 * @returns the tensors by name, in memory of their own.
 * @throws BundleDamagedError - it is not such a file, or holds a tensor of another type.
 */
export function readSafetensors<Types extends keyof ArrayTypes = HeadTypes>(
  content: Uint8Array,
  where: string,
  types: Partial<ArrayTypes> & Pick<ArrayTypes, Types> = HEAD_TYPES as never,
): Map<string, Tensor<Types>> {
  const data = dataStart(content, where);
  const places = header(content.subarray(LENGTH_BYTES, data), `${where}: header`)
    .map(([name, value]) =>
      place(new Fields(value, `${where}: ${short(name)}`), name, types, where),
    )
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
  return new Map(places.map((each) => [each.name, tensor(content, data, each, types)]));
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

function place(fields: Fields, name: string, types: Partial<ArrayTypes>, where: string): Place {
  const dtype = fields.oneOf("dtype", Object.keys(types) as (keyof ArrayTypes)[]);
  const shape = wholes(fields, "shape");
  const offsets = wholes(fields, "data_offsets");
  const [start = 0, end = 0] = offsets;
  const bytes = shape.reduce((product, side) => product * side, types[dtype]!.BYTES_PER_ELEMENT);
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

function tensor<Types extends keyof ArrayTypes>(
  content: Uint8Array,
  data: number,
  { dtype, shape, start, end }: Place,
  types: Partial<ArrayTypes>,
): Tensor<Types> {
  const { buffer } = copyOf(content, data + start, data + end);
  return { dtype, shape, data: new types[dtype]!(buffer) } as Tensor<Types>;
}

function damaged(where: string, why: string): BundleDamagedError {
  return new BundleDamagedError(
    `${where} is not a safetensors file (${why}); copy the bundle again`,
  );
}

/** Returns a shape in words, shortened where it is long. */
export function shapeText(shape: readonly number[]): string {
  return `(${shape.slice(0, 4).join(", ")}${shape.length > 4 ? ", ..." : ""})`;
}
