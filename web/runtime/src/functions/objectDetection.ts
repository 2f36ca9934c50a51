/** Pictures to boxes: what is where. */
import type { Alternative, Box, Detection, Explanation } from "../answer.js";
import type { Bundle } from "../bundle/bundle.js";
import type { Graph } from "../engine/graphs.js";
import { BundleDamagedError, OptionError } from "../errors.js";
import { letterbox, type Letterbox } from "../modalities/image/fitToSquare.js";
import type { Picture } from "../modalities/image/image.js";
import { decode, fits, heat } from "./nanodet.js";
import { spread, type Grid } from "../modalities/image/heatMap.js";
import { leastSure, type Asked, type Context, type Core, type Kind } from "./base.js";
import { holdGraph } from "../encoders/imageGraph.js";

const MARGIN = 116; // the grey that the network takes for nothing: its input's zero
const LEAST = 0.05; // of a box that tells how likely it is that something is there

/** Finds things in a picture. The twin of `vizsla/functions/detect.py`. */
export class Detector implements Core {
  readonly known = ["top", "threshold"] as const;

  private constructor(
    readonly bundle: Bundle,
    private readonly graph: Graph,
  ) {}

  static async open(bundle: Bundle, { graphs }: Context): Promise<Detector> {
    const graph = await holdGraph(bundle, graphs);
    const shapes = graph.outputs.map(({ shape }) => shape);
    const labels = bundle.manifest.labels.length;
    if (!fits(shapes, labels)) {
      graph.close();
      throw new BundleDamagedError(
        `${bundle.where}: the graph's outputs ${shapes.map((each) => each.join(" x ")).join(", ")} ` +
          `are not a detector's of ${labels} labels; publish the function anew`,
      );
    }
    return new Detector(bundle, graph);
  }

  async warmUp(): Promise<void> {
    await this.graph.prove();
  }

  dispose(): void {
    this.graph.close();
  }

  /** What is found with at least that score, the best first. */
  async boxes(picture: Picture, threshold: number): Promise<Box[]> {
    const fitted = this.#fit(picture);
    const found = decode(await this.graph.run(fitted.pixels), fitted, picture, threshold);
    return found.map(({ label, ...rest }) => ({
      label: this.bundle.manifest.labels[label]!.answer,
      ...rest,
    }));
  }

  async answer(picture: Picture, asked: Asked): Promise<Detection> {
    const { manifest } = this.bundle;
    const threshold = leastSure(manifest, asked);
    const calibrated = manifest.calibration !== null;
    // Below the threshold too, to say how likely it is that nothing is there.
    const every = await this.boxes(picture, Math.min(threshold, LEAST));
    const boxes = every.filter(({ score }) => score >= threshold);
    const best = boxes[0];
    if (!best) {
      const score = 1 - (every[0]?.score ?? 0);
      const sure = manifest.threshold.score !== null && score >= manifest.threshold.score;
      return { answer: null, score, sure, calibrated, alternatives: [], boxes };
    }
    const alternatives = new Map<string, Alternative>();
    for (const { label, score } of boxes) {
      if (!alternatives.has(label)) {
        alternatives.set(label, { answer: label, score, id: null, path: [] });
      }
    }
    return {
      answer: best.label,
      score: best.score,
      sure: true,
      calibrated,
      alternatives: [...alternatives.values()].slice(0, asked.top),
      boxes,
    };
  }

  async explain(picture: Picture, label: string | null): Promise<Explanation> {
    const { width, height } = picture;
    const asked = { top: 1, threshold: null, within: null };
    const wanted = label ?? (await this.answer(picture, asked)).answer;
    if (wanted === null) {
      return { label: null, width, height, heatMap: new Float32Array(width * height) };
    }
    const { labels, name } = this.bundle.manifest;
    const number = labels.findIndex(({ answer }) => answer === wanted);
    if (number < 0) {
      throw new OptionError(
        `label: ${JSON.stringify(wanted)}: ${JSON.stringify(name)} has no such label`,
      );
    }
    const fitted = this.#fit(picture);
    const grid = heat(await this.graph.run(fitted.pixels), number);
    const heatMap = spread(withoutMargin(grid, fitted), width, height, {
      left: 0,
      top: 0,
      width,
      height,
    });
    return { label: wanted, width, height, heatMap };
  }

  #fit(picture: Picture): Letterbox {
    return letterbox(picture, this.graph.side, MARGIN);
  }
}

/** A grid at the size of what the graph saw, without the margin around the picture. */
function withoutMargin(grid: Grid, { size, dx, dy }: Letterbox): Grid {
  const cell = Math.floor(size / grid.rows);
  const side = cell * grid.rows;
  const [rows, columns] = [side - 2 * dy, side - 2 * dx];
  const values = new Float64Array(rows * columns);
  for (let y = 0, to = 0; y < rows; y++) {
    const row = Math.floor((y + dy) / cell) * grid.columns;
    for (let x = 0; x < columns; x++) {
      values[to++] = grid.values[row + Math.floor((x + dx) / cell)]!;
    }
  }
  return { rows, columns, values };
}

export const detect: Kind = {
  name: "detect",
  open: (bundle, context) => Detector.open(bundle, context),
};
