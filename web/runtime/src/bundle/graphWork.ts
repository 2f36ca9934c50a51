/**
 * Bounds what a stranger's graph takes of memory and time: each tensor must have the shape that its
 * operator computes, and all of them together stay below the contract's limits. An engine can't be
 * interrupted. Python checks more (src/vizsla/bundle/graph); here the engine's own memory is the wall.
 */
import { LIMITS, OPERATORS } from "../contract.js";
import { FlatBuffer, MalformedError, type Table } from "./flatbuffer.js";
import { each, readFlatBuffer } from "./tflite.js";

type Shape = readonly number[];

/** A tensor: its shape, and its bytes where it is a constant. */
interface Part {
  readonly shape: Shape;
  readonly isConstant: boolean;
  /** Reads its whole numbers of 32 bits; none where it is no constant. */
  ints(): Shape;
}

/** What an operator computes: a shape, and the places that its kernel looks at for each element of it. */
interface Computed {
  readonly shape: Shape;
  readonly kernel?: number;
  /** The places that all windows look at, over all channels. */
  readonly patch?: number;
  readonly windows?: number;
}

type Rule = (inputs: readonly Part[], options: Table | null, output: Shape) => Computed;

const { tensors: MOST_TENSORS, outputs: MOST_INPUTS } = LIMITS.graph;
const MOST_INTS = 16;
const MOST_SIDES = 4;
const REAL = new Set([0, 2]); // the types of 4 bytes: FLOAT32, INT32
const product = (sides: Shape): number => sides.reduce((all, side) => all * side, 1);
const wrong = (why: string): MalformedError => new MalformedError(why);

/**
 * Refuses a graph that would take too much.
 * @param where - the file's name, for messages.
 * @throws BundleDamagedError - it takes too much, or computes other shapes than it says.
 */
export function checkWork(content: Uint8Array, where: string): void {
  readFlatBuffer(content, where, (buffer) => {
    const model = buffer.table(0);
    const tables = (from: Table, field: number): Table[] =>
      each(from.vector(field, MOST_TENSORS), 4, (at) => buffer.table(at));
    const names = tables(model, 1).map((code) => nameOf(Math.max(code.int8(0), code.int32(3))));
    const [graph, ...more] = tables(model, 2);
    if (!graph || more.length > 0) throw wrong("it has not one graph");
    const contents = tables(model, 4);
    const parts = tables(graph, 0).map((table) => partOf(buffer, table, contents));
    const limits = LIMITS.graph;
    let multiplications = 0;
    let windows = 0;
    for (const operator of tables(graph, 3)) {
      const name = names[operator.int32(0)];
      const numbers = [1, 2].map((field) =>
        each(operator.vector(field, MOST_INPUTS), 4, (at) => buffer.int32(at)),
      );
      const inputs = numbers[0]!.filter((number) => number !== -1).map((number) => parts[number]);
      const output = parts[numbers[1]![0] ?? -1];
      const rule = name === undefined ? undefined : RULES[name];
      if (!rule || !output || output.isConstant || inputs.length === 0 || numbers[1]!.length !== 1)
        throw wrong("an operator names what is not there");
      if (inputs.includes(undefined)) throw wrong(`${name} names a tensor that is not there`);
      const found = rule(inputs as Part[], operator.table(4), output.shape);
      if (found.shape.join() !== output.shape.join()) {
        throw wrong(`${name} gives ${found.shape.join(" x ")}, not ${output.shape.join(" x ")}`);
      }
      multiplications += (found.kernel ?? 1) * product(found.shape);
      windows += found.windows ?? 0;
      if ((found.patch ?? 0) > limits.patch_elements) windows = Infinity;
    }
    const bytes = tables(graph, 0).reduce((sum, table, at) => {
      const { shape, isConstant } = parts[at]!;
      return isConstant ? sum : sum + product(shape) * (REAL.has(table.int8(1)) ? 4 : 1);
    }, 0);
    if (
      !(bytes <= limits.computed_bytes) ||
      !(multiplications <= limits.multiplications) ||
      !(windows <= limits.windows)
    ) {
      throw wrong(`it takes ${bytes} bytes, and multiplies ${multiplications} times: too much`);
    }
  });
}

function nameOf(code: number): string | undefined {
  return Object.keys(OPERATORS).find((name) => OPERATORS[name] === code);
}

function partOf(buffer: FlatBuffer, table: Table, contents: readonly Table[]): Part {
  const shape = each(table.vector(0, MOST_SIDES), 4, (at) => buffer.int32(at));
  if (shape.some((side) => side < 1)) throw wrong(`it has a tensor of ${shape.join(" x ")}`);
  const held = contents[table.int32(2)]?.vector(0, Infinity);
  if (!held) throw wrong("it names a buffer that is not there");
  const ints = (): Shape => {
    if (held.count > 4 * MOST_INTS) throw wrong("it has too many numbers");
    return each({ at: held.at, count: held.count >> 2 }, 4, (at) => buffer.int32(at));
  };
  return { shape, isConstant: held.count > 0, ints };
}

const same: Rule = ([one]) => ({ shape: one!.shape });

const broadcast: Rule = ([one, other]) => {
  const sides = [one!.shape, other?.shape ?? []];
  const length = Math.max(...sides.map((each) => each.length));
  const [a, b] = sides.map((each) => [...Array<number>(length - each.length).fill(1), ...each]);
  return { shape: a!.map((side, at) => Math.max(side, b![at]!)) };
};

/** A rule of a kernel that moves over an image. */
function kernel(dilation: number | null, channels: (weights: Shape, depth: number) => Shape): Rule {
  return ([image, weights], options, output) => {
    const [batch = 0, height = 0, width = 0, depth = 0] = image!.shape;
    if (!options || image!.shape.length !== 4) throw wrong("a kernel has no image");
    const option = (field: number, missing = 0): number => {
      const value = options.int32(field, missing);
      if (!(value >= 1 && value <= 1024)) throw wrong(`a kernel has a stride or size of ${value}`);
      return value;
    };
    const sizes = dilation === null ? [option(4), option(3)] : weights?.shape.slice(1, 3);
    if (dilation !== null && !weights?.isConstant) throw wrong("a kernel is no constant");
    const [rows = 0, columns = 0] = [height, width].map((side, at) => {
      const wide = dilation === null ? 1 : option(dilation + 1 - at, 1);
      const reach = (sizes![at]! - 1) * wide + 1;
      return Math.ceil((options.int8(0) === 0 ? side : side - reach + 1) / option(2 - at));
    });
    const [last = 0, taken = 1] = channels(weights?.shape ?? output, depth);
    const windows = rows * columns * product(sizes!);
    const shape = [batch, rows, columns, last];
    return { shape, kernel: product(sizes!) * taken, windows, patch: windows * taken };
  };
}

const pool = kernel(null, (_, depth) => [depth, 1]);

const resize: Rule = ([image, size]) => {
  const { shape } = image!;
  const [rows = 0, columns = 0] = size?.ints() ?? [];
  return { shape: [shape[0]!, rows, columns, shape[3]!], kernel: 4, windows: 4 * rows * columns };
};

const pad: Rule = ([part, margins]) => {
  const all = margins?.ints() ?? [];
  if (all.some((each) => each < 0)) throw wrong("a margin is below 0");
  return { shape: part!.shape.map((side, at) => side + all[2 * at]! + all[2 * at + 1]!) };
};

/** By the operators' names. An operator that is not here is refused before. */
const RULES: Readonly<Record<string, Rule>> = {
  ADD: broadcast,
  MUL: broadcast,
  DEQUANTIZE: same,
  LEAKY_RELU: same,
  LOGISTIC: same,
  QUANTIZE: same,
  RELU: same,
  RELU6: same,
  SOFTMAX: same,
  AVERAGE_POOL_2D: pool,
  MAX_POOL_2D: pool,
  CONV_2D: kernel(4, ([out = 0, , , taken = 0], depth) => [taken === depth ? out : 0, taken]),
  DEPTHWISE_CONV_2D: kernel(5, ([, , , out = 0]) => [out, 1]),
  RESIZE_BILINEAR: resize,
  RESIZE_NEAREST_NEIGHBOR: resize,
  PAD: pad,
  PADV2: pad,
  CONCATENATION: (parts, options) => {
    const { length } = parts[0]!.shape;
    const axis = ((options?.int32(0) ?? 0) + length) % length;
    return {
      shape: parts[0]!.shape.map((side, at) =>
        at === axis ? parts.reduce((sum, { shape }) => sum + (shape[at] ?? NaN), 0) : side,
      ),
    };
  },
  FULLY_CONNECTED: ([vectors, weights], options) => {
    const [rows = 0, depth = 0] = weights?.shape ?? [];
    const shape = options?.int8(2)
      ? [...vectors!.shape.slice(0, -1), rows]
      : [product(vectors!.shape) / depth, rows];
    return { shape, kernel: depth };
  },
  MEAN: ([part, axes], options) => {
    const { shape } = part!;
    const gone = (axes?.ints() ?? []).map((axis) => (axis + shape.length) % shape.length);
    const lengths = shape.map((side, at) => (gone.includes(at) ? 1 : side));
    return {
      shape: options?.int8(0) ? lengths : lengths.filter((_, at) => !gone.includes(at)),
      kernel: product(shape) / product(lengths),
    };
  },
  RESHAPE: ([part, said], options, output) => {
    const sides = said ? said.ints() : (options?.ints(0, MOST_INTS) ?? []);
    const fits = sides.every((side, at) => side === output[at] || side === -1);
    const whole = sides.length === output.length && product(part!.shape) === product(output);
    if (!fits || !whole) throw wrong(`it makes ${sides.join(" x ")} of ${part!.shape.join(" x ")}`);
    return { shape: output };
  },
};
