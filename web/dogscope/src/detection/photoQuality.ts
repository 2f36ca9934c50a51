/** What would help to see a dog better, told from the pixels that were seen. */

export type Help = "closer" | "light" | "still";

/** A dog that takes up fewer pixels than this on its longer side is too far away. */
const SMALL = 140;
/** The mean luma, 0 to 255, below which a picture is dark. */
const DARK = 55;
/** The variance of the Laplacian of the luma, at 96 x 96, below which it is blurred. */
const BLURRED = 40;
const SIDE = 96;

/** @param part - the dog alone. */
export function whatHelps(part: ImageBitmap): Help[] {
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  context.drawImage(part, 0, 0, SIDE, SIDE);
  const { data } = context.getImageData(0, 0, SIDE, SIDE);
  const { mean, edges } = measure(data, SIDE);
  const helps: Help[] = [];
  if (Math.max(part.width, part.height) < SMALL) helps.push("closer");
  if (mean < DARK) helps.push("light");
  if (edges < BLURRED) helps.push("still");
  return helps;
}

/** The mean luma, and the variance of its Laplacian. */
export function measure(rgba: Uint8ClampedArray, side: number): { mean: number; edges: number } {
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
  return { mean: sum / luma.length, edges: squares / count - (total / count) ** 2 };
}
