/**
 * What a function returns: plain frozen values, the twin of `vizsla/answer.py` and of
 * `contract/answer.schema.json`.
 */

/** One thing that the answer could be. */
export interface Alternative {
  /** Its name, for people. */
  readonly answer: string;
  /** How likely it is, 0 to 1. */
  readonly score: number;
  /** Its key where names repeat (a WordNet id such as `n02085620`), or null. */
  readonly id: string | null;
  /** Where it stands among kinds, the widest first and itself last; often empty. */
  readonly path: readonly string[];
}

/** Where something is in the picture as it is shown, in its pixels. */
export interface Box {
  readonly label: string;
  /** How likely it is, 0 to 1. */
  readonly score: number;
  /** The left edge, from the left of the picture. */
  readonly x: number;
  /** The upper edge, from the top of the picture. */
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One thing that a description speaks of, or would if it were surer. */
export interface Tag {
  /** What it is, in the singular: `beagle`. */
  readonly label: string;
  /** How likely it is, 0 to 1. */
  readonly score: number;
  /** Where it is; null for what concerns the whole picture. */
  readonly box: Box | null;
}

/** The best reply and its score: `const { answer, score } = await f(picture)`. */
export interface Answer {
  /** The best reply; null where nothing that the function knows is there. */
  readonly answer: string | null;
  /** How likely the answer is right, 0 to 1; for null, that nothing known is there. */
  readonly score: number;
  /** Whether the score clears the threshold, and the input is like what was shown in training. */
  readonly sure: boolean;
  /** Whether the score was calibrated on data that the model had not seen. */
  readonly calibrated: boolean;
  /** What it could be, the best first, the winner included. */
  readonly alternatives: readonly Alternative[];
}

/** An Answer with everything that was found; the answer is the best box's label. */
export interface Detection extends Answer {
  readonly boxes: readonly Box[];
}

/** An Answer that is a sentence, with what it speaks of. */
export interface Description extends Answer {
  readonly tags: readonly Tag[];
}

/** Where in the picture a label's score comes from. */
export interface Explanation {
  /** What is explained; null where there is nothing to. */
  readonly label: string | null;
  /** The picture's own, in pixels. */
  readonly width: number;
  readonly height: number;
  /** height x width numbers from 0 to 1, row by row: how much that place speaks for the label. */
  readonly heatMap: Float32Array;
}
