/** Made-up embeddings: of a few kinds, alike within each. */
import { createHash } from "node:crypto";
import type { TaughtExample } from "../../src/fewShot/taughtExamples.js";

const CHANNELS = 320;

/** A number from 0 to 1 for each two whole numbers, the same in every run. */
function noise(seed: number, at: number): number {
  let mixed = Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(at + 1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}

/** Few channels speak, as after a ReLU. */
const spoken = (seed: number, at: number): number => -Math.log(1 - noise(seed, at)) * 500;

/**
 * Returns the sums of one image's embedding.
 * @param own - the share that is this image's alone: at 0.4 two of a kind correlate by some 0.7.
 */
export function sums(kind: number, number: number, own = 0.4): Float64Array {
  const seed = 1000 * (kind + 1) + number + 1;
  return Float64Array.from({ length: CHANNELS }, (_, at) =>
    Math.round((1 - own) * spoken(kind, at) + own * spoken(seed, at)),
  );
}

/** Returns an example; its file is the text `kind-number`. */
export function example(kind: number, number: number, own?: number): TaughtExample {
  const file = new TextEncoder().encode(`${kind}-${number}`);
  return {
    embedding: sums(kind, number, own),
    factor: 0.00048,
    file,
    type: "image/jpeg",
    sha256: createHash("sha256").update(file).digest("hex"),
  };
}

/** Returns the first examples of a kind. */
export function examples(kind: number, count: number, own?: number): TaughtExample[] {
  return Array.from({ length: count }, (_, number) => example(kind, number, own));
}
