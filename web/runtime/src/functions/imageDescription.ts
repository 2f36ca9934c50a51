/** Pictures to sentences: composed from what the detector and the classifier see. */
import type { Description, Explanation } from "../answer.js";
import type { Bundle } from "../bundle/bundle.js";
import { BundleDamagedError, OptionError } from "../errors.js";
import { part, type Picture } from "../modalities/image/image.js";
import { Classifier } from "./classification.js";
import { cutBox, LEAST_SCORE, MOST_LOOKS } from "./description/boxCrop.js";
import { describe as compose } from "./description/sentence.js";
import { loadTables, type Tables } from "./description/tables.js";
import { tags } from "./description/tags.js";
import { classesFrom, notice, type Classes, type Seen } from "./description/detectedThings.js";
import { Detector } from "./objectDetection.js";
import { leastSure, type Asked, type Context, type Core, type Kind } from "./base.js";

/** Says in a sentence what a picture shows. The twin of `vizsla/functions/describe.py`. */
export class Describer implements Core {
  readonly known = ["top", "threshold"] as const;
  private readonly tables: Tables = loadTables();
  private readonly classes: Classes;

  private constructor(
    readonly bundle: Bundle,
    private readonly classifier: Classifier,
    private readonly detector: Detector,
  ) {
    const { labels } = classifier.bundle.manifest;
    const above = new Map(labels.map(({ id }, number) => [id ?? "", classifier.kinds(number)]));
    this.classes = classesFrom(
      labels.map(({ id }) => id ?? ""),
      classifier.labels,
      (id) => above.get(id)!,
      this.tables,
    );
  }

  static async open(bundle: Bundle, context: Context): Promise<Describer> {
    const part = async (use: string): Promise<Core | null> => {
      const name = bundle.manifest.parts[use];
      return name === undefined ? null : context.shipped(name);
    };
    const [classifier, detector] = await Promise.all([part("classify"), part("detect")]);
    const wrong =
      classifier instanceof Classifier
        ? detector instanceof Detector
          ? null
          : "detect"
        : "classify";
    if (wrong !== null) {
      classifier?.dispose();
      detector?.dispose();
      throw noPart(bundle, wrong);
    }
    return new Describer(bundle, classifier as Classifier, detector as Detector);
  }

  async warmUp(): Promise<void> {
    await this.classifier.warmUp();
    await this.detector.warmUp();
  }

  dispose(): void {
    this.classifier.dispose();
    this.detector.dispose();
  }

  async answer(picture: Picture, asked: Asked): Promise<Description> {
    const { manifest } = this.bundle;
    const seen = await this.#see(picture);
    const scores = await this.classifier.scores(picture);
    const { width, height } = picture;
    const sentence = compose(seen, scores, this.classes, [width, height], this.tables);
    return {
      answer: sentence.text,
      score: sentence.score,
      sure: sentence.score >= leastSure(manifest, asked),
      calibrated: manifest.calibration !== null,
      alternatives: [{ answer: sentence.text, score: sentence.score, id: null, path: [] }],
      tags: tags(seen, scores, this.classes, this.tables),
    };
  }

  /** Shows the boxes of a tag; of one without boxes, what the classifier goes by. */
  async explain(picture: Picture, label: string | null): Promise<Explanation> {
    const { width, height } = picture;
    const answer = await this.answer(picture, { top: 1, threshold: null, within: null });
    const wanted = label ?? answer.tags[0]?.label ?? null;
    const heatMap = new Float32Array(width * height);
    if (wanted === null) return { label: null, width, height, heatMap };
    const known = answer.tags.filter((tag) => tag.label === wanted);
    if (known.length === 0) {
      throw new OptionError(
        `label: ${JSON.stringify(wanted)} is none of this picture's tags; they are ` +
          (answer.tags.map((tag) => tag.label).join(", ") || "none"),
      );
    }
    const boxes = known.flatMap(({ box }) => (box ? [box] : []));
    if (boxes.length === 0 && this.classifier.labels.includes(wanted)) {
      return this.classifier.explain(picture, wanted);
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

  async #see(picture: Picture): Promise<Seen[]> {
    const seen: Seen[] = [];
    for (const [number, box] of (await this.detector.boxes(picture, LEAST_SCORE)).entries()) {
      let scores: Float64Array | null = null;
      if (number < MOST_LOOKS && this.tables.thing(box.label).kinds.length > 0) {
        const cut = part(picture, cutBox(picture.width, picture.height, box));
        scores = await this.classifier.scores(cut, 1);
      }
      seen.push(notice(box, scores, this.classes, this.tables));
    }
    return seen;
  }
}

function noPart(bundle: Bundle, use: string): BundleDamagedError {
  return new BundleDamagedError(
    `${bundle.where}: a function of kind "describe" needs one that Vizsla ships to ${use} with, and ` +
      `names ${JSON.stringify(bundle.manifest.parts[use])}; publish it anew`,
  );
}

export const describe: Kind = {
  name: "describe",
  open: (bundle, context) => Describer.open(bundle, context),
};
