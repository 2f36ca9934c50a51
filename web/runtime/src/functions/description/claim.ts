/** A claim of a sentence, with its score. */

/** One claim of a sentence: `two beagles`, `two beagles beside a person`. */
export interface Claim {
  readonly text: string;
  readonly score: number;
}
