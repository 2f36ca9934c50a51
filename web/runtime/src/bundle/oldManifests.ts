/**
 * Rewrites manifests of older formats, one number after the other.
 *
 * To change the format: raise FORMAT; add a step from the number before; keep a real bundle of that
 * number in `contract/golden`, with the answers that it gives, and its schema beside the newest one.
 */
import { KIND_RULES } from "../contract.js";
import { Fields } from "./fields.js";

/** The newest format. */
export const FORMAT = 3;

type Json = Readonly<Record<string, unknown>>;

/** Rewrites a manifest to the next number; the fields check what the rewriting looks at. */
type Step = (manifest: Json, fields: Fields) => Json;

/** The step from each older number to the next. */
const STEPS: ReadonlyMap<number, Step> = new Map([
  [1, from1],
  [2, from2],
]);

/** The kinds of format 2, and their names now. */
const KINDS = new Map(
  Object.entries(KIND_RULES).flatMap(([name, { name_in_format_2: old }]) =>
    old === null ? [] : [[old, name] as const],
  ),
);

/**
 * Returns a manifest in the newest format.
 * @param where - the file's name, for messages.
 * @throws BundleDamagedError - it is not what its own format allows, as far as the steps look at it.
 */
export function upgrade(manifest: object, format: number, where: string): object {
  let newest = manifest as Json;
  for (let number = format; number < FORMAT; number++) {
    newest = STEPS.get(number)!(newest, new Fields(newest, where));
  }
  return newest;
}

/** Format 1 is format 2 without calibration. */
function from1(manifest: Json, fields: Fields): Json {
  if (fields.has("calibration")) fields.refuse("calibration", "must be null in format 1");
  return { ...manifest, format: 2 };
}

/**
 * Format 3 names the modality, the encoder and the decoder; how an image is resized moves from the
 * graph to the input; kinds have their full names, and `likeness` is `novelty`.
 */
function from2(manifest: Json, fields: Fields): Json {
  const { likeness, ...rest } = manifest;
  const kind = KINDS.get(fields.oneOf("kind", [...KINDS.keys()]))!;
  const parts = fields.namedTexts("parts").map(([use, name]) => [KINDS.get(use) ?? use, name]);
  if (fields.has("likeness")) fields.inner("likeness").number("limit", 0, 2);
  return {
    ...rest,
    format: 3,
    kind,
    input: { modality: "image", ...resizeOf(fields) },
    encoder: kind === "image-classification" ? { name: "efficientnet-lite0" } : null,
    decoder: kind === "object-detection" ? { name: "nanodet" } : null,
    novelty: likeness ?? null,
    parts: Object.fromEntries(parts) as object,
  };
}

function resizeOf(fields: Fields): object {
  if (!fields.has("graph")) return {};
  const graph = fields.inner("graph");
  return {
    resize: graph.oneOf("resize", ["crop", "letterbox"]),
    crop: graph.number("crop", 0.01, 1),
  };
}
