/** The latest looks at one dog: the classifier's scores of it in the last frames. */
import { isDoubtful, MARGIN, WIDE_MARGIN } from "../detection/dogFinder";
import {
  combine,
  recognisedDog,
  type Classification,
  type Prediction,
} from "../detection/dogPrediction";

/** Looks that are kept: those of the last one or two seconds of a dog under the reticle. */
export const MOST_LOOKS = 8;
/** The share of their scores that looks at one dog have in common; those at two have hardly any. */
const AGREEMENT = 0.4;

/**
 * The looks whose mean names the dog. Boxes may change hands where dogs cross, so that
 *
 * - a doubt is cast on all looks when the box jumps, is missed, or could be another dog's: they count
 *   on if the next look agrees with them, and are dropped if it doesn't;
 * - two looks in a row that agree with each other, and with none before, are at another dog.
 */
export class DogLooks {
  #looks: readonly Classification[] = [];
  #prediction: Prediction | null = null;
  #count = 0;
  #doubtedAt = -Infinity;
  #isDoubted = false;

  /** @param threshold - the score from which on the classifier is sure of a breed. */
  constructor(private readonly threshold: number) {}

  /** The number of looks that count. */
  get length(): number {
    return this.#looks.length;
  }

  /** The prediction that they make together: their mean. */
  get prediction(): Prediction {
    return (this.#prediction ??= combine(this.#looks, this.threshold));
  }

  /** The margin of the next look: where several breeds are left, every second one sees more. */
  get nextMargin(): number {
    return this.#count % 2 === 1 && isDoubtful(this.prediction) ? WIDE_MARGIN : MARGIN;
  }

  /** Whether the box may have changed hands since the last look. */
  get isDoubted(): boolean {
    return this.#isDoubted;
  }

  /**
   * Casts a doubt on all looks so far.
   * @param at - the time in milliseconds of the frame that casts it.
   */
  doubt(at: number): void {
    this.#doubtedAt = at;
    this.#isDoubted = this.#looks.length > 0;
  }

  /**
   * Adds a look.
   * @param at - the time in milliseconds of the frame that was looked at: one from before the doubt
   *   shows the dog of before, and tells nothing.
   */
  add(look: Classification, at: number): void {
    if (at < this.#doubtedAt) return;
    if (this.#isDoubted && !(agrees(look, this.#looks) && hasNameOf(look, this.#looks))) {
      this.#looks = [];
    }
    this.#isDoubted = false;
    const last = this.#looks.slice(-1);
    const before = this.#looks.slice(0, -1);
    if (
      before.length > 0 &&
      agrees(look, last) &&
      ![look, ...last].some((each) => agrees(each, before))
    ) {
      this.#looks = last;
    }
    this.#looks = [...this.#looks, look].slice(-MOST_LOOKS);
    this.#prediction = null;
    this.#count++;
  }
}

/** Tells whether a look may be at the dog of others, by the breeds' scores. */
function agrees({ breeds, dog }: Classification, others: readonly Classification[]): boolean {
  const meanOf = (score: (other: Classification) => number): number =>
    others.reduce((sum, other) => sum + score(other), 0) / others.length;
  let common = 0;
  for (const [breed, score] of breeds) {
    common += Math.min(
      score,
      meanOf((other) => other.breeds.get(breed) ?? 0),
    );
  }
  return (
    common >=
    AGREEMENT *
      Math.min(
        dog,
        meanOf((other) => other.dog),
      )
  );
}

/** Tells whether a look recognises the same dog of the user's own as others, or none as they do. */
function hasNameOf(look: Classification, others: readonly Classification[]): boolean {
  return recognisedDog([look])?.id === recognisedDog(others)?.id;
}
