/** Images to boxes: which things are in an image, and where. */
import type { Alternative, Box, Detection, Explanation } from "../answer.js";
import type { Bundle } from "../bundle/bundle.js";
import { THRESHOLDS } from "../contract.js";
import { holdImageGraph, sideOf } from "../encoders/imageGraph.js";
import type { Graphs } from "../engine/graphs.js";
import type { Graph } from "../engine/sharedGraph.js";
import { BundleDamagedError, BundleTooNewError, OptionError } from "../errors.js";
import { letterbox, type Letterbox } from "../modalities/image/fitToSquare.js";
import { heatMapOf, type Grid } from "../modalities/image/heatMap.js";
import type { ImageValue } from "../modalities/image/image.js";
import {
  DEFAULT_OPTIONS,
  leastSureScore,
  type CheckedOptions,
  type FunctionCore,
  type Kind,
} from "./base.js";
import type { BoxDecoder } from "./boxDecoder.js";
import { nanodet } from "./nanodet.js";

/** The decoders. A new one joins here, with its file beside this one. */
const DECODERS: readonly BoxDecoder[] = [nanodet];

/** Finds things in an image. */
export class ObjectDetector implements FunctionCore<ImageValue, Detection> {
  readonly knownOptions = ["top", "threshold"] as const;

  private constructor(
    readonly bundle: Bundle,
    private readonly graph: Graph,
    private readonly decoder: BoxDecoder,
  ) {}

  /** @throws BundleDamagedError - the graph's outputs are not of the decoder's form. */
  static async open(bundle: Bundle, graphs: Graphs): Promise<ObjectDetector> {
    const decoder = decoderOf(bundle);
    const graph = await holdImageGraph(bundle, graphs);
    const shapes = graph.outputs.map(({ shape }) => shape);
    const labels = bundle.manifest.labels.length;
    if (!decoder.fits(shapes, labels)) {
      graph.close();
      throw new BundleDamagedError(
        `${bundle.where}: the graph's outputs ${shapes.map((each) => each.join(" x ")).join(", ")} ` +
          `are not a detector's of ${labels} labels; publish the function again`,
      );
    }
    return new ObjectDetector(bundle, graph, decoder);
  }

  async warmUp(): Promise<void> {
    await this.graph.runSelfTest();
  }

  close(): void {
    this.graph.close();
  }

  /** Returns the boxes with at least that score, the best first. */
  async boxes(image: ImageValue, threshold: number): Promise<Box[]> {
    const fitted = this.#fit(image);
    const outputs = await this.graph.run(fitted.pixels);
    const found = this.decoder.decode(outputs, fitted, image, threshold);
    return found.map(({ label, ...rest }) => ({
      label: this.bundle.manifest.labels[label]!.answer,
      ...rest,
    }));
  }

  async answer(image: ImageValue, options: CheckedOptions): Promise<Detection> {
    const { manifest } = this.bundle;
    const threshold = leastSureScore(manifest, options);
    const calibrated = manifest.calibration !== null;
    // Below the threshold too: they count against the score of the answer null.
    const every = await this.boxes(image, Math.min(threshold, THRESHOLDS.presence));
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
      alternatives: [...alternatives.values()].slice(0, options.top),
      boxes,
    };
  }

  /** Shows the scores of a label over the image; by default those of the answer. */
  async explain(image: ImageValue, label: string | null): Promise<Explanation> {
    const { width, height } = image;
    const wanted = label ?? (await this.answer(image, { ...DEFAULT_OPTIONS, top: 1 })).answer;
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
    const fitted = this.#fit(image);
    const grid = this.decoder.scoresByPlace(await this.graph.run(fitted.pixels), number);
    const whole = { left: 0, top: 0, width, height };
    const heatMap = heatMapOf(withoutMargin(grid, fitted), width, height, whole);
    return { label: wanted, width, height, heatMap };
  }

  #fit(image: ImageValue): Letterbox {
    return letterbox(image, sideOf(this.graph), this.decoder.grey);
  }
}

/** Returns a grid at the size of the graph's input, without the margin around the image. */
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

function decoderOf({ manifest, where }: Bundle): BoxDecoder {
  if (manifest.decoder === null) {
    throw new BundleDamagedError(
      `${where}: a function of kind '${manifest.kind}' needs a decoder, and its manifest names none; ` +
        "publish it again",
    );
  }
  const { name } = manifest.decoder;
  const found = DECODERS.find((each) => each.name === name);
  if (found) return found;
  throw new BundleTooNewError(
    `${where} has boxes in the form ${JSON.stringify(name.slice(0, 80))}, and this version of Vizsla ` +
      `knows ${DECODERS.map((each) => each.name).join(", ")}: npm install @vizsla/runtime@latest`,
  );
}

export const objectDetection: Kind<ImageValue> = {
  name: "object-detection",
  modality: "image",
  open: (bundle, { graphs }) => ObjectDetector.open(bundle, graphs),
};
