/** Embeds texts, for `tests/web/test_text_encoder_twin.py` to compare with Python. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CodePoints } from "../../src/encoders/text/codePoints.js";
import { ExactTransformer } from "../../src/encoders/text/exactTransformer.js";
import { WordPieces } from "../../src/encoders/text/wordPieces.js";
import { serve } from "./serve.js";

interface Request {
  readonly folder: string;
  /** The name of the file of weights. */
  readonly weights: string;
  /** The tokens of a text, for its vector. */
  readonly tokens?: readonly number[];
  /** The words of a text, for their vectors, and the most tokens that are read of it. */
  readonly parts?: readonly string[];
  readonly most?: number;
}

const transformers = new Map<string, ExactTransformer>();
let wordPieces: WordPieces | undefined;

await serve<Request>(({ folder, weights, tokens, parts = [], most = 0 }) => {
  const read = (name: string) => readFileSync(join(folder, name));
  const transformer =
    transformers.get(weights) ?? new ExactTransformer(read(weights), "the weights");
  transformers.set(weights, transformer);
  if (tokens) return [...transformer.embed(tokens)];
  wordPieces ??= new WordPieces(
    new CodePoints(read("code_points.json").toString()),
    read("vocabulary.txt").toString(),
  );
  const cut = wordPieces.tokensOfParts(parts, most);
  return { counts: cut.counts, vectors: [...transformer.embedParts(cut.tokens, cut.counts)] };
});
