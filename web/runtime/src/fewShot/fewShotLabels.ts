/**
 * Labels of a user's own, learned on the device from a few examples: an input is compared with each
 * label's prototype, the mean of its examples (Snell, Swersky and Zemel, Prototypical Networks for
 * Few-shot Learning, NeurIPS 2017).
 *
 * The similarity that counts as a match differs between labels: a toy is always the same, trees are
 * not. So each label's odds are even half way between two similarities to its prototype: the one that
 * a further example is expected to have, by the examples' similarity to each other, and the greatest
 * one of other labels.
 *
 * The backbone knows kinds better than individuals: another beagle in the same pose is taken for the
 * one that was taught, until it is taught as well.
 */
import { TeachingError } from "../errors.js";
import { record } from "../bundle/fields.js";
import { shown } from "../bundle/json.js";
import {
  LEAST_OF_OTHERS,
  MOST_EXAMPLES,
  MOST_LABELS,
  PRIOR_CORRELATION,
  STEEPNESS,
  SURE,
} from "./constants.js";
import { cleanLabel } from "./labelNames.js";
import { dot, meanOf, standardise, unit } from "./similarity.js";
import {
  compareTexts,
  type LabelProbability,
  type TaughtExample,
  type TaughtLabel,
} from "./taughtExamples.js";

interface Prototype {
  readonly label: string;
  /** Of length 1. */
  readonly direction: Float64Array;
  /** The similarity at which the label is as likely as not. */
  readonly middle: number;
}

/** The labels that one function was taught; their order makes no difference. */
export class FewShotLabels {
  #labels = new Map<string, Map<string, TaughtExample>>();
  #prototypes: readonly Prototype[] | null = null;

  /**
   * Adds examples to a label, which is made if it does not exist; see `merge`.
   * @returns how many examples of the label there are now.
   * @throws TeachingError - the label or an example can't be used, or there is none; nothing changed.
   */
  teach(label: string, examples: readonly TaughtExample[]): number {
    this.merge([{ label, examples }]);
    return this.#labels.get(cleanLabel(label))!.size;
  }

  /**
   * Adds many labels' examples; known ones, by their sha256, are not added again.
   * @returns how many were new.
   * @throws TeachingError - one can't be used, is taught as another label, or is too many; then
   * nothing changed.
   */
  merge(taught: Iterable<TaughtLabel>): number {
    const labels = new Map([...this.#labels].map(([label, held]) => [label, new Map(held)]));
    const owners = new Map<string, string>();
    for (const [label, held] of labels) for (const key of held.keys()) owners.set(key, label);
    const before = owners.size;
    let channels = this.#channels();
    for (const { label: text, examples } of taught) {
      const label = cleanLabel(text);
      if (examples.length === 0) {
        throw new TeachingError(
          `${shown(label)} has no example; give at least one image that shows it`,
        );
      }
      const held = labels.get(label) ?? new Map<string, TaughtExample>();
      labels.set(label, held);
      for (const example of examples) {
        channels ??= example.embedding.length;
        checkEmbedding(example.embedding, channels);
        const owner = owners.get(example.sha256) ?? label;
        if (owner !== label) {
          throw new TeachingError(
            `the same image is taught as ${shown(owner)} and as ${shown(label)}; ` +
              "forget the label that is wrong, and teach it again without the image",
          );
        }
        if (!held.has(example.sha256)) held.set(example.sha256, example);
        owners.set(example.sha256, label);
      }
    }
    if (labels.size > MOST_LABELS || owners.size > MOST_EXAMPLES) {
      throw new TeachingError(
        `that would be ${owners.size} examples of ${labels.size} labels; a function can be taught ` +
          `${MOST_EXAMPLES} of ${MOST_LABELS}. Train one on a project's data instead`,
      );
    }
    this.#labels = labels;
    this.#prototypes = null;
    return owners.size - before;
  }

  /** Removes a label; false where there is none of that name. */
  forget(label: string): boolean {
    this.#prototypes = null;
    return this.#labels.delete(label.normalize("NFC").trim());
  }

  /** Returns the taught labels, in order. */
  labels(): string[] {
    return [...this.#labels.keys()].sort(compareTexts);
  }

  /** Returns the taught labels, and the number of examples of each. */
  counts(): Readonly<Record<string, number>> {
    return record(this.labels().map((label) => [label, this.#labels.get(label)!.size] as const));
  }

  /** Returns all labels with their examples, in an order that does not depend on time. */
  taught(): TaughtLabel[] {
    return this.labels().map((label) => ({
      label,
      examples: [...this.#labels.get(label)!.values()].sort((a, b) =>
        compareTexts(a.sha256, b.sha256),
      ),
    }));
  }

  /**
   * Returns the probability of each taught label, the likeliest first; empty where nothing is
   * taught.
   * @param sums - the input's embedding.
   * @throws TeachingError - another backbone's embedding.
   */
  judge(sums: Float64Array): LabelProbability[] {
    this.#prototypes ??= prototypesOf(this.taught());
    if (this.#prototypes.length === 0) return [];
    checkEmbedding(sums, this.#channels()!);
    const input = standardise(sums);
    const odds = this.#prototypes.map(({ direction, middle }) =>
      Math.exp(STEEPNESS * (dot(input, direction) - middle)),
    );
    const all = odds.reduce((sum, each) => sum + each, 1);
    return this.#prototypes
      .map(({ label }, at) => {
        const probability = odds[at]! / all;
        return { label, probability, sure: probability >= SURE };
      })
      .sort((a, b) => b.probability - a.probability || compareTexts(a.label, b.label));
  }

  #channels(): number | null {
    for (const held of this.#labels.values()) {
      for (const { embedding } of held.values()) return embedding.length;
    }
    return null;
  }
}

function prototypesOf(taught: readonly TaughtLabel[]): Prototype[] {
  const means = taught.map(({ examples }) =>
    meanOf(examples.map(({ embedding }) => standardise(embedding))),
  );
  const directions = means.map(unit);
  return taught.map(({ label, examples }, at) => {
    const direction = directions[at]!;
    const others = means.filter((_, other) => other !== at).map((mean) => dot(mean, direction));
    const own = expectedSimilarity(means[at]!, examples.length);
    return { label, direction, middle: (own + Math.max(LEAST_OF_OTHERS, ...others)) / 2 };
  });
}

/**
 * Returns the similarity to the prototype that a further example of the label is expected to have.
 *
 * With a correlation of r between any two of them, the one with the mean of n has the expected value
 * r / sqrt((1 + (n - 1) r) / n). The mean's length, which is that square root, gives r; a prior counts
 * as much as one example.
 */
function expectedSimilarity(mean: Float64Array, count: number): number {
  const between = count > 1 ? (count * dot(mean, mean) - 1) / (count - 1) : 0;
  const correlation = (PRIOR_CORRELATION + (count - 1) * Math.max(0, between)) / count;
  return correlation / Math.sqrt((1 + (count - 1) * correlation) / count);
}

function checkEmbedding(sums: Float64Array, channels: number): void {
  if (sums.length !== channels || sums.length === 0 || !sums.every(Number.isFinite)) {
    throw new TeachingError(
      `an embedding must be ${channels} finite numbers, as the embeddings before; it is ` +
        `${sums.length}. Teach with the function itself, not with another one`,
    );
  }
}
