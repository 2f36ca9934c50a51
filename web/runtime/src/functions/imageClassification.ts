/** Images to labels: the shipped classifiers, and every function that a user makes of images. */
import type { Answer, Explanation } from "../answer.js";
import type { Bundle } from "../bundle/bundle.js";
import type { Head } from "../bundle/head.js";
import type { Taxonomy } from "../bundle/taxonomy.js";
import { WEIGHTS, weightTableOf, type WeightTable } from "../bundle/weightTable.js";
import { sumOver, withAdded, type Embedding } from "../encoders/embedding.js";
import { ImageEncoder } from "../encoders/imageEncoder.js";
import { openEncoder } from "../encoders/registry.js";
import type { Output } from "../engine/sharedGraph.js";
import { OptionError } from "../errors.js";
import { heatMapOf } from "../modalities/image/heatMap.js";
import type { ImageValue } from "../modalities/image/image.js";
import { DEFAULT_OPTIONS, type CheckedOptions, type Kind } from "./base.js";
import { Classifier } from "./classifier.js";
import type { Cells } from "./columnValues.js";
import { logitsOf, probabilitiesOf } from "./linearHead.js";
import { answerWithLabels } from "./multiLabelAnswers.js";

/** Says which of its labels an image shows, and where. */
export class ImageClassifier extends Classifier<ImageValue> {
  constructor(
    bundle: Bundle,
    override readonly encoder: ImageEncoder,
    head: Head,
    taxonomy: Taxonomy | null,
    weights: WeightTable | null,
  ) {
    super(bundle, encoder, head, taxonomy, weights);
  }

  /**
   * Returns the score of each label as it is without the calibration. Descriptions weigh these
   * against the detector's, by figures that were fitted on them.
   * @param crop - the share of the shorter side to keep.
   */
  async plainScores(image: ImageValue, crop?: number): Promise<Float64Array> {
    return this.plainScoresOf(await this.encoder.embed(image, crop));
  }

  /** Returns the same scores by an image's embedding. */
  plainScoresOf(embedding: Embedding): Float64Array {
    const { calibration, labels } = this.bundle.manifest;
    const plain = probabilitiesOf(this.head, embedding, calibration?.temperature ?? 1);
    return plain.subarray(0, labels.length);
  }

  /** Shows where in the image a label's score comes from; by default the answer's. */
  async explain(
    image: ImageValue,
    label: string | null,
    cells: Cells | null,
  ): Promise<Explanation> {
    const added = this.addedBy(cells);
    const { width, height } = image;
    const map = await this.encoder.featureMap(image);
    let wanted = label;
    if (wanted === null) {
      const answer = this.answerEmbedding(withAdded(sumOver(map), added), {
        ...DEFAULT_OPTIONS,
        top: 1,
      });
      if (answer.answer === null) {
        return { label: null, width, height, heatMap: new Float32Array(width * height) };
      }
      // Names repeat: where there is an id, it is the key.
      wanted = answer.alternatives[0]!.id ?? answer.answer;
    }
    const { labels, name } = this.bundle.manifest;
    const number = labels.findIndex(({ id, answer }) => wanted === id || wanted === answer);
    if (number < 0) {
      throw new OptionError(
        `label: ${JSON.stringify(wanted)}: ${JSON.stringify(name)} has no such label`,
      );
    }
    const [, rows, columns] = map.shape;
    const grid = { rows: rows!, columns: columns!, values: this.#contributions(map, number) };
    const heatMap = heatMapOf(grid, width, height, this.encoder.partSeen(image));
    const explained = { label: labels[number]!.answer, width, height, heatMap };
    if (added === null) return explained;
    const embedding = withAdded(sumOver(map), added);
    return { ...explained, features: this.reasons(embedding, number, cells) };
  }

  /** The head is linear in the mean: each position's share of the score is its product with the row. */
  #contributions({ values, shape, zeroPoint }: Output, number: number): Float64Array {
    const { channels, weights } = this.head;
    const shares = new Float64Array(shape[1]! * shape[2]!);
    for (let place = 0, at = 0; place < shares.length; place++) {
      for (let channel = 0; channel < channels; channel++) {
        shares[place]! += (values[at++]! - zeroPoint) * weights[number * channels + channel]!;
      }
    }
    return shares;
  }
}

/** Says which of its labels hold for an image, and where. */
class MultiLabelImageClassifier extends ImageClassifier {
  override readonly hasSeveralLabels = true;

  override answerEmbedding(embedding: Embedding, options: CheckedOptions): Answer {
    return answerWithLabels(this, embedding, options);
  }

  protected override logOdds(embedding: Embedding, row: number): number {
    return logitsOf(this.head, embedding)[row]!;
  }
}

const kindOf = (name: string, Type: typeof ImageClassifier): Kind<ImageValue> => ({
  name,
  modality: "image",
  features: [WEIGHTS],
  open: async (bundle, { graphs }) => {
    const head = await bundle.head();
    const taxonomy = await bundle.taxonomy();
    const weights = await weightTableOf(bundle, head.rows);
    const encoder = (await openEncoder(bundle, graphs)) as ImageEncoder;
    return new Type(bundle, encoder, head, taxonomy, weights);
  },
});

export const imageClassification = kindOf("image-classification", ImageClassifier);
export const multiLabelImageClassification = kindOf(
  "multi-label-image-classification",
  MultiLabelImageClassifier,
);
