/** A function that can be taught, with what it was taught. */
import type { Answer } from "../answer.js";
import type { Asked, Embedder } from "../functions/function.js";
import type { Embedding } from "../functions/embedding.js";
import type { Picture } from "../inputs/picture.js";

export interface Example {
  readonly embedding: Embedding;
  readonly file: { content: Uint8Array; type: string } | null;
}

export class Teachable {
  constructor(private readonly core: Embedder) {}
  teach(_label: string, _examples: Example[]): Promise<number> {
    return Promise.reject(new Error("not yet"));
  }
  forget(_label: string): boolean {
    return false;
  }
  counts(): Record<string, number> {
    return {};
  }
  export(): Promise<Uint8Array> {
    return Promise.reject(new Error("not yet"));
  }
  import(_content: Uint8Array): Promise<number> {
    return Promise.reject(new Error("not yet"));
  }
  async answer(picture: Picture, asked: Asked): Promise<Answer> {
    return this.core.answer(picture, asked);
  }
}
