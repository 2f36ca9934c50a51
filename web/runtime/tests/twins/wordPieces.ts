/** Cuts texts into pieces of words, for `tests/web/test_word_pieces_twin.py` to compare with Python. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CodePoints } from "../../src/encoders/text/codePoints.js";
import { WordPieces } from "../../src/encoders/text/wordPieces.js";
import { serve } from "./serve.js";

let wordPieces: WordPieces | undefined;

await serve<{ folder: string; texts: string[]; most: number }>(({ folder, texts, most }) => {
  const read = (name: string) => readFileSync(join(folder, name), "utf-8");
  wordPieces ??= new WordPieces(new CodePoints(read("code_points.json")), read("vocabulary.txt"));
  return texts.map((text) => wordPieces!.tokens(text, most));
});
