/** A function with the labels that a user taught it. */
import type { Answer } from "../answer.js";
import { sha256 } from "../bytes/sha256.js";
import type { Embedding } from "../encoders/embedding.js";
import type { CheckedOptions, EmbeddingFunction } from "../functions/base.js";
import type { SourceFile } from "../modalities/base.js";
import { FewShotLabels } from "./fewShotLabels.js";
import { mergeAnswers } from "./mergeAnswers.js";
import { exportTaught, importTaught } from "./taughtArchive.js";
import type { TaughtExample } from "./taughtExamples.js";
import type { FunctionFacts } from "./taughtListing.js";

/** An example to learn from: its embedding, and its file where there is one. */
export interface Example {
  readonly embedding: Embedding;
  readonly file: SourceFile | null;
}

export class Teachable {
  readonly #labels = new FewShotLabels();

  constructor(private readonly core: EmbeddingFunction) {}

  /** @returns how many examples of the label there are now. */
  async teach(label: string, examples: readonly Example[]): Promise<number> {
    return this.#labels.teach(label, await Promise.all(examples.map(taughtExample)));
  }

  /** @returns false where there is no such label. */
  forget(label: string): boolean {
    return this.#labels.forget(label);
  }

  counts(): Record<string, number> {
    return { ...this.#labels.counts() };
  }

  export(): Promise<Uint8Array> {
    return Promise.resolve(exportTaught(this.#labels, this.#facts()));
  }

  /** @returns how many examples are new. */
  async import(content: Uint8Array): Promise<number> {
    return this.#labels.merge(await importTaught(content, this.#facts()));
  }

  async answer(value: unknown, options: CheckedOptions): Promise<Answer> {
    const embedding = await this.core.embed(value, options);
    const label = this.core.answerEmbedding(embedding, options);
    const own = this.core.complete?.(label, embedding) ?? label;
    const answer = mergeAnswers(own, this.#labels.judge(embedding.sums), options.top);
    const isTaught = answer.answer !== own.answer || answer.score !== own.score;
    if (!isTaught || options.threshold === null) return answer;
    const sure = answer.score >= options.threshold;
    return { ...answer, sure, likely: sure };
  }

  #facts(): FunctionFacts {
    const { bundle, encoder } = this.core;
    return { function: bundle.manifest.name, graph: encoder.graphSha256 };
  }
}

async function taughtExample({ embedding, file }: Example): Promise<TaughtExample> {
  const { sums, factor } = embedding;
  // Without a file the embedding identifies the example.
  const key = file?.content ?? new Uint8Array(sums.buffer, sums.byteOffset, sums.byteLength);
  return {
    embedding: sums,
    factor,
    file: file?.content ?? null,
    type: file?.type ?? "",
    sha256: await sha256(key),
  };
}
