/** Cuts a text into tokens: words, runs of digits, single symbols. */
import { kindOf, plainWord, type CharacterKind } from "./characters.js";
import { SourceText } from "./sourceText.js";

const LONGEST_WORD = 200; // characters: no table has a longer one
const MOST_KEPT = 2 ** 16; // words; one text has fewer
const plainWords = new Map<string, string>();

/** A piece of a text. */
export interface TextToken {
  /** Its letters in lower case, without accents and at their usual width. */
  readonly plain: string;
  /** Its characters. */
  readonly raw: string;
  /** Its first character's place in the text. */
  readonly start: number;
  readonly end: number;
  /** Whether white space stands before it. */
  readonly gap: boolean;
  /** `alone` is a Han or kana character. */
  readonly kind: "digits" | "word" | "alone" | "symbol";
  /** The token as phrases hold it: with a space before it where the text has one. */
  readonly key: string;
}

export type Tokens = readonly TextToken[];

/**
 * Returns the tokens of a text, in order; white space is in none of them.
 *
 * @param spaced whether the language parts words by spaces. If not, a space beside a Han or kana
 *     character means nothing.
 */
export function cutTokens(text: SourceText, spaced = true): TextToken[] {
  const tokens: TextToken[] = [];
  let before = 0;
  for (let start = 0; start < text.length;) {
    const kind = kindOf(text.code(start));
    let end = start + 1;
    if (kind === "digits" || kind === "word") {
      while (end < text.length && kindOf(text.code(end)) === kind) end++;
    }
    if (kind !== null) {
      const apart = spaced || (kind !== "alone" && tokens.at(-1)?.kind !== "alone");
      tokens.push(token(text, start, end, start > before && apart, kind));
      before = end;
    }
    start = end;
  }
  return tokens;
}

function token(
  text: SourceText,
  start: number,
  end: number,
  gap: boolean,
  kind: NonNullable<CharacterKind>,
): TextToken {
  const raw = text.slice(start, end);
  const plain = end - start <= LONGEST_WORD ? keptPlain(raw) : raw;
  return { plain, raw, start, end, gap, kind, key: gap ? ` ${plain}` : plain };
}

function keptPlain(raw: string): string {
  let plain = plainWords.get(raw);
  if (plain === undefined) {
    if (plainWords.size >= MOST_KEPT) plainWords.clear();
    plainWords.set(raw, (plain = plainWord(raw)));
  }
  return plain;
}
