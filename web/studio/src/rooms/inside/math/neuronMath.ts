/** One neuron with one input: a weight, a bias, and what bends its line. */
export interface Neuron {
  /** m in y = m · x + b: how steep the line is. */
  readonly weight: number;
  /** b: how high the line is where x is 0. */
  readonly bias: number;
}

export type Activation = "none" | "relu" | "sigmoid";

/** Returns y = m · x + b. */
export function lineAt({ weight, bias }: Neuron, x: number): number {
  return weight * x + bias;
}

/** Returns what an activation function makes of a value. */
export function activate(activation: Activation, value: number): number {
  switch (activation) {
    case "none":
      return value;
    case "relu":
      return Math.max(0, value);
    case "sigmoid":
      return 1 / (1 + Math.exp(-value));
  }
}

/** Returns where the line crosses y = 0; null where it is level. */
export function bendAt({ weight, bias }: Neuron): number | null {
  return weight === 0 ? null : -bias / weight + 0;
}

/** Returns the neuron whose line is as high as wanted at x, with the same bias. */
export function throughAt(neuron: Neuron, x: number, y: number): Neuron {
  return x === 0 ? { ...neuron, bias: y } : { ...neuron, weight: (y - neuron.bias) / x };
}

/** Whether a line passes within a distance of all points. */
export function passes(
  neuron: Neuron,
  points: readonly (readonly [number, number])[],
  within: number,
): boolean {
  return points.every(([x, y]) => Math.abs(lineAt(neuron, x) - y) <= within + 1e-9);
}
