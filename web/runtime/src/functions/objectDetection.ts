/** Images to boxes: which things are in an image, and where. */
import type { Alternative, Box, Detection, Explanation } from "../answer.js";
import type { Bundle } from "../bundle/bundle.js";
import { MANIFEST } from "../bundle/bundleNames.js";
import { Fields } from "../bundle/fields.js";
import { holdImageGraph, sideOf } from "../encoders/imageGraph.js";
import type { Graph, Output } from "../engine/sharedGraph.js";
import { BundleDamagedError, BundleTooNewError, OptionError } from "../errors.js";
import { letterbox, stretchToSquare, type FittedImage } from "../modalities/image/fitToSquare.js";
import { heatMapOf, type Grid } from "../modalities/image/heatMap.js";
import { cropOf, type ImageValue } from "../modalities/image/image.js";
import { readImageInput } from "../modalities/image/imageInput.js";
import {
  DEFAULT_OPTIONS,
  leastSureScore,
  type CheckedOptions,
  type FunctionCore,
  type Kind,
  type OpenContext,
} from "./base.js";
import type { BoxDecoder } from "./boxDecoder.js";
import { BoxJudge, LEAST_SCORE, ownShare } from "./boxJudge.js";
import { boxCrop } from "./description/boxCrop.js";
import { ImageClassifier } from "./imageClassification.js";
import { nanodet } from "./nanodet.js";
import { ssd } from "./ssd.js";

/** The decoders. A new one joins here, with its file beside this one. */
const DECODERS: readonly BoxDecoder[] = [nanodet, ssd];

const CLASSIFIER = "image-classification";

type Fit = (image: ImageValue, size: number, fill: number) => FittedImage;
/** The parts of a detector. */
interface Parts {
  readonly graph: Graph;
  readonly decoder: BoxDecoder;
  readonly fit: Fit;
  /** The judge of boxes, and the classifier that it asks; null for the detector alone. */
  readonly judging: { readonly judge: BoxJudge; readonly classifier: ImageClassifier } | null;
}

/** Finds things in an image. */
export class ObjectDetector implements FunctionCore<ImageValue, Detection> {
  readonly knownOptions = ["top", "threshold"] as const;

  private constructor(
    readonly bundle: Bundle,
    private readonly parts: Parts,
  ) {}

  /**
   * @throws BundleDamagedError - the graph's outputs are not of the decoder's form, or the function
   *   that shall judge the boxes is no classifier.
   */
  static async open(
    bundle: Bundle,
    { graphs, openShipped }: OpenContext<ImageValue>,
  ): Promise<ObjectDetector> {
    const decoder = decoderOf(bundle);
    const fit = fitOf(bundle);
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
    const judging = await judgingOf(bundle, openShipped).catch((error: unknown) => {
      graph.close();
      throw error;
    });
    return new ObjectDetector(bundle, { graph, decoder, fit, judging });
  }

  async warmUp(): Promise<void> {
    await this.parts.graph.runSelfTest();
    await this.parts.judging?.classifier.warmUp();
  }

  close(): void {
    this.parts.graph.close();
    this.parts.judging?.classifier.close();
  }

  /** Returns the boxes with at least that score as the network finds them, the best first. */
  async boxes(image: ImageValue, threshold: number): Promise<Box[]> {
    const fitted = this.#fit(image);
    return this.#boxes(await this.parts.graph.run(fitted.pixels), fitted, image, threshold);
  }

  #boxes(
    outputs: readonly Output[],
    fitted: FittedImage,
    image: ImageValue,
    threshold: number,
  ): Box[] {
    const { labels, boxScores } = this.bundle.manifest;
    const found = this.parts.decoder.decode(outputs, fitted, image, threshold);
    return found.map(({ label: number, ...rest }) => {
      const box = { label: labels[number]!.answer, ...rest };
      return { ...box, sure: this.#isSure(boxScores ? ownShare(box, boxScores) : box.score) };
    });
  }

  #isSure(score: number): boolean {
    const published = this.bundle.manifest.threshold.score;
    return published !== null && score >= published;
  }

  async answer(image: ImageValue, options: CheckedOptions): Promise<Detection> {
    const { manifest } = this.bundle;
    const { graph, decoder, judging } = this.parts;
    const least =
      options.threshold ?? manifest.boxScores?.shown ?? leastSureScore(manifest, options);
    const fitted = this.#fit(image);
    const outputs = await graph.run(fitted.pixels);
    if (!judging) {
      const score = 1 - decoder.bestScore(outputs);
      const sure = manifest.boxScores === null && this.#isSure(score);
      const boxes = this.#boxes(outputs, fitted, image, least);
      return detectionOf(boxes, { score, sure }, options, false);
    }
    const { judge, classifier } = judging;
    const candidates = this.#boxes(outputs, fitted, image, Math.min(least, LEAST_SCORE));
    const judged = await judge.judge(candidates, (box) =>
      classifier.plainScores(cropOf(image, boxCrop(image.width, image.height, box)), 1),
    );
    const shown = judged
      .filter(({ score }) => score >= least)
      .map((box) => ({ ...box, sure: this.#isSure(box.score) }));
    const hidden = judged.find(({ score }) => score < least)?.score ?? 0;
    return detectionOf(shown, judge.nothing(hidden), options, true);
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
    const grid = this.parts.decoder.scoresByPlace(
      await this.parts.graph.run(fitted.pixels),
      number,
    );
    const whole = { left: 0, top: 0, width, height };
    const heatMap = heatMapOf(withoutMargin(grid, fitted), width, height, whole);
    return { label: wanted, width, height, heatMap };
  }

  #fit(image: ImageValue): FittedImage {
    const { fit, graph, decoder } = this.parts;
    return fit(image, sideOf(graph), decoder.grey);
  }
}

/** Returns the answer: the best box's label; null where there is no box. */
function detectionOf(
  boxes: readonly Box[],
  nothing: { score: number; sure: boolean },
  { top }: CheckedOptions,
  calibrated: boolean,
): Detection {
  const best = boxes[0];
  if (!best) {
    const likely = nothing.sure;
    return { answer: null, ...nothing, likely, novel: false, calibrated, alternatives: [], boxes };
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
    sure: best.sure,
    likely: best.sure,
    novel: false,
    calibrated,
    alternatives: [...alternatives.values()].slice(0, top),
    boxes,
  };
}

/** Opens the classifier that judges a bundle's boxes; null where there is none. */
async function judgingOf(
  bundle: Bundle,
  openShipped: OpenContext["openShipped"],
): Promise<Parts["judging"]> {
  const { boxScores, parts } = bundle.manifest;
  const name = parts[CLASSIFIER];
  if (boxScores === null || name === undefined) return null;
  const classifier = await openShipped(name);
  // None where this function is a part of another one, which judges for itself.
  if (classifier === null) return null;
  if (!(classifier instanceof ImageClassifier)) {
    classifier.close();
    throw new BundleDamagedError(
      `${bundle.where}: the part ${JSON.stringify(name)} is no function of kind '${CLASSIFIER}'; ` +
        "publish the function again",
    );
  }
  const above = classifier.labels.map((_, number) => classifier.kindsAbove(number));
  return { judge: new BoxJudge(boxScores, above), classifier };
}

/** Returns a grid at the size of the graph's input, without the margin around the image. */
function withoutMargin(grid: Grid, { size, width, height, dx, dy }: FittedImage): Grid {
  const values = new Float64Array(height * width);
  for (let y = 0, to = 0; y < height; y++) {
    const row = Math.floor(((dy + y) * grid.rows) / size) * grid.columns;
    for (let x = 0; x < width; x++) {
      values[to++] = grid.values[row + Math.floor(((dx + x) * grid.columns) / size)]!;
    }
  }
  return { rows: height, columns: width, values };
}

/** Returns the way in which a bundle's images get into the graph's square. */
function fitOf({ manifest, where }: Bundle): Fit {
  const input = new Fields(manifest.input, `${where}: ${MANIFEST}: input`);
  const { resize } = readImageInput(input);
  if (resize === "crop") input.refuse("resize", "must be one of letterbox, stretch");
  return resize === "letterbox" ? letterbox : stretchToSquare;
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
  open: (bundle, context) => ObjectDetector.open(bundle, context),
};
