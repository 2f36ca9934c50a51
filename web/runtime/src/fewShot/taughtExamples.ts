/** What a person taught: labels of their own, each with pictures that show it. */

/** One picture that was shown for a label. */
export interface TaughtExample {
  /** Its embedding's sums, whole numbers. */
  readonly embedding: Float64Array;
  /** What makes the sums the feature map's mean. */
  readonly factor: number;
  /** The picture's file; null where it was not kept. */
  readonly picture: Uint8Array | null;
  /** The file's media type, such as `image/jpeg`. */
  readonly type: string;
  /** The picture's own key, in 64 hex digits: of its file, where there is one. */
  readonly sha256: string;
}

/** A label and its pictures. */
export interface Taught {
  readonly label: string;
  readonly examples: readonly TaughtExample[];
}

/** How likely it is that a picture shows a taught label. */
export interface Judged {
  readonly label: string;
  /** 0 to 1; those of all labels together are below 1, and the rest is for none of them. */
  readonly probability: number;
  /** Whether the probability clears the threshold for a sure answer. */
  readonly sure: boolean;
}

/** By UTF-16 units: the same order on every device, whatever its language. */
export function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
