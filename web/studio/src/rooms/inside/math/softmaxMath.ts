/**
 * Returns the softmax of outputs: shares of 1, the larger the output the more than proportionally.
 * @param temperature - above 0; outputs are divided by it. Above 1 the shares become more alike,
 *   below 1 less.
 */
export function sharesOf(outputs: readonly number[], temperature = 1): number[] {
  const most = Math.max(...outputs);
  const powers = outputs.map((each) => Math.exp((each - most) / temperature));
  const sum = powers.reduce((total, each) => total + each, 0);
  return powers.map((each) => each / sum);
}
