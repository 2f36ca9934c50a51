/** Cuts texts into pieces, for `tests/web/test_unigram_pieces_twin.py` to compare with Python. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CodePoints } from "../../src/encoders/text/codePoints.js";
import { UnigramPieces } from "../../src/encoders/text/unigramPieces.js";
import { serve } from "./serve.js";

interface Request {
  readonly folder: string;
  readonly most: number;
  /** Texts, for their tokens. */
  readonly texts?: readonly string[];
  /** The parts of a text, for their tokens and how many each has. */
  readonly parts?: readonly string[];
}

let pieces: UnigramPieces | undefined;

await serve<Request>(({ folder, most, texts, parts = [] }) => {
  const read = (name: string) => readFileSync(join(folder, name), "utf-8");
  pieces ??= new UnigramPieces(new CodePoints(read("code_points.json")), read("vocabulary.json"));
  if (texts) return texts.map((text) => pieces!.tokens(text, most));
  return pieces.tokensOfParts(parts, most);
});
