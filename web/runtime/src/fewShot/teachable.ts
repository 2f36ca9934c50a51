/** A function with what a person taught it. */
import type { Answer } from "../answer.js";
import { sha256 } from "../bytes/sha256.js";
import type { Embedding } from "../encoders/embedding.js";
import type { Asked, Embedder } from "../functions/base.js";
import type { Picture } from "../modalities/image/image.js";
import { exportTaught, importTaught, type Facts } from "./taughtArchive.js";
import { withTaught } from "./mergeAnswers.js";
import { Personal, type TaughtExample } from "./fewShotLabels.js";

/** A picture to learn from: its embedding, and its file where there is one. */
export interface Example {
  readonly embedding: Embedding;
  readonly file: { readonly content: Uint8Array; readonly type: string } | null;
}

export class Teachable {
  readonly #personal = new Personal();

  constructor(private readonly core: Embedder) {}

  /** @returns how many pictures of the label there are now. */
  async teach(label: string, examples: readonly Example[]): Promise<number> {
    return this.#personal.teach(label, await Promise.all(examples.map(kept)));
  }

  /** @returns false where there is no such label. */
  forget(label: string): boolean {
    return this.#personal.forget(label);
  }

  counts(): Record<string, number> {
    return { ...this.#personal.counts() };
  }

  export(): Promise<Uint8Array> {
    return Promise.resolve(exportTaught(this.#personal, this.#facts()));
  }

  /** @returns how many pictures are new. */
  async import(content: Uint8Array): Promise<number> {
    return this.#personal.merge(await importTaught(content, this.#facts()));
  }

  async answer(picture: Picture, asked: Asked): Promise<Answer> {
    const embedding = await this.core.embedding(picture);
    const own = this.core.answerEmbedding(embedding, asked);
    const answer = withTaught(own, this.#personal.judge(embedding.sums), asked.top);
    const isTaught = answer.answer !== own.answer || answer.score !== own.score;
    if (!isTaught || asked.threshold === null) return answer;
    return { ...answer, sure: answer.score >= asked.threshold };
  }

  #facts(): Facts {
    return { function: this.core.bundle.manifest.name, graph: this.core.graphSha256 };
  }
}

async function kept({ embedding, file }: Example): Promise<TaughtExample> {
  const { sums, factor } = embedding;
  // Without a file the embedding is what tells two pictures apart.
  const key = file?.content ?? new Uint8Array(sums.buffer, sums.byteOffset, sums.byteLength);
  return {
    embedding: sums,
    factor,
    picture: file?.content ?? null,
    type: file?.type ?? "",
    sha256: await sha256(key),
  };
}
