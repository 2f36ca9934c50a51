/**
 * Finds the entities that were learnt from marked texts: one tag a token, the best row of tags.
 *
 * The twin of `vizsla/features/sequence_tagger.py`: the same sums, and of equal ones the lower tag.
 */

const IMPOSSIBLE = -(2 ** 52); // below any sum of scores, and still exact in float64

/** The vectors of a text's first words, word by word; those of the words behind are zero. */
export interface WordVectors {
  readonly numbers: Float64Array;
  readonly width: number;
}

/** An entity that the tagger found. */
export interface TaggedSpan {
  /** The number of its first token. */
  readonly start: number;
  readonly end: number;
  /** The number of what it is. */
  readonly kind: number;
  /** The least probability of the tags of its tokens, 0 to 1. */
  readonly score: number;
}

/** A tagger's whole numbers. */
export interface TaggerWeights {
  /** The number of each feature's row in `sparse`. */
  readonly features: ReadonlyMap<string, number>;
  /** tags x dimension. */
  readonly dense: Int16Array;
  /** features x tags. */
  readonly sparse: Int16Array;
  /** One for each tag. */
  readonly bias: Int32Array;
  /** The whole numbers of a token's vector to 1. */
  readonly vectorUnit: number;
  /** The whole numbers of a weight to 1. */
  readonly weightUnit: number;
}

/**
 * A linear tagger over the vectors and the features of tokens.
 *
 * Tag 0 is "no entity"; tags `2 k + 1` and `2 k + 2` begin and go on with an entity of kind `k`.
 */
export class SequenceTagger {
  constructor(private readonly weights: TaggerWeights) {}

  /**
   * Returns the entities of a text, from left to right, none within another.
   * @param features of each token its features; those that training did not see do not count.
   */
  find(vectors: WordVectors, features: readonly (readonly string[])[]): TaggedSpan[] {
    if (!features.length) return [];
    const scores = features.map((names, at) => this.#scores(vectors, at, names));
    const tags = bestRow(scores);
    const unit = this.weights.vectorUnit * this.weights.weightUnit;
    const found: TaggedSpan[] = [];
    for (let start = 0, end: number; start < tags.length; start = end) {
      end = start + 1;
      const begun = tags[start]!;
      if (!begun) continue;
      const kind = Math.floor((begun - 1) / 2);
      while (end < tags.length && tags[end] === 2 * kind + 2) end++;
      let score = 1;
      for (let at = start; at < end; at++) {
        score = Math.min(score, probability(scores[at]!, tags[at]!, unit));
      }
      found.push({ start, end, kind, score });
    }
    return found;
  }

  /** Returns the scores of a token's tags: whole numbers. */
  #scores({ numbers, width }: WordVectors, token: number, names: readonly string[]): Float64Array {
    const { features, dense, sparse, bias, vectorUnit } = this.weights;
    const scores = Float64Array.from(bias);
    for (const name of names) {
      const row = features.get(name);
      if (row === undefined) continue;
      for (let tag = 0; tag < scores.length; tag++) {
        scores[tag]! += sparse[row * scores.length + tag]!;
      }
    }
    const vector = numbers.subarray(token * width, (token + 1) * width);
    for (let tag = 0; tag < scores.length; tag++) {
      let product = 0;
      for (let at = 0; at < vector.length; at++) product += vector[at]! * dense[tag * width + at]!;
      scores[tag] = product + scores[tag]! * vectorUnit;
    }
    return scores;
  }
}

/** Returns the tags with the greatest sum in which no entity goes on that has not begun. */
function bestRow(scores: readonly Float64Array[]): number[] {
  let best = Float64Array.from(scores[0]!);
  for (let tag = 2; tag < best.length; tag += 2) best[tag] = IMPOSSIBLE;
  const before = scores.slice(1).map((own) => {
    const first = greatest(best);
    const came = new Int32Array(best.length).fill(first);
    for (let tag = 2; tag < best.length; tag += 2) {
      came[tag] = best[tag - 1]! >= best[tag]! ? tag - 1 : tag;
    }
    best = own.map((score, tag) => best[came[tag]!]! + score);
    return came;
  });
  const row = [greatest(best)];
  for (const came of before.reverse()) row.push(came[row.at(-1)!]!);
  return row.reverse();
}

/** Returns the place of the greatest number, of equal ones the first. */
function greatest(numbers: Float64Array): number {
  return numbers.reduce((best, each, at) => (each > numbers[best]! ? at : best), 0);
}

function probability(scores: Float64Array, tag: number, unit: number): number {
  const most = scores[greatest(scores)]! / unit;
  const sum = scores.reduce((total, each) => total + Math.exp(each / unit - most), 0);
  return Math.exp(scores[tag]! / unit - most) / sum;
}
