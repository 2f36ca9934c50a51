/**
 * Reads the operators, the input and the outputs that a .tflite file names, before any engine touches
 * it; numbers and names are of LiteRT's schema.fbs.
 */
import { LIMITS, OPERATORS } from "../contract.js";
import { BundleDamagedError } from "../errors.js";
import { FlatBuffer, MalformedError, type Table, type Vector } from "./flatbuffer.js";

/**
 * Arithmetic on fixed shapes, as the converter writes it: no control flow, no variables, no custom
 * code. The names of the operators by their numbers.
 */
const ALLOWED: ReadonlyMap<number, string> = new Map(
  Object.entries(OPERATORS).map(([name, code]) => [code, name]),
);
const {
  operator_codes: MOST_CODES,
  tensors: MOST_TENSORS,
  outputs: MOST_OUTPUTS,
  end_elements: MOST_ENDS,
} = LIMITS.graph;
const MOST_SIDES = 8;
const IDENTIFIER = [..."TFL3"].map((each) => each.charCodeAt(0));

/** A graph's input or output: real = scale * (integer - zeroPoint). */
export interface GraphTensor {
  readonly shape: readonly number[];
  /** Above 0; 0 where it is not quantized, or not as a whole. */
  readonly scale: number;
  readonly zeroPoint: number;
  /** The type of its elements: FLOAT32 is 0, INT32 2, UINT8 3, INT8 9. */
  readonly type: number;
}

/**
 * Refuses a graph that uses an operator which no function needs.
 * @param content - the .tflite file.
 * @param where - its name, for messages.
 * @throws BundleDamagedError - it is not a .tflite file, or names such an operator.
 */
export function checkOperators(content: Uint8Array, where: string): void {
  for (const [code, custom] of readFlatBuffer(content, where, operators)) {
    if (ALLOWED.has(code)) continue;
    const name = custom
      ? `the custom operator ${JSON.stringify(custom)}`
      : `operator number ${code}`;
    throw new BundleDamagedError(
      `${where} uses ${name}, which is not one that a function may use ` +
        `(${[...ALLOWED.values()].join(", ")}); publish the function again with Vizsla`,
    );
  }
}

/**
 * Returns the graph's outputs, in their order.
 * @param where - the file's name, for messages.
 * @throws BundleDamagedError - it is not a .tflite file, or not one of fixed shapes.
 */
export function readOutputs(content: Uint8Array, where: string): GraphTensor[] {
  return readFlatBuffer(content, where, (buffer) => tensors(buffer, 2));
}

/**
 * Returns the graph's input.
 * @param where - the file's name, for messages.
 * @throws BundleDamagedError - it is not a .tflite file, or one of several inputs or none.
 */
export function readInput(content: Uint8Array, where: string): GraphTensor {
  return readFlatBuffer(content, where, (buffer) => {
    const [input, ...more] = tensors(buffer, 1);
    if (input === undefined || more.length > 0) {
      throw new MalformedError(`it takes ${more.length + (input ? 1 : 0)} inputs`);
    }
    return input;
  });
}

/** Reads from a .tflite file; what is malformed is a BundleDamagedError. */
export function readFlatBuffer<T>(
  content: Uint8Array,
  where: string,
  reader: (buffer: FlatBuffer) => T,
): T {
  try {
    if (!IDENTIFIER.every((each, at) => content[4 + at] === each)) {
      throw new MalformedError("its file identifier is not TFL3");
    }
    return reader(new FlatBuffer(content));
  } catch (cause) {
    if (!(cause instanceof MalformedError)) throw cause;
    throw new BundleDamagedError(
      `${where} is not a .tflite graph that a function may have (${cause.message}); copy the bundle again`,
      { cause },
    );
  }
}

/** Returns the numbers of the operators that the graph uses, each with its name where it is custom. */
function operators(buffer: FlatBuffer): [number, string][] {
  const codes = each(buffer.table(0).vector(1, MOST_CODES), 4, (at) => buffer.table(at));
  if (codes.length === 0) throw new MalformedError("it has no operators");
  // Numbers above 127 came later, in a field of their own; the older one then holds 127.
  return codes.map((code) => [Math.max(code.int8(0), code.int32(3)), code.text(1)]);
}

/** Returns the tensors that a field of the first subgraph names: 1 for inputs, 2 for outputs. */
function tensors(buffer: FlatBuffer, field: number): GraphTensor[] {
  const [at] = each(buffer.table(0).vector(2, MOST_CODES), 4, (place) => place);
  if (at === undefined) throw new MalformedError("it has no graph");
  const graph = buffer.table(at);
  const all = graph.vector(0, MOST_TENSORS);
  return each(graph.vector(field, MOST_OUTPUTS), 4, (place) => {
    const index = buffer.int32(place);
    if (!(index >= 0 && index < all.count)) {
      throw new MalformedError(`it names tensor ${index} of ${all.count}`);
    }
    return tensor(buffer, buffer.table(all.at + 4 * index));
  });
}

function tensor(buffer: FlatBuffer, table: Table): GraphTensor {
  const shape = each(table.vector(0, MOST_SIDES), 4, (at) => buffer.int32(at));
  const elements = shape.reduce((product, side) => product * side, 1);
  if (shape.some((side) => side < 1) || elements > MOST_ENDS) {
    throw new MalformedError(`it has a tensor of shape ${shape.join(" x ")}`);
  }
  const { scale, zeroPoint } = quantization(buffer, table.table(4));
  return { shape, scale, zeroPoint, type: table.int8(1) };
}

/** Returns a tensor's scale and zero point; 0 and 0 unless there is one of each for all of it. */
function quantization(
  buffer: FlatBuffer,
  table: Table | null,
): { scale: number; zeroPoint: number } {
  const scales = table?.vector(2, MOST_TENSORS);
  const zeroPoints = table?.vector(3, MOST_TENSORS);
  if (scales?.count !== 1 || zeroPoints?.count !== 1) return { scale: 0, zeroPoint: 0 };
  const scale = buffer.float32(scales.at);
  const zeroPoint = buffer.int64(zeroPoints.at);
  if (!(scale > 0 && scale < Infinity) || Math.abs(zeroPoint) >= 2 ** 31) {
    throw new MalformedError(`it has a scale of ${scale} with a zero point of ${zeroPoint}`);
  }
  return { scale, zeroPoint };
}

/** Reads each of a vector's items. */
export function each<T>({ at, count }: Vector, width: number, reader: (at: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => reader(at + width * index));
}
