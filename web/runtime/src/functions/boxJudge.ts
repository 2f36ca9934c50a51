/**
 * Judges a detector's boxes with a classifier, which knows better what a thing is.
 *
 * The classifier is asked about the part of the image around a box. Where it is sure of another
 * animal the box gets that animal's name, or is left out where no label is for it. The other boxes'
 * scores become shares of right boxes by the lines of the manifest, which were fitted on boxes judged
 * by eye.
 */
import type { Box } from "../answer.js";
import type { BoxScores, Line } from "../bundle/manifest.js";
import { DETECTION } from "../contract.js";
import { FILES } from "./description/tableFiles.js";
import { distinctBoxes } from "./distinctBoxes.js";

const {
  most_crops: MOST_CROPS, // the boxes of an image that the classifier is asked about
  most_people: MOST_PEOPLE, // how many of these have a label that it does not know, such as a person
  rename: RENAME, // the least sum of an animal's classes that gives its name to another's box
  absent: ABSENT, // the sum of a well-known animal's classes below which it is not there
  other_animal: OTHER_ANIMAL, // from this score of an animal that no label is for, a box is left out
  little: LITTLE, // is added to a sum of scores before its logarithm is taken
  most_logit: MOST_LOGIT, // the network's logits end there
  animal: ANIMAL,
  well_known: WELL_KNOWN,
} = DETECTION.judging;
const ANIMALS: readonly (readonly [string, readonly string[]])[] = Object.entries(
  DETECTION.judging.animals,
);
/** The other labels, with the kinds by which descriptions name them. */
const THINGS = Object.entries(FILES.objects.labels).filter(
  ([label]) => !Object.hasOwn(DETECTION.judging.animals, label),
);

/** The least score, the network's own, of a box that the classifier is asked about. */
export const LEAST_SCORE = DETECTION.judging.least_score;

/** Gives boxes the name and the score that both models agree on. */
export class BoxJudge {
  readonly #animals: ReadonlyMap<string, readonly number[]>;
  readonly #classes: ReadonlyMap<string, readonly number[]>;
  readonly #otherAnimals: readonly number[];

  /** @param above - for each of the classifier's classes the ids of the kinds that it is in. */
  constructor(
    private readonly lines: BoxScores,
    above: readonly ReadonlySet<string>[],
  ) {
    const within = (ids: readonly string[]): number[] =>
      above.flatMap((kinds, number) => (ids.some((id) => kinds.has(id)) ? [number] : []));
    this.#animals = new Map(ANIMALS.map(([label, ids]) => [label, within(ids)]));
    const things = THINGS.map(([label, { kinds }]) => [label, within(kinds)] as const);
    this.#classes = new Map([...this.#animals, ...things]);
    const named = new Set([...this.#animals.values()].flat());
    this.#otherAnimals = within([ANIMAL]).filter((number) => !named.has(number));
  }

  /**
   * Returns the boxes, judged, the best first.
   * @param boxes - the detector's, the best first, with the network's own scores.
   * @param classify - returns the score of each of the classifier's classes, for the part of the
   *   image around a box.
   */
  async judge(
    boxes: readonly Box[],
    classify: (box: Box) => Promise<ArrayLike<number>>,
  ): Promise<Box[]> {
    const found: Box[] = [];
    let [crops, people] = [MOST_CROPS, MOST_PEOPLE];
    for (const box of this.#distinct(boxes)) {
      const isOwn = this.#isOwn(box.label);
      // The lines were fitted from that score on: below it evidence would count too much.
      if (box.score < LEAST_SCORE || crops === 0 || (isOwn && people === 0)) {
        found.push({ ...box, score: ownShare(box, this.lines) });
        continue;
      }
      crops--;
      if (isOwn) people--;
      const scores = await classify(box);
      const label = this.#name(box.label, scores);
      if (label !== null)
        found.push({ ...box, label, score: this.#share(box.score, label, scores) });
    }
    return this.#distinct(found.sort((one, other) => other.score - one.score));
  }

  /**
   * Returns how likely nothing is there where no box is shown, and whether that is sure.
   * @param hidden - the score of the best box that is not shown; 0 where there is none.
   */
  nothing(hidden: number): { score: number; sure: boolean } {
    const { nothing: line, sureNothing } = this.lines;
    const score = sigmoid(line.intercept + line.slope * hidden);
    return { score, sure: sureNothing !== null && score >= sureNothing };
  }

  #isOwn(label: string): boolean {
    return Object.hasOwn(this.lines.labels, label);
  }

  #distinct(boxes: readonly Box[]): Box[] {
    return distinctBoxes(boxes, (label) => this.#isOwn(label));
  }

  /** Returns a box's label; null where it shows an animal that no label is for. */
  #name(label: string, scores: ArrayLike<number>): string | null {
    if (this.#isOwn(label)) return this.#isOtherAnimal(scores) ? null : label;
    const own = this.#animals.get(label);
    if (!own) return label;
    let best = label;
    let most = -Infinity;
    for (const [each, numbers] of this.#animals) {
      const sum = sumOf(scores, numbers);
      if (sum > most) [best, most] = [each, sum];
    }
    if (best !== label && most >= RENAME) return best;
    if (WELL_KNOWN.includes(label)) {
      const isAbsent = sumOf(scores, own) < ABSENT;
      return isAbsent && sumOf(scores, this.#otherAnimals) >= OTHER_ANIMAL ? null : label;
    }
    return this.#isOtherAnimal(scores) ? null : label;
  }

  /** Whether the classifier is sure of an animal that no label is for. */
  #isOtherAnimal(scores: ArrayLike<number>): boolean {
    return this.#otherAnimals.some((number) => scores[number]! >= OTHER_ANIMAL);
  }

  #share(score: number, label: string, scores: ArrayLike<number>): number {
    if (this.#isOwn(label)) return ownShare({ label, score }, this.lines);
    const classes = this.#classes.get(label) ?? [];
    if (classes.length > 0) {
      return shareOf(this.lines.known, score, Math.log(sumOf(scores, classes) + LITTLE));
    }
    let most = -Infinity;
    for (let at = 0; at < scores.length; at++) most = Math.max(most, scores[at]!);
    return shareOf(this.lines.unknown, score, most);
  }
}

/** Returns the share of right boxes with the network's own score and no other evidence. */
export function ownShare({ label, score }: Pick<Box, "label" | "score">, lines: BoxScores): number {
  const own = Object.hasOwn(lines.labels, label) ? lines.labels[label] : undefined;
  return shareOf(own ?? lines.unasked, score, 0);
}

function shareOf(line: Line, score: number, evidence: number): number {
  const least = sigmoid(-MOST_LOGIT);
  const clipped = Math.min(Math.max(score, least), 1 - least);
  const logit = Math.log(clipped / (1 - clipped));
  return sigmoid(line.intercept + line.slope * logit + line.evidence * evidence);
}

function sumOf(scores: ArrayLike<number>, numbers: readonly number[]): number {
  let sum = 0;
  for (const number of numbers) sum += scores[number]!;
  return sum;
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
