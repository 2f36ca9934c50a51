/** Sounds to labels: the functions that users train on recordings. */
import type { Answer, Explanation } from "../answer.js";
import type { Bundle } from "../bundle/bundle.js";
import type { Head } from "../bundle/head.js";
import type { Taxonomy } from "../bundle/taxonomy.js";
import { WEIGHTS, weightTableOf, type WeightTable } from "../bundle/weightTable.js";
import { withAdded, type Embedding } from "../encoders/embedding.js";
import {
  isSoundModelHeld,
  openSoundEncoder,
  type SoundEncoder,
} from "../encoders/sound/soundEncoder.js";
import { peakOf } from "../encoders/sound/soundModel.js";
import { OptionError } from "../errors.js";
import { RATE, type Sound } from "../modalities/audio/sound.js";
import { DEFAULT_OPTIONS, type CheckedOptions, type EmbedOptions, type Kind } from "./base.js";
import { Classifier } from "./classifier.js";
import type { Cells } from "./columnValues.js";
import { noveltyOf } from "./novelty.js";

const SILENT = 1e-3; // peak: -60 dB of full scale
const LIKE_EXAMPLES = 1; // the novelty of what is as near to examples as they are to one another
const MOST_PARTS = 24; // of a sound that is explained
const LEAST_PART = RATE / 10; // samples
const LEAST_FALL = 1e-12;

/** Says which of its labels a sound is of, and because of which part of it. */
class SoundClassifier extends Classifier<Sound> {
  readonly #silent = new WeakSet<Embedding>();

  constructor(
    bundle: Bundle,
    override readonly encoder: SoundEncoder,
    head: Head,
    taxonomy: Taxonomy | null,
    weights: WeightTable | null,
  ) {
    super(bundle, encoder, head, taxonomy, weights);
  }

  override async embed(sound: Sound, options: EmbedOptions): Promise<Embedding> {
    const embedding = { ...(await super.embed(sound, options)) };
    if (peakOf(sound.samples) < SILENT) this.#silent.add(embedding);
    return embedding;
  }

  override answerEmbedding(embedding: Embedding, options: CheckedOptions): Answer {
    const answer = super.answerEmbedding(embedding, options);
    if (!this.#silent.has(embedding) || !this.#isStrange(embedding)) return answer;
    return { ...answer, sure: false, likely: false, novel: true };
  }

  /** Whether silence is none of the labels: how high a score is does not count here. */
  #isStrange(embedding: Embedding): boolean {
    const { novelty } = this.bundle.manifest;
    const { prototypes } = this.head;
    if (novelty === null || prototypes === null) return true;
    const limit = Math.min(novelty.limit, LIKE_EXAMPLES);
    return this.head.bias.every((_, row) => noveltyOf(prototypes, embedding, row, 0.5, 0) > limit);
  }

  /** Shows which parts of a sound speak for a label; by default the answer's. */
  async explain(sound: Sound, label: string | null, columns: Cells | null): Promise<Explanation> {
    const embedding = await this.embed(sound, { columns });
    let wanted = label;
    if (wanted === null) {
      const answer = this.answerEmbedding(embedding, { ...DEFAULT_OPTIONS, top: 1 });
      if (answer.answer === null) return explained(null, new Float32Array(1));
      // Names repeat: where there is an id, it is the key.
      wanted = answer.alternatives[0]!.id ?? answer.answer;
    }
    const { labels, name } = this.bundle.manifest;
    const row = labels.findIndex(({ id, answer }) => wanted === id || wanted === answer);
    if (row < 0) {
      throw new OptionError(
        `label: ${JSON.stringify(wanted)}: ${JSON.stringify(name)} has no such label`,
      );
    }
    const added = this.addedBy(columns);
    const whole = this.logOdds(embedding, row);
    const count = Math.max(1, Math.min(MOST_PARTS, Math.floor(sound.samples.length / LEAST_PART)));
    const falls = new Float32Array(count);
    for (let part = 0; part < count; part++) {
      const without = { ...sound, samples: silenced(sound.samples, part, count) };
      const odds = this.logOdds(withAdded(await this.encoder.embed(without), added), row);
      falls[part] = Math.max(whole - odds, 0);
    }
    const most = falls.reduce((one, other) => Math.max(one, other), LEAST_FALL);
    const plain = explained(
      labels[row]!.answer,
      falls.map((each) => each / most),
    );
    return added === null ? plain : { ...plain, features: this.reasons(embedding, row, columns) };
  }
}

function explained(label: string | null, heatMap: Float32Array): Explanation {
  return { label, width: heatMap.length, height: 1, heatMap };
}

/** Returns a sound with silence in place of one of its equal parts, as NumPy's `array_split` cuts them. */
function silenced(samples: Float32Array, part: number, count: number): Float32Array {
  const [size, longer] = [Math.floor(samples.length / count), samples.length % count];
  const start = part * size + Math.min(part, longer);
  return samples.slice().fill(0, start, start + size + (part < longer ? 1 : 0));
}

export const soundClassification: Kind<Sound> = {
  name: "sound-classification",
  modality: "audio",
  features: [WEIGHTS],
  needsEngine: false,
  isSharedHeld: isSoundModelHeld,
  open: async (bundle, context) => {
    const head = await bundle.head();
    const taxonomy = await bundle.taxonomy();
    const weights = await weightTableOf(bundle, head.rows);
    const encoder = await openSoundEncoder(bundle, context.readShared);
    return new SoundClassifier(bundle, encoder, head, taxonomy, weights);
  },
};
