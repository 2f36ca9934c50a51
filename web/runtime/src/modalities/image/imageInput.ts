/** The fields of an image in `input` of a manifest: how it gets into a graph's square. */
import type { Fields } from "../../bundle/fields.js";

const RESIZES = ["crop", "letterbox", "stretch"] as const;

/** How an image gets into a graph's square. */
export interface ImageInput {
  /**
   * `crop`: a centre square, then bicubic. `letterbox`: bicubic, as large as it fits into the
   * square, the rest grey. `stretch`: bicubic, the proportions changed by at most 1.5 to fill the
   * square, the rest grey.
   */
  readonly resize: (typeof RESIZES)[number];
  /** The centre square's side as a share of the image's shorter side, 0.01 to 1; 1 for the others. */
  readonly crop: number;
}

/** Checks the fields that exist: a function that is made of others has neither. */
export function checkImageInput(input: Fields): void {
  if (input.holds("resize") || input.holds("crop")) readImageInput(input);
}

/**
 * Reads the fields, which a function with a graph must have.
 * @throws BundleDamagedError - one is missing or wrong.
 */
export function readImageInput(input: Fields): ImageInput {
  return { resize: input.oneOf("resize", RESIZES), crop: input.number("crop", 0.01, 1) };
}
