/** Pictures to labels: the shipped classifiers, and every function that a user makes. */
import type { Alternative, Answer, Explanation } from "../answer.js";
import type { Bundle } from "../bundle/bundle.js";
import type { Head } from "../bundle/head.js";
import type { Taxonomy } from "../bundle/taxonomy.js";
import type { Graph, Output } from "../engine/graphs.js";
import { BundleDamagedError, OptionError } from "../errors.js";
import { cropAndResize, cropBox } from "../modalities/image/fitToSquare.js";
import type { Picture } from "../modalities/image/image.js";
import { embed, type Embedding } from "../encoders/embedding.js";
import { spread } from "../modalities/image/heatMap.js";
import { leastSure, type Asked, type Context, type Embedder, type Kind } from "./base.js";
import { holdGraph } from "../encoders/imageGraph.js";
import { distance, probabilities } from "./linearHead.js";

const LEAST_WITHIN = 0.5; // asked for one kind only, the answer is null unless that is likelier

/** Says which of its labels a picture shows. The twin of `vizsla/functions/classify.py`. */
export class Classifier implements Embedder {
  readonly known = ["top", "threshold", "within"] as const;
  readonly #within = new Map<string, boolean[]>();

  private constructor(
    readonly bundle: Bundle,
    private readonly graph: Graph,
    private readonly head: Head,
    private readonly taxonomy: Taxonomy | null,
  ) {}

  static async open(bundle: Bundle, { graphs }: Context): Promise<Classifier> {
    const head = await bundle.head();
    const taxonomy = await bundle.taxonomy();
    const graph = await holdGraph(bundle, graphs);
    const [output, ...more] = graph.outputs;
    if (more.length > 0 || output?.shape.length !== 4 || output.shape[3] !== head.channels) {
      graph.close();
      throw new BundleDamagedError(
        `${bundle.where}: the head takes ${head.channels} channels, and the graph gives ` +
          `${graph.outputs.map(({ shape }) => shape.join(" x ")).join(", ")}; publish the ` +
          "function anew",
      );
    }
    return new Classifier(bundle, graph, head, taxonomy);
  }

  get labels(): readonly string[] {
    return this.bundle.manifest.labels.map((each) => each.answer);
  }

  get graphSha256(): string {
    return this.graph.sha256;
  }

  async warmUp(): Promise<void> {
    await this.graph.prove();
  }

  dispose(): void {
    this.graph.close();
  }

  async answer(picture: Picture, asked: Asked): Promise<Answer> {
    if (asked.within !== null) this.within(asked.within); // a wrong call is told before any work
    return this.answerEmbedding(await this.embedding(picture), asked);
  }

  async embedding(picture: Picture): Promise<Embedding> {
    return embed(await this.#featureMap(picture, this.bundle.graph.crop));
  }

  /** The score of each label; `crop` is the share of the shorter side to keep. */
  async scores(picture: Picture, crop = this.bundle.graph.crop): Promise<Float64Array> {
    const embedding = embed(await this.#featureMap(picture, crop));
    return probabilities(this.head, embedding).subarray(0, this.bundle.manifest.labels.length);
  }

  answerEmbedding(embedding: Embedding, asked: Asked): Answer {
    const { manifest } = this.bundle;
    const scores = probabilities(this.head, embedding);
    let order = manifest.labels.map((_, number) => number);
    let { leastKnown } = manifest;
    if (asked.within !== null) {
      const allowed = this.within(asked.within);
      order = order.filter((number) => allowed[number]);
      leastKnown = Math.max(leastKnown, LEAST_WITHIN);
    }
    order.sort((one, other) => scores[other]! - scores[one]!);
    let sum = 0;
    for (const number of order) sum += scores[number]!;
    const known = Math.min(1, sum);
    const alternatives = order
      .slice(0, asked.top)
      .map((number) => this.#alternative(number, scores[number]!));
    const best = alternatives[0]!;
    const isKnown = known >= leastKnown;
    const score = isKnown ? best.score : 1 - known;
    return {
      answer: isKnown ? best.answer : null,
      score,
      sure: score >= leastSure(manifest, asked) && this.#alike(embedding),
      calibrated: manifest.calibration !== null,
      alternatives,
    };
  }

  /** The ids of the kinds above a label, and its own. */
  kinds(number: number): ReadonlySet<string> {
    const id = this.bundle.manifest.labels[number]!.id;
    if (id === null) return new Set();
    return this.taxonomy?.above(id) ?? new Set([id]);
  }

  /**
   * Which of the labels are of a kind.
   * @throws OptionError - the function knows no such kind.
   */
  within(word: string): readonly boolean[] {
    let found = this.#within.get(word);
    if (!found) {
      const kinds = this.taxonomy?.find(word) ?? [];
      found = this.bundle.manifest.labels.map(({ answer, id, path }, number) => {
        if (word === answer || word === id || path.includes(word)) return true;
        const above = this.kinds(number);
        return kinds.some((kind) => above.has(kind));
      });
      if (!found.includes(true)) {
        throw new OptionError(
          `within: ${JSON.stringify(word)}: ${JSON.stringify(this.bundle.manifest.name)} knows no ` +
            "such kind; use a label of its, or one from an alternative's path, such as 'dog'",
        );
      }
      this.#within.set(word, found);
    }
    return found;
  }

  async explain(picture: Picture, label: string | null): Promise<Explanation> {
    const { width, height } = picture;
    const { crop } = this.bundle.graph;
    const map = await this.#featureMap(picture, crop);
    let wanted = label;
    if (wanted === null) {
      const answer = this.answerEmbedding(embed(map), { top: 1, threshold: null, within: null });
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
    const grid = { rows: rows!, columns: columns!, values: this.#shares(map, number) };
    const heatMap = spread(grid, width, height, cropBox(width, height, crop));
    return { label: labels[number]!.answer, width, height, heatMap };
  }

  /** The head is linear in the mean: each place's share of the score is its product with the row. */
  #shares({ values, shape, zeroPoint }: Output, number: number): Float64Array {
    const { channels, weights } = this.head;
    const shares = new Float64Array(shape[1]! * shape[2]!);
    for (let place = 0, at = 0; place < shares.length; place++) {
      for (let channel = 0; channel < channels; channel++) {
        shares[place]! += (values[at++]! - zeroPoint) * weights[number * channels + channel]!;
      }
    }
    return shares;
  }

  async #featureMap(picture: Picture, crop: number): Promise<Output> {
    const [map] = await this.graph.run(cropAndResize(picture, this.graph.side, crop));
    return map!;
  }

  #alternative(number: number, score: number): Alternative {
    const { answer, id, path } = this.bundle.manifest.labels[number]!;
    const known = path.length === 0 && id !== null && this.taxonomy !== null;
    return { answer, score, id, path: known ? this.taxonomy!.path(id) : path };
  }

  #alike(embedding: Embedding): boolean {
    const { likeness } = this.bundle.manifest;
    if (likeness === null || this.head.centres === null) return true;
    return distance(this.head.centres, embedding) <= likeness.limit;
  }
}

export const classify: Kind = {
  name: "classify",
  open: (bundle, context) => Classifier.open(bundle, context),
};
