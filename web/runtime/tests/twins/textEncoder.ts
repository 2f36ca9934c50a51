/** Embeds texts, for `tests/web/test_text_encoder_twin.py` to compare with Python. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CodePoints } from "../../src/encoders/text/codePoints.js";
import { ExactTransformer } from "../../src/encoders/text/exactTransformer.js";
import { WordPieces } from "../../src/encoders/text/wordPieces.js";
import { serve } from "./serve.js";

interface Request {
  readonly folder: string;
  /** The tokens of a text, for its vector. */
  readonly tokens?: readonly number[];
  /** The words of a text, for their vectors, and the most tokens that are read of it. */
  readonly parts?: readonly string[];
  readonly most?: number;
}

let transformer: ExactTransformer | undefined;
let wordPieces: WordPieces | undefined;

await serve<Request>(({ folder, tokens, parts = [], most = 0 }) => {
  const read = (name: string) => readFileSync(join(folder, name));
  transformer ??= new ExactTransformer(read("all-minilm-l6-v2.safetensors"), "the weights");
  if (tokens) return [...transformer.embed(tokens)];
  wordPieces ??= new WordPieces(
    new CodePoints(read("code_points.json").toString()),
    read("vocabulary.txt").toString(),
  );
  const cut = wordPieces.tokensOfParts(parts, most);
  return { counts: cut.counts, vectors: [...transformer.embedParts(cut.tokens, cut.counts)] };
});
