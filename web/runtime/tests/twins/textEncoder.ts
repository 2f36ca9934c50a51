/** Embeds texts, for `tests/web/test_text_encoder_twin.py` to compare with Python. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ExactTransformer } from "../../src/encoders/text/exactTransformer.js";
import { openTokenizer } from "../../src/encoders/text/openTokenizer.js";
import type { Tokenizer } from "../../src/encoders/text/tokenizer.js";
import { serve } from "./serve.js";

interface Request {
  readonly folder: string;
  /** The names of the files of weights and of the vocabulary. */
  readonly weights: string;
  readonly vocabulary: string;
  /** The tokens of a text, for its vector. */
  readonly tokens?: readonly number[];
  /** The words of a text, for their vectors, and the most tokens that are read of it. */
  readonly parts?: readonly string[];
  readonly most?: number;
}

interface Model {
  readonly transformer: ExactTransformer;
  readonly tokenizer: Tokenizer;
}

const models = new Map<string, Model>();

await serve<Request>(({ folder, weights, vocabulary, tokens, parts = [], most = 0 }) => {
  const model = models.get(folder) ?? open(folder, weights, vocabulary);
  models.set(folder, model);
  const { transformer, tokenizer } = model;
  if (tokens) return [...transformer.embed(tokens)];
  const cut = tokenizer.tokensOfParts(parts, most);
  const vectors = transformer.embedParts(cut.tokens, cut.counts, tokenizer.lead);
  return { counts: cut.counts, vectors: [...vectors] };
});

function open(folder: string, weights: string, vocabulary: string): Model {
  const read = (name: string) => readFileSync(join(folder, name));
  return {
    transformer: new ExactTransformer(read(weights), "the weights"),
    tokenizer: openTokenizer(
      vocabulary,
      read(vocabulary).toString(),
      read("code_points.json").toString(),
    ),
  };
}
