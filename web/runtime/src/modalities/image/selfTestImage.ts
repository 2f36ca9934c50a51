/** The picture that a graph proves itself on; the twin of `vizsla/runtime/selftest.py`. */

const KNUTH = 2654435761; // 2^32 over the golden ratio: spreads consecutive integers

/** The test picture as height x width RGB pixels: slopes, with five bits of noise over them. */
export function testPicture(height: number, width: number): Uint8Array {
  const picture = new Uint8Array(height * width * 3);
  let index = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < 3; channel++, index++) {
        const noise = Math.imul(index, KNUTH) >>> 27;
        picture[index] = (3 * x + 5 * y + 85 * channel) ^ noise;
      }
    }
  }
  return picture;
}
