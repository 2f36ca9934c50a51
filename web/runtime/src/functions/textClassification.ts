/** Texts to labels: the functions that users train on texts. */
import type { Answer, ExplainedWord, Explanation } from "../answer.js";
import type { Bundle } from "../bundle/bundle.js";
import type { Head } from "../bundle/head.js";
import type { Taxonomy } from "../bundle/taxonomy.js";
import { WEIGHTS, weightTableOf, type WeightTable } from "../bundle/weightTable.js";
import { withAdded, type Embedding } from "../encoders/embedding.js";
import {
  isTextModelHeld,
  openTextEncoder,
  type SentenceEncoder,
} from "../encoders/text/textEncoder.js";
import { OptionError } from "../errors.js";
import type { FeatureFinder, FoundFeatures } from "../features/entityFinder.js";
import { missingOf, requirementsOf, type Requirements } from "../features/requirements.js";
import { SourceText } from "../recognizers/sourceText.js";
import {
  DEFAULT_OPTIONS,
  type AnswerOptions,
  type CheckedOptions,
  type EmbedOptions,
  type Kind,
} from "./base.js";
import { Classifier, OPTIONS } from "./classifier.js";
import type { Cells } from "./columnValues.js";
import { LEAST_ODDS, logitsOf } from "./linearHead.js";
import { answerWithLabels } from "./multiLabelAnswers.js";
import { ENTITIES, openFeatureFinder, withEntities, type LoadRecognizers } from "./textEntities.js";
import { termScoresOf, type TermScores } from "./textTerms.js";
import { wordsOf } from "./textWords.js";

const MOST_PARTS = 64; // words or, in a longer text, runs of words that are left out one by one
const LEAST_FALL = 1e-12;

const WORDS = "words"; // the feature's kind
const DATES = "datetimeV2."; // how the names of kinds of dates and times begin

/** What a function of texts looks at besides the embedding; null where it has none of these. */
interface TextFeatures {
  readonly terms: TermScores | null;
  readonly finder: FeatureFinder | null;
}

/** Says which of its labels a text is of, and because of which words. */
export class TextClassifier extends Classifier<string> {
  override readonly knownOptions: readonly (keyof AnswerOptions)[];
  readonly #found = new WeakMap<Embedding, readonly [SourceText, FoundFeatures]>();

  constructor(
    bundle: Bundle,
    override readonly encoder: SentenceEncoder,
    head: Head,
    taxonomy: Taxonomy | null,
    weights: WeightTable | null,
    private readonly features: TextFeatures,
  ) {
    super(bundle, encoder, head, taxonomy, weights);
    const kinds = [...(features.finder?.features.kinds.values() ?? [])].flat();
    const hasDates = kinds.some((kind) => kind.startsWith(DATES));
    this.knownOptions = [...OPTIONS, ...(hasDates ? (["reference", "zone"] as const) : [])];
  }

  get #requirements(): Requirements {
    const { finder } = this.features;
    return finder ? requirementsOf(finder.features, this.labels) : new Map<number, string[]>();
  }

  override async answer(text: string, options: CheckedOptions): Promise<Answer> {
    if (options.within !== null) this.labelsWithin(options.within);
    const embedding = await this.embed(text, options);
    return this.complete(this.answerEmbedding(embedding, options), embedding);
  }

  override async embed(text: string, options: EmbedOptions): Promise<Embedding> {
    const { terms, finder } = this.features;
    const source = new SourceText(text);
    const found = await finder?.find(source, options);
    const more = this.#excluding(this.addedBy(options.columns, found?.byRule), found?.byRule);
    const own = terms && terms.outputs(await this.encoder.words(text));
    const added = own && more ? own.map((each, row) => each + more[row]!) : (own ?? more);
    const embedding = { ...withAdded(await this.encoder.embed(text), added) };
    if (found) this.#found.set(embedding, [source, found]);
    return embedding;
  }

  /** Excludes the labels that require what a text does not have. */
  #excluding(
    added: Float64Array | null,
    byRule: ReadonlySet<string> = new Set(),
  ): Float64Array | null {
    const requirements = this.#requirements;
    const rows = [...requirements.keys()].filter(
      (row) => missingOf(requirements, row, byRule).length,
    );
    if (!rows.length) return added;
    const found = added ?? new Float64Array(this.head.rows);
    for (const row of rows) found[row] = -Infinity;
    return found;
  }

  /** Adds to an answer the entities that `embed` found. */
  complete(answer: Answer, embedding: Embedding): Answer {
    const [source, found] = this.#found.get(embedding) ?? [];
    return source && found ? withEntities(answer, source, found, this.features.finder!) : answer;
  }

  /** Shows which words speak for a label; by default the answer's. */
  async explain(text: string, label: string | null, columns: Cells | null): Promise<Explanation> {
    const words = wordsOf(text);
    const heatMap = new Float32Array(text.length);
    const wanted = label ?? (await this.#answered(text, columns));
    if (wanted === null) {
      return explained(null, heatMap, textsOf(text, words, new Float64Array(words.length)));
    }
    const { labels, name } = this.bundle.manifest;
    const row = labels.findIndex(({ id, answer }) => wanted === id || wanted === answer);
    if (row < 0) {
      throw new OptionError(
        `label: ${JSON.stringify(wanted)}: ${JSON.stringify(name)} has no such label`,
      );
    }
    const weights = await this.#weights(text, words, row, columns);
    words.forEach(([start, end], at) => heatMap.fill(weights[at]!, start, end));
    const plain = explained(labels[row]!.answer, heatMap, textsOf(text, words, weights));
    const embedding = await this.embed(text, { columns });
    if (!embedding.added) return plain;
    const byRule = this.#found.get(embedding)?.[1].byRule ?? new Set<string>();
    return {
      ...plain,
      features: this.reasons(embedding, row, columns, byRule),
      missing: missingOf(this.#requirements, row, byRule),
    };
  }

  /** Returns the answer's label, by its id where it has one: names repeat. */
  async #answered(text: string, columns: Cells | null): Promise<string | null> {
    const answer = await super.answer(text, { ...DEFAULT_OPTIONS, top: 1, columns });
    return answer.answer === null ? null : (answer.alternatives[0]!.id ?? answer.answer);
  }

  /** Returns how far the odds of a row fall when each word is left out, 1 for the most. */
  async #weights(
    text: string,
    words: readonly (readonly [number, number])[],
    row: number,
    columns: Cells | null,
  ): Promise<Float64Array> {
    const whole = this.logOdds(await this.embed(text, { columns }), row);
    const weights = new Float64Array(words.length);
    let most = LEAST_FALL;
    for (const [first, behind] of runs(words.length)) {
      const [start, end] = [words[first]![0], words[behind - 1]![1]];
      const without = `${text.slice(0, start)} ${text.slice(end)}`;
      const fall = Math.max(whole - this.logOdds(await this.embed(without, { columns }), row), 0);
      weights.fill(fall, first, behind);
      most = Math.max(most, fall);
    }
    return weights.map((each) => each / most);
  }
}

/** Says which of its labels hold for a text, and because of which words. */
class MultiLabelTextClassifier extends TextClassifier {
  override readonly hasSeveralLabels = true;

  override answerEmbedding(embedding: Embedding, options: CheckedOptions): Answer {
    return answerWithLabels(this, embedding, options);
  }

  protected override logOdds(embedding: Embedding, row: number): number {
    return Math.max(logitsOf(this.head, embedding)[row]!, LEAST_ODDS);
  }
}

/** Returns the runs of words that are left out together, as NumPy's `array_split` cuts them. */
function runs(words: number): (readonly [first: number, behind: number])[] {
  const parts = Math.min(words, MOST_PARTS);
  const [size, longer] = [Math.floor(words / parts), words % parts];
  return Array.from({ length: parts }, (_, at) => {
    const first = at * size + Math.min(at, longer);
    return [first, first + size + (at < longer ? 1 : 0)];
  });
}

function textsOf(
  text: string,
  words: readonly (readonly [number, number])[],
  weights: Float64Array,
): ExplainedWord[] {
  return words.map(([start, end], at) => ({
    text: text.slice(start, end),
    start,
    end,
    weight: weights[at]!,
  }));
}

function explained(
  label: string | null,
  heatMap: Float32Array,
  words: readonly ExplainedWord[],
): Explanation {
  return { label, width: heatMap.length, height: 1, heatMap, words };
}

/** Reads the table of terms; null for a function that looks at the embedding alone. */
async function termsOf(bundle: Bundle, rows: number): Promise<TermScores | null> {
  const feature = bundle.manifest.features.find(({ kind }) => kind === WORDS);
  if (!feature) return null;
  const { file } = feature;
  return termScoresOf(await bundle.read(file), `${bundle.where}: ${file}`, rows);
}

/**
 * Makes the kinds: with one label, and with several.
 * @param loadRecognizers loads the module `recognize` of the runtime, for functions whose entities need it.
 */
export function textClassification(loadRecognizers: LoadRecognizers): readonly Kind<string>[] {
  return [
    kindOf("text-classification", TextClassifier, loadRecognizers),
    kindOf("multi-label-text-classification", MultiLabelTextClassifier, loadRecognizers),
  ];
}

function kindOf(
  name: string,
  Type: typeof TextClassifier,
  loadRecognizers: LoadRecognizers,
): Kind<string> {
  return {
    name,
    modality: "text",
    features: [WORDS, ENTITIES, WEIGHTS],
    needsEngine: false,
    isSharedHeld: isTextModelHeld,
    open: async (bundle, context) => {
      const head = await bundle.head();
      const taxonomy = await bundle.taxonomy();
      const terms = await termsOf(bundle, head.rows);
      const weights = await weightTableOf(bundle, head.rows);
      const encoder = await openTextEncoder(bundle, context.readShared);
      try {
        const finder = await openFeatureFinder(bundle, encoder, loadRecognizers);
        return new Type(bundle, encoder, head, taxonomy, weights, { terms, finder });
      } catch (error) {
        encoder.close();
        throw error;
      }
    },
  };
}
