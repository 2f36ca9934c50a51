/** Embeds tokens of texts, for `tests/web/test_text_encoder_twin.py` to compare with Python. */
import { readFileSync } from "node:fs";
import { ExactTransformer } from "../../src/encoders/text/exactTransformer.js";
import { serve } from "./serve.js";

let transformer: ExactTransformer | undefined;

await serve<{ weights: string; tokens: number[] }>(({ weights, tokens }) => {
  transformer ??= new ExactTransformer(readFileSync(weights), "the weights");
  return [...transformer.embed(tokens)];
});
