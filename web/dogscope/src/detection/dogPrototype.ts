/**
 * What a taught dog looks like, in few numbers: all that the classifier keeps of its pictures.
 *
 * A label that is taught is compared by its prototype, the mean of its examples' embeddings, and by
 * how much they agree, which is the mean's length. Both are kept here: the mean in four bits a
 * channel, which leave its direction as it is (a cosine of 0.99 and more).
 */
import { base64Of, bytesOfBase64 } from "../images/base64";
import type { DogPrototype } from "../storage/userRecords";

/** The steps of a channel. */
const STEPS = 15;
/** What multiplies the parts of an example, which the classifier takes as whole numbers. */
const WHOLE = 2 ** 26;
/** The numbers by which the classifier judges taught labels (`fewShot/constants.ts` of the runtime). */
const [STEEPNESS, PRIOR_CORRELATION, LEAST_OF_OTHERS] = [12, 0.5, 0.25];
/** The most pictures of a dog, and the most channels of an embedding. */
export const MOST_COUNT = 100;
export const MOST_CHANNELS = 4096;

/** Returns a dog's looks by the embeddings of its pictures, at least one. */
export function prototypeOf(encoder: string, embeddings: readonly Float32Array[]): DogPrototype {
  const parts = embeddings.map((each) => standardised(Float64Array.from(each)));
  const mean = parts[0]!.map(
    (_, at) => parts.reduce((sum, part) => sum + part[at]!, 0) / parts.length,
  );
  return {
    encoder,
    count: embeddings.length,
    agreement: Math.min(1, lengthOf(mean)),
    codes: base64Of(packed(mean)),
  };
}

/** Returns the number of a dog's channels. */
export function channelsOf({ codes }: DogPrototype): number {
  return 2 * bytesOfBase64(codes).length;
}

/**
 * Returns as many embeddings as there were pictures, with the same mean: to the classifier they are
 * the same as those of the pictures. They are whole numbers.
 */
export function examplesOf({ count, agreement, codes }: DogPrototype): Float64Array[] {
  const mean = standardised(unpacked(bytesOfBase64(codes)));
  const along = count === 1 ? 1 : agreement;
  const across = Math.sqrt(1 - along ** 2);
  const first = crossing(1, [mean], mean.length);
  const second = crossing(2, [mean, first], mean.length);
  return Array.from({ length: count }, (_, at) => {
    const angle = (2 * Math.PI * at) / count; // all around the mean, so that they cancel out
    const [x, y] = [across * Math.cos(angle), across * Math.sin(angle)];
    return mean.map((each, channel) =>
      Math.round(WHOLE * (along * each + x * first[channel]! + y * second[channel]!)),
    );
  });
}

/**
 * Returns how near a dog's looks are to another's as the classifier sees it that knows the other one
 * alone: the logarithm of the odds that they are one dog. It knows kinds better than individuals.
 */
export function likeness(looks: DogPrototype, known: DogPrototype): number {
  const [one, other] = [looks, known].map(({ codes }) =>
    standardised(unpacked(bytesOfBase64(codes))),
  );
  if (one!.length !== other!.length) return -Infinity;
  const similarity = one!.reduce((sum, each, at) => sum + each * other![at]!, 0);
  return STEEPNESS * (similarity - (expectedSimilarity(known) + LEAST_OF_OTHERS) / 2);
}

/** Returns the similarity to the mean that one more picture of the dog is expected to have. */
function expectedSimilarity({ count, agreement }: DogPrototype): number {
  const between = count > 1 ? (count * agreement ** 2 - 1) / (count - 1) : 0;
  const correlation = (PRIOR_CORRELATION + (count - 1) * Math.max(0, between)) / count;
  return correlation / Math.sqrt((1 + (count - 1) * correlation) / count);
}

/** Returns a vector of mean 0 and length 1 at right angles to others, the same in every run. */
function crossing(seed: number, others: readonly Float64Array[], channels: number): Float64Array {
  const vector = standardised(
    Float64Array.from({ length: channels }, (_, at) => Math.sin(seed * 12.9898 + 78.233 * at)),
  );
  for (const other of others) {
    const shared = vector.reduce((sum, each, at) => sum + each * other[at]!, 0);
    for (let at = 0; at < channels; at++) vector[at]! -= shared * other[at]!;
  }
  const length = lengthOf(vector);
  return length > 0 ? vector.map((each) => each / length) : vector;
}

/** Writes each channel in a step; the steps are finer below, where most channels are. */
function packed(mean: Float64Array): Uint8Array {
  const least = mean.reduce((a, b) => Math.min(a, b), Infinity);
  const range = mean.reduce((a, b) => Math.max(a, b), -Infinity) - least || 1;
  const bytes = new Uint8Array(Math.ceil(mean.length / 2));
  mean.forEach((each, at) => {
    const step = Math.round(STEPS * Math.sqrt((each - least) / range));
    bytes[at >> 1]! |= at % 2 === 0 ? step << 4 : step;
  });
  return bytes;
}

/** Returns the channels up to a factor and a constant, which make no difference. */
function unpacked(bytes: Uint8Array): Float64Array {
  return Float64Array.from({ length: 2 * bytes.length }, (_, at) => {
    const byte = bytes[at >> 1]!;
    return ((at % 2 === 0 ? byte >> 4 : byte & 15) / STEPS) ** 2;
  });
}

/** Returns a vector with mean 0 and length 1. */
function standardised(vector: Float64Array): Float64Array {
  const mean = vector.reduce((sum, each) => sum + each, 0) / vector.length;
  const centred = vector.map((each) => each - mean);
  const length = lengthOf(centred);
  return length > 0 ? centred.map((each) => each / length) : centred;
}

function lengthOf(vector: Float64Array): number {
  return Math.sqrt(vector.reduce((sum, each) => sum + each * each, 0));
}
