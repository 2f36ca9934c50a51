/** Puts the weights of a matrix in the order in which the kernel reads them. */

const ROWS = 4; // beside each other
const CHUNK = 8; // inputs of a row beside each other
const WORDS = CHUNK / 4;

/**
 * Packs some columns of a matrix: for each four rows, and for each eight of the columns, those of the
 * first row, of the second, and so on.
 *
 * @param weights the matrix, row by row, in memory of its own.
 * @param inputs the length of a row; a multiple of 8, as are `start` and `width`.
 * @returns also the largest sum of a row's absolute weights in these columns, but at least 1.
 */
export function packRows(weights: Int8Array, inputs: number, start: number, width: number) {
  const rows = weights.length / inputs;
  const from = new Int32Array(weights.buffer, weights.byteOffset, weights.length / 4);
  const packed = new Int32Array((rows * width) / 4);
  const each = width / CHUNK;
  let largest = 1;
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    let at = (row * inputs + start) / 4;
    let to = ((row - (row % ROWS)) * each + (row % ROWS)) * WORDS;
    for (let chunk = 0; chunk < each; chunk++, to += ROWS * WORDS) {
      const one = (packed[to] = from[at++]!);
      const two = (packed[to + 1] = from[at++]!);
      sum += absolutes(one) + absolutes(two);
    }
    largest = Math.max(largest, sum);
  }
  return { packed: new Uint8Array(packed.buffer), largest };
}

/** Returns the sum of the absolute values of four 8-bit numbers. */
function absolutes(four: number): number {
  return (
    Math.abs((four << 24) >> 24) +
    Math.abs((four << 16) >> 24) +
    Math.abs((four << 8) >> 24) +
    Math.abs(four >> 24)
  );
}
