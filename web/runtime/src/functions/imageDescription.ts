/** Images to sentences: composed from what the detector and the classifier see. */
import type { Description, Explanation } from "../answer.js";
import type { Bundle } from "../bundle/bundle.js";
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
import { boxCrop, LEAST_SCORE, MOST_CROPS } from "./description/boxCrop.js";
import {
  classesFrom,
  detectedThing,
  type Classes,
  type DetectedThing,
} from "./description/detectedThings.js";
import { describe } from "./description/sentence.js";
import { loadTables, type Tables } from "./description/tables.js";
import { tags } from "./description/tags.js";
import { ImageClassifier } from "./imageClassification.js";
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
      return new ImageDescriber(bundle, classifier, detector);
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
    const things = await this.#detect(image);
    const scores = await this.classifier.scores(image);
    const { width, height } = image;
    const sentence = describe(things, scores, this.classes, [width, height], this.tables);
    return {
      answer: sentence.text,
      score: sentence.score,
      sure: sentence.score >= leastSureScore(manifest, options),
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
      return this.classifier.explain(image, wanted);
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

  /** Detects things, and asks the classifier about the best of them. */
  async #detect(image: ImageValue): Promise<DetectedThing[]> {
    const things: DetectedThing[] = [];
    for (const [number, box] of (await this.detector.boxes(image, LEAST_SCORE)).entries()) {
      let scores: Float64Array | null = null;
      if (number < MOST_CROPS && this.tables.thing(box.label).kinds.length > 0) {
        const crop = cropOf(image, boxCrop(image.width, image.height, box));
        scores = await this.classifier.scores(crop, 1);
      }
      things.push(detectedThing(box, scores, this.classes, this.tables));
    }
    return things;
  }
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
