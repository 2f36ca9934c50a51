/** Gradient descent on a handful of points: a line learns to lie near them. */
import { lineAt, type Neuron } from "./neuronMath";

export type Point = readonly [x: number, y: number];

/** Returns the mean of the squared distances between the line and the points, up and down. */
export function lossOf(neuron: Neuron, points: readonly Point[]): number {
  const sum = points.reduce((total, [x, y]) => total + (lineAt(neuron, x) - y) ** 2, 0);
  return sum / points.length;
}

/** Returns by how much the loss rises for a little more weight, and for a little more bias. */
export function slopeOf(neuron: Neuron, points: readonly Point[]): Neuron {
  let weight = 0;
  let bias = 0;
  for (const [x, y] of points) {
    const off = 2 * (lineAt(neuron, x) - y);
    weight += off * x;
    bias += off;
  }
  return { weight: weight / points.length, bias: bias / points.length };
}

/** Returns the neuron after one step downhill. */
export function stepDown(neuron: Neuron, points: readonly Point[], rate: number): Neuron {
  const slope = slopeOf(neuron, points);
  return {
    weight: neuron.weight - rate * slope.weight,
    bias: neuron.bias - rate * slope.bias,
  };
}

/** Returns the neuron with the least loss, by solving for it; the points' x must differ. */
export function bestLine(points: readonly Point[]): Neuron {
  const n = points.length;
  const x = points.reduce((sum, each) => sum + each[0], 0) / n;
  const y = points.reduce((sum, each) => sum + each[1], 0) / n;
  const across = points.reduce((sum, each) => sum + (each[0] - x) ** 2, 0);
  const along = points.reduce((sum, each) => sum + (each[0] - x) * (each[1] - y), 0);
  const weight = across === 0 ? 0 : along / across;
  return { weight, bias: y - weight * x };
}

/**
 * Returns how low the loss is over a grid of weights and biases, 0 for the highest shown to 1 for
 * the lowest: row by row, from the largest bias down.
 */
export function lossMap(
  points: readonly Point[],
  weights: readonly [number, number],
  biases: readonly [number, number],
  cells: number,
): number[][] {
  const at = ([from, to]: readonly [number, number], n: number) =>
    from + ((n + 0.5) / cells) * (to - from);
  const losses = Array.from({ length: cells }, (_, row) =>
    Array.from({ length: cells }, (_, column) =>
      // A hill grows with the square of the distance: its root shows the valley, too.
      Math.sqrt(lossOf({ weight: at(weights, column), bias: at(biases, cells - 1 - row) }, points)),
    ),
  );
  const all = losses.flat();
  const [least, most] = [Math.min(...all), Math.max(...all)];
  return losses.map((row) => row.map((each) => (most - each) / (most - least || 1)));
}
