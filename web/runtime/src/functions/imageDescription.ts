/** Images to sentences: composed from what the detector and the classifier see. */
import type { Description, Explanation } from "../answer.js";
import type { Bundle } from "../bundle/bundle.js";
import { HEAD } from "../bundle/bundleNames.js";
import type { Head } from "../bundle/head.js";
import type { Embedding } from "../encoders/embedding.js";
import { BundleDamagedError, OptionError } from "../errors.js";
import { cropOf, type ImageValue } from "../modalities/image/image.js";
import {
  DEFAULT_OPTIONS,
  leastSureScore,
  type CheckedOptions,
  type FunctionCore,
  type Kind,
  type OpenContext,
} from "./base.js";
import { askedBoxes } from "./description/boxChoice.js";
import { boxCrop, LEAST_SCORE } from "./description/boxCrop.js";
import { classesFrom, type Classes } from "./description/classes.js";
import { detectedThing, type DetectedThing } from "./description/detectedThings.js";
import { describe } from "./description/sentence.js";
import { loadTables, type Tables } from "./description/tables.js";
import { tags } from "./description/tags.js";
import { ImageClassifier } from "./imageClassification.js";
import { logitsOf } from "./linearHead.js";
import { ObjectDetector } from "./objectDetection.js";

const CLASSIFIER = "image-classification";
const DETECTOR = "object-detection";

/** Says in a sentence what an image shows. */
export class ImageDescriber implements FunctionCore<ImageValue, Description> {
  readonly knownOptions = ["top", "threshold"] as const;
  private readonly tables: Tables = loadTables();
  private readonly classes: Classes;

  private constructor(
    readonly bundle: Bundle,
    private readonly classifier: ImageClassifier,
    private readonly detector: ObjectDetector,
    private readonly head: Head | null,
  ) {
    const { labels } = classifier.bundle.manifest;
    const above = new Map(
      labels.map(({ id }, number) => [id ?? "", classifier.kindsAbove(number)]),
    );
    this.classes = classesFrom(
      labels.map(({ id }) => id ?? ""),
      classifier.labels,
      (id) => above.get(id)!,
      this.tables,
    );
  }

  /** @throws BundleDamagedError - the functions that it is made of are not shipped, or of other kinds. */
  static async open(
    bundle: Bundle,
    { openShipped }: OpenContext<ImageValue>,
  ): Promise<ImageDescriber> {
    const part = async (kind: string): Promise<FunctionCore | null> => {
      const name = bundle.manifest.parts[kind];
      return name === undefined ? null : openShipped(name);
    };
    const [classifier, detector] = await Promise.all([part(CLASSIFIER), part(DETECTOR)]);
    if (classifier instanceof ImageClassifier && detector instanceof ObjectDetector) {
      // A bundle of an earlier version has none.
      const head = Object.hasOwn(bundle.manifest.files, HEAD) ? await bundle.head() : null;
      const describer = new ImageDescriber(bundle, classifier, detector, head);
      const { pictures } = describer.tables;
      const fits = head?.rows === pictures.length && head.channels === classifier.encoder.dimension;
      if (head === null || fits) return describer;
      describer.close();
      throw new BundleDamagedError(
        `${bundle.where}: ${HEAD} has the shape [${head.rows}, ${head.channels}], and the tables of ` +
          `descriptions know ${pictures.length} kinds of pictures; copy the bundle again`,
      );
    }
    classifier?.close();
    detector?.close();
    throw noPart(bundle, classifier instanceof ImageClassifier ? DETECTOR : CLASSIFIER);
  }

  async warmUp(): Promise<void> {
    await this.classifier.warmUp();
    await this.detector.warmUp();
  }

  close(): void {
    this.classifier.close();
    this.detector.close();
  }

  async answer(image: ImageValue, options: CheckedOptions): Promise<Description> {
    const { manifest } = this.bundle;
    const embedding = await this.classifier.encoder.embed(image);
    const scores = this.classifier.plainScoresOf(embedding);
    const pictures = this.head ? chancesOf(this.head, embedding) : null;
    const things = await this.#detect(image, scores);
    const { width, height } = image;
    const size = [width, height] as const;
    const sentence = describe(things, scores, this.classes, size, this.tables, pictures);
    const sure = sentence.score >= leastSureScore(manifest, options);
    return {
      answer: sentence.text,
      score: sentence.score,
      sure,
      likely: sure,
      novel: false,
      calibrated: manifest.calibration !== null,
      alternatives: [{ answer: sentence.text, score: sentence.score, id: null, path: [] }],
      tags: tags(things, scores, this.classes, this.tables),
    };
  }

  /** Shows the boxes of a tag; of one without boxes, the classifier's heat map. */
  async explain(image: ImageValue, label: string | null): Promise<Explanation> {
    const { width, height } = image;
    const answer = await this.answer(image, { ...DEFAULT_OPTIONS, top: 1 });
    const wanted = label ?? answer.tags[0]?.label ?? null;
    const heatMap = new Float32Array(width * height);
    if (wanted === null) return { label: null, width, height, heatMap };
    const known = answer.tags.filter((tag) => tag.label === wanted);
    if (known.length === 0) {
      throw new OptionError(
        `label: ${JSON.stringify(wanted)} is none of this image's tags; they are ` +
          (answer.tags.map((tag) => tag.label).join(", ") || "none"),
      );
    }
    const boxes = known.flatMap(({ box }) => (box ? [box] : []));
    if (boxes.length === 0 && this.classifier.labels.includes(wanted)) {
      return this.classifier.explain(image, wanted, null);
    }
    for (const box of boxes) {
      const right = Math.min(Math.trunc(box.x + box.width) + 1, width);
      const bottom = Math.min(Math.trunc(box.y + box.height) + 1, height);
      for (let y = Math.trunc(box.y); y < bottom; y++) {
        for (let x = Math.trunc(box.x), at = y * width + x; x < right; x++, at++) {
          heatMap[at] = Math.max(heatMap[at]!, box.score);
        }
      }
    }
    return { label: wanted, width, height, heatMap };
  }

  /** Detects things, and asks the classifier about those that its answer may change. */
  async #detect(image: ImageValue, whole: ArrayLike<number>): Promise<DetectedThing[]> {
    const { width, height } = image;
    const size = [width, height] as const;
    const boxes = await this.detector.boxes(image, LEAST_SCORE);
    const asked = askedBoxes(boxes, whole, size, this.classes, this.tables);
    const things: DetectedThing[] = [];
    for (const [number, box] of boxes.entries()) {
      let part: Float64Array | null = null;
      if (asked.has(number)) {
        part = await this.classifier.plainScores(cropOf(image, boxCrop(width, height, box)), 1);
      }
      things.push(detectedThing(box, part, whole, size, this.classes, this.tables));
    }
    return things;
  }
}

/** Returns how likely each of the head's rows is by itself. */
function chancesOf(head: Head, embedding: Embedding): Float64Array {
  return logitsOf(head, embedding).map((each) => 1 / (1 + Math.exp(-each)));
}

function noPart(bundle: Bundle, kind: string): BundleDamagedError {
  return new BundleDamagedError(
    `${bundle.where}: a function of kind 'image-description' needs one of kind '${kind}' that Vizsla ` +
      `ships, and names ${JSON.stringify(bundle.manifest.parts[kind])}; publish it again`,
  );
}

export const imageDescription: Kind<ImageValue> = {
  name: "image-description",
  modality: "image",
  open: (bundle, context) => ImageDescriber.open(bundle, context),
};
