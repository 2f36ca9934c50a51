/** Hints for a better photo, from the size, the light and the sharpness of the present one. */

export type PhotoHint = "closer" | "light" | "still";

/** A dog with fewer pixels than this on its longer side is too far away. */
const SMALL = 140;
/** A photo whose mean luma, 0 to 255, is below this is too dark. */
const DARK = 55;
/** A photo whose sharpness, at 96 x 96 pixels, is below this is blurred. */
const BLURRED = 40;
const SIDE = 96;

/** @param dog - the dog alone. */
export function photoHints(dog: ImageBitmap): PhotoHint[] {
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  context.drawImage(dog, 0, 0, SIDE, SIDE);
  const { data } = context.getImageData(0, 0, SIDE, SIDE);
  const { brightness, sharpness } = measureQuality(data, SIDE);
  const hints: PhotoHint[] = [];
  if (Math.max(dog.width, dog.height) < SMALL) hints.push("closer");
  if (brightness < DARK) hints.push("light");
  if (sharpness < BLURRED) hints.push("still");
  return hints;
}

/** Measures the mean luma of a square, 0 to 255, and the variance of the luma's Laplacian. */
export function measureQuality(
  rgba: Uint8ClampedArray,
  side: number,
): { brightness: number; sharpness: number } {
  const luma = new Float32Array(side * side);
  let sum = 0;
  for (let at = 0; at < luma.length; at++) {
    const value = 0.299 * rgba[4 * at]! + 0.587 * rgba[4 * at + 1]! + 0.114 * rgba[4 * at + 2]!;
    luma[at] = value;
    sum += value;
  }
  let total = 0;
  let squares = 0;
  for (let y = 1; y < side - 1; y++) {
    for (let x = 1; x < side - 1; x++) {
      const at = y * side + x;
      const edge =
        luma[at - 1]! + luma[at + 1]! + luma[at - side]! + luma[at + side]! - 4 * luma[at]!;
      total += edge;
      squares += edge * edge;
    }
  }
  const count = (side - 2) ** 2;
  return { brightness: sum / luma.length, sharpness: squares / count - (total / count) ** 2 };
}
