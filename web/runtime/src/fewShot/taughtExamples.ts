/** Labels of a user's own, each with examples. */

/** One example of a label. */
export interface TaughtExample {
  /** Its embedding's sums, whole numbers. */
  readonly embedding: Float64Array;
  /** The factor that turns the sums into the feature map's mean. */
  readonly factor: number;
  /** Its file; null where it was not kept. */
  readonly file: Uint8Array | null;
  /** The file's media type, such as `image/jpeg`. */
  readonly type: string;
  /** Its key, in 64 hex digits: the sha256 of its file, where there is one. */
  readonly sha256: string;
}

/** A label and its examples. */
export interface TaughtLabel {
  readonly label: string;
  readonly examples: readonly TaughtExample[];
}

/** The probability of a taught label for one input. */
export interface LabelProbability {
  readonly label: string;
  /** 0 to 1; those of all labels together are below 1, and the rest is for none of them. */
  readonly probability: number;
  /** Whether the probability clears the threshold for a sure answer. */
  readonly sure: boolean;
}

/** Compares texts by UTF-16 units: the same order on every device, whatever its language. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
