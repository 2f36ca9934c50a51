/** The image that a graph of images is tested with: the same pixels in every language. */

const KNUTH = 2654435761; // 2^32 over the golden ratio: spreads consecutive integers

/** Returns the test image as height x width RGB pixels: slopes, with five bits of noise over them. */
export function selfTestImage(height: number, width: number): Uint8Array {
  const image = new Uint8Array(height * width * 3);
  let index = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < 3; channel++, index++) {
        const noise = Math.imul(index, KNUTH) >>> 27;
        image[index] = (3 * x + 5 * y + 85 * channel) ^ noise;
      }
    }
  }
  return image;
}
