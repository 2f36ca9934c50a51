/** Classifies values of any modality: an encoder makes an embedding, and a linear head scores labels. */
import type { Alternative, Answer, ExplainedFeature } from "../answer.js";
import type { Bundle } from "../bundle/bundle.js";
import type { Head } from "../bundle/head.js";
import type { Taxonomy } from "../bundle/taxonomy.js";
import { THRESHOLDS } from "../contract.js";
import type { Encoder } from "../encoders/base.js";
import type { WeightTable } from "../bundle/weightTable.js";
import { withAdded, type Embedding } from "../encoders/embedding.js";
import { BundleDamagedError, OptionError } from "../errors.js";
import {
  leastSureScore,
  type AnswerOptions,
  type CheckedOptions,
  type EmbedOptions,
  type EmbeddingFunction,
} from "./base.js";
import { logOddsOf, probabilitiesOf } from "./linearHead.js";
import { namesOfCells, type Cells } from "./columnValues.js";
import { noveltyOf } from "./novelty.js";
import { presenceOf } from "./presence.js";

/** The options that every classifier takes. */
export const OPTIONS = ["top", "threshold", "within", "columns"] as const;

/** Says which of its labels a value is of. */
export class Classifier<Value> implements EmbeddingFunction<Value> {
  readonly knownOptions: readonly (keyof AnswerOptions)[] = OPTIONS;
  readonly hasSeveralLabels: boolean = false;
  readonly #within = new Map<string, boolean[]>();

  /**
   * @throws BundleDamagedError - the head takes other embeddings than the encoder gives.
   */
  constructor(
    readonly bundle: Bundle,
    readonly encoder: Encoder<Value>,
    readonly head: Head,
    private readonly taxonomy: Taxonomy | null,
    private readonly weights: WeightTable | null = null,
  ) {
    if (encoder.dimension !== head.channels) {
      encoder.close();
      throw new BundleDamagedError(
        `${bundle.where}: the head takes ${head.channels} channels, and the encoder gives ` +
          `${encoder.dimension}; publish the function again`,
      );
    }
  }

  get labels(): readonly string[] {
    return this.bundle.manifest.labels.map((each) => each.answer);
  }

  async warmUp(): Promise<void> {
    await this.encoder.warmUp();
  }

  close(): void {
    this.encoder.close();
  }

  async answer(value: Value, options: CheckedOptions): Promise<Answer> {
    // A wrong option is an error before any work.
    if (options.within !== null) this.labelsWithin(options.within);
    return this.answerEmbedding(await this.embed(value, options), options);
  }

  async embed(value: Value, { columns }: EmbedOptions): Promise<Embedding> {
    const added = this.addedBy(columns);
    return withAdded(await this.encoder.embed(value), added);
  }

  /**
   * Returns what cells of columns, and what rules found, add to the head's outputs; null for nothing.
   * @throws OptionError - a column is not known, or a cell is neither a text nor a number.
   */
  protected addedBy(columns: Cells | null, byRule?: ReadonlySet<string>): Float64Array | null {
    const names = new Set([...this.namesOf(columns).keys(), ...(byRule ?? [])]);
    return this.weights?.outputs(names) ?? null;
  }

  private namesOf(columns: Cells | null): Map<string, string> {
    const { features, name } = this.bundle.manifest;
    const known = features.flatMap((each) => each.columns);
    return namesOfCells(columns, known, name);
  }

  /** Returns the logarithm of the odds of one row of the head against all others. */
  protected logOdds(embedding: Embedding, row: number): number {
    return logOddsOf(this.head, embedding, row);
  }

  /** Returns how far each feature of an input speaks for a row, the strongest first. */
  protected reasons(
    embedding: Embedding,
    row: number,
    columns: Cells | null,
    byRule: ReadonlySet<string> = new Set(),
  ): readonly ExplainedFeature[] {
    const { names, weights } = this.weights ?? { names: [], weights: [] };
    const shown = new Map([...byRule].map((each) => [each, each]));
    this.namesOf(columns).forEach((each, name) => shown.set(name, each));
    const odds = this.logOdds(embedding, row);
    return names
      .flatMap((each, column) => {
        const name = shown.get(each);
        if (name === undefined) return [];
        const added = embedding.added!.map((sum, at) => sum - weights[at * names.length + column]!);
        const without = this.logOdds({ ...embedding, added }, row);
        return [{ name, logOdds: odds - without }];
      })
      .sort((one, other) => other.logOdds - one.logOdds);
  }

  answerEmbedding(embedding: Embedding, options: CheckedOptions): Answer {
    const { manifest } = this.bundle;
    const scores = probabilitiesOf(this.head, embedding);
    let order = manifest.labels.map((_, number) => number);
    let { leastKnown } = manifest;
    const allowed = options.within === null ? null : this.labelsWithin(options.within);
    if (allowed) {
      order = order.filter((number) => allowed[number]);
      leastKnown = Math.max(leastKnown, THRESHOLDS.within);
    }
    const likeliest = scores
      .subarray(0, manifest.labels.length)
      .reduce((best, each, number) => (each > scores[best]! ? number : best), 0);
    const presence = presenceOf(this.head, embedding, likeliest);
    order.sort((one, other) => scores[other]! - scores[one]!);
    let sum = 0;
    for (const number of order) sum += scores[number]!;
    const known = Math.min(1, sum);
    const alternatives = order
      .slice(0, options.top)
      .map((number) => this.alternative(number, presence * scores[number]!));
    const best = alternatives[0]!;
    const isPossible = scores.some((each) => each > 0); // else features exclude all labels
    const isKnown = isPossible && known >= leastKnown;
    const score = isKnown ? best.score : isPossible ? 1 - known : 0;
    const row = isKnown ? order[0]! : this.#otherRow(scores, allowed);
    const novel = this.isNovel(embedding, row, score);
    const sure = !novel && score >= leastSureScore(manifest, options);
    return {
      answer: isKnown ? best.answer : null,
      score,
      sure,
      likely: sure || (!novel && score >= (manifest.likely?.score ?? Infinity)),
      novel,
      calibrated: manifest.calibration !== null,
      alternatives,
    };
  }

  /** Returns the ids of the kinds above a label, and its own. */
  kindsAbove(number: number): ReadonlySet<string> {
    const id = this.bundle.manifest.labels[number]!.id;
    if (id === null) return new Set();
    return this.taxonomy?.above(id) ?? new Set([id]);
  }

  /**
   * Returns for each label whether it is of a kind.
   * @throws OptionError - the function knows no such kind.
   */
  labelsWithin(word: string): readonly boolean[] {
    let found = this.#within.get(word);
    if (!found) {
      const kinds = this.taxonomy?.find(word) ?? [];
      found = this.bundle.manifest.labels.map(({ answer, id, path }, number) => {
        if (word === answer || word === id || path.includes(word)) return true;
        const above = this.kindsAbove(number);
        return kinds.some((kind) => above.has(kind));
      });
      if (!found.includes(true)) {
        throw new OptionError(
          `within: ${JSON.stringify(word)}: ${JSON.stringify(this.bundle.manifest.name)} knows no ` +
            'such kind; use one of its labels, or a kind from an alternative\'s path, such as "dog"',
        );
      }
      this.#within.set(word, found);
    }
    return found;
  }

  /** Returns a label as an alternative. */
  alternative(number: number, score: number): Alternative {
    const { answer, id, path } = this.bundle.manifest.labels[number]!;
    const known = path.length === 0 && id !== null && this.taxonomy !== null;
    return { answer, score, id, path: known ? this.taxonomy!.path(id) : path };
  }

  /** Returns the head's likeliest row that is none of the labels that may be the answer. */
  #otherRow(scores: Float64Array, allowed: readonly boolean[] | null): number {
    const labels = this.bundle.manifest.labels.length;
    let found = 0;
    let most = -1;
    for (let row = 0; row < scores.length; row++) {
      const mayBeAnswer = row < labels && (allowed === null || allowed[row]!);
      if (!mayBeAnswer && scores[row]! > most) [found, most] = [row, scores[row]!];
    }
    return found;
  }

  /** Whether an input is unlike the training examples of a row. */
  isNovel(embedding: Embedding, row: number, score: number): boolean {
    const { novelty } = this.bundle.manifest;
    const { prototypes } = this.head;
    if (novelty === null || prototypes === null) return false;
    return noveltyOf(prototypes, embedding, row, score, novelty.scoreWeight) > novelty.limit;
  }
}
