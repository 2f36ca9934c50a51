/**
 * Reads `head.safetensors`: the weights that turn an embedding into scores, and the prototypes that
 * decide whether an input is novel.
 */
import { BundleDamagedError } from "../errors.js";
import { short } from "./json.js";
import { PROTOTYPE_TENSORS, readPrototypes, type Prototypes } from "./prototypes.js";
import { readSafetensors, shapeText, type Tensor } from "./safetensors.js";

/** The tensor of prototypes, and its name in bundles of formats 1 and 2. */
const PROTOTYPES = "prototypes";
const CENTRES = "centres";
const DTYPES: Readonly<Record<string, readonly Tensor["dtype"][]>> = {
  bias: ["F32"],
  presence: ["F32"],
  scale: ["F32"],
  weights: ["F32", "I8"],
  ...PROTOTYPE_TENSORS,
};

/** A linear head. Its weights stay as they are stored: in float64 they would be 10 MB. */
export interface Head {
  readonly rows: number;
  readonly channels: number;
  /** rows x channels numbers, row by row. */
  readonly weights: Int8Array | Float32Array;
  /** The factor of each row's weights. */
  readonly scale: Float64Array;
  /** One for each row. */
  readonly bias: Float64Array;
  /** Null where the function can't tell whether an input is novel. */
  readonly prototypes: Prototypes | null;
  /**
   * For each row the intercept and the slope of a logistic model: how likely an input shows what the
   * likeliest row's label names, by the cosine of its embedding and the row's weights. All scores are
   * multiplied by it. Null where they are not.
   */
  readonly presence: Float64Array | null;
}

/**
 * Checks and reads a head.
 * @param content - the file.
 * @param where - its name, for messages.
 * @param labels - how many labels the function has: at most as many as the head has rows.
 * @throws BundleDamagedError - it is not such a head.
 */
export function readHead(content: Uint8Array, where: string, labels: number): Head {
  const tensors = withNewestNames(readSafetensors(content, where));
  const weights = tensors.get("weights");
  const [rows, channels] = weights?.shape.length === 2 ? weights.shape : [];
  const needed = weights?.dtype === "I8" ? ["bias", "scale", "weights"] : ["bias", "weights"];
  const known = [...tensors.keys()].every((name) => Object.hasOwn(DTYPES, name));
  const whole = needed.every((name) => tensors.has(name)) && known;
  if (!weights || !rows || channels === undefined || !whole || rows < labels) {
    const held = short([...tensors.keys()].sort().join(", "));
    throw new BundleDamagedError(
      `${where} holds ${held} with ${rows ?? 0} rows, where the function's ${labels} labels need ` +
        `${needed.join(", ")}; copy the bundle again`,
    );
  }
  const count = tensors.get(PROTOTYPES)?.shape[0] ?? 0;
  const shapes = {
    weights: [rows, channels],
    bias: [rows],
    scale: [rows],
    presence: [rows, 2],
    [PROTOTYPES]: [count, channels],
    prototype_counts: [rows],
    usual_distances: [rows],
  };
  check(tensors, shapes, where);
  const presence = tensors.get("presence");
  return {
    rows,
    channels,
    weights: weights.data,
    scale: new Float64Array(tensors.get("scale")?.data ?? new Float64Array(rows).fill(1)),
    bias: new Float64Array(tensors.get("bias")!.data),
    prototypes: readPrototypes(tensors, rows, where),
    presence: presence ? new Float64Array(presence.data) : null,
  };
}

/** Returns the tensors with the newest name of the prototypes; both names at once are refused later. */
function withNewestNames(tensors: ReadonlyMap<string, Tensor>): ReadonlyMap<string, Tensor> {
  if (tensors.has(PROTOTYPES)) return tensors;
  return new Map([...tensors].map(([name, each]) => [name === CENTRES ? PROTOTYPES : name, each]));
}

/** Checks each tensor's type, shape and numbers. */
function check(
  tensors: ReadonlyMap<string, Tensor>,
  shapes: Readonly<Record<string, readonly number[]>>,
  where: string,
): void {
  for (const [name, { dtype, shape, data }] of tensors) {
    const wanted = shapes[name]!;
    const dtypes = DTYPES[name]!;
    const fits = shape.length === wanted.length && shape.every((side, at) => side === wanted[at]);
    if (!fits || !dtypes.includes(dtype) || !isFinite(data)) {
      throw new BundleDamagedError(
        `${where}: '${name}' is ${dtype} of shape ${shapeText(shape)}, and must be finite, ` +
          `${dtypes.join(" or ")}, of shape ${shapeText(wanted)}; copy the bundle again`,
      );
    }
  }
}

function isFinite(data: Tensor["data"]): boolean {
  return data instanceof Int8Array || data.every((each) => Number.isFinite(each));
}
