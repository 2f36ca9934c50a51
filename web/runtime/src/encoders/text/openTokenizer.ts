/** Opens the tokenizer of a model. */
import { CodePoints } from "./codePoints.js";
import type { Tokenizer } from "./tokenizer.js";
import { UnigramPieces } from "./unigramPieces.js";
import { WordPieces } from "./wordPieces.js";

/**
 * Returns the tokenizer of a model.
 * @param name the name of the vocabulary's file: SentencePiece's ends with .json, WordPiece's with .txt.
 * @param vocabulary its content.
 * @param codePoints the content of `code_points.json`.
 */
export function openTokenizer(name: string, vocabulary: string, codePoints: string): Tokenizer {
  const folding = new CodePoints(codePoints);
  return name.endsWith(".json")
    ? new UnigramPieces(folding, vocabulary)
    : new WordPieces(folding, vocabulary);
}
