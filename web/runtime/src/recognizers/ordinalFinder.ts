/** Finds the ordinals of a text: the third, 30th, and those of a place: next, last but one. */
import type { CardinalReader } from "./cardinalReader.js";
import type { LanguagePack, RelativePlace } from "./languagePack.js";
import type { FoundPhrase } from "./phraseTable.js";
import type { Tokens } from "./textTokens.js";

/** An ordinal of a text. */
export interface ReadOrdinal {
  /** Its first token. */
  readonly start: number;
  /** The token after it. */
  readonly end: number;
  /** Its value, or the distance from a place. */
  readonly offset: number;
  /** The place: `start`, `end` or `current`. */
  readonly relativeTo: string;
}

/**
 * Returns the ordinals of a text, from left to right.
 *
 * @param relative whether next, last and the like count.
 */
export function readOrdinals(reader: CardinalReader, relative = true): ReadOrdinal[] {
  const { tokens, pack } = reader;
  const found: ReadOrdinal[] = [];
  for (let at = 0; at < tokens.length;) {
    if (!pack.ordinalWords.has(tokens[at]!.plain) && !pack.isNumberWord(tokens[at]!)) {
      at++;
      continue;
    }
    const place = counted(reader, tokens, at, pack) ?? pack.relativeOrdinals.longest(tokens, at);
    const ordinal =
      marked(reader, tokens, at, pack) ??
      inDigits(reader, tokens, at, pack) ??
      inWords(reader, tokens, at);
    if (place && (!ordinal || place[0] >= ordinal.end)) {
      const [end, [offset, relativeTo]] = place;
      if (relative && relativeTo !== "none") found.push({ start: at, end, offset, relativeTo });
      at = end;
    } else if (ordinal) {
      found.push(ordinal);
      at = ordinal.end;
    } else {
      at++;
    }
  }
  return found;
}

/** Returns a place that is counted from the end: the Chinese "from the end, the third". */
function counted(
  reader: CardinalReader,
  tokens: Tokens,
  at: number,
  pack: LanguagePack,
): FoundPhrase<RelativePlace> | null {
  for (const [before, after, first] of pack.numbers.counted_from_end ?? []) {
    const opening = pack.phrase(before).longest(tokens, at);
    const number = opening && reader.read(opening[0]);
    if (!number || number.value < first) continue;
    const closing = pack.phrase(after).longest(tokens, number.end);
    if (closing || !after) return [closing?.[0] ?? number.end, [first - number.value, "end"]];
  }
  return null;
}

/** Returns an ordinal that a sign before or after a cardinal makes. */
function marked(
  reader: CardinalReader,
  tokens: Tokens,
  at: number,
  pack: LanguagePack,
): ReadOrdinal | null {
  const before = pack.words("ordinal_before").longest(tokens, at);
  const mayFollow = !pack.words("ordinal_after").isEmpty;
  const number = before || mayFollow ? reader.read(before?.[0] ?? at) : null;
  if (!number || !Number.isInteger(number.value)) return null;
  const after = pack.words("ordinal_after").longest(tokens, number.end);
  if (!before && !after) return null;
  return fromStart(at, after?.[0] ?? number.end, number.value);
}

function inWords(reader: CardinalReader, tokens: Tokens, at: number): ReadOrdinal | null {
  if (tokens[at]!.kind === "digits" && isAfterWord(tokens, at)) return null;
  const read = reader.read(at, true);
  if (!read || read.value < 0 || !Number.isInteger(read.value)) return null;
  return fromStart(at, read.end, read.value);
}

function inDigits(
  reader: CardinalReader,
  tokens: Tokens,
  at: number,
  pack: LanguagePack,
): ReadOrdinal | null {
  if (tokens[at]!.kind !== "digits" || isAfterWord(tokens, at)) return null;
  const read = reader.digits.read(at);
  const mark = read && !read.pointed ? tokens[read.end] : undefined;
  if (!read || !mark || mark.gap) return null;
  const { end, value } = read;
  if (pack.ordinalSuffixes.has(mark.raw.toLowerCase())) return fromStart(at, end + 1, value);
  const follows = tokens[end + 1];
  const isPoint = mark.plain === "." && follows?.gap && follows.kind === "word" && at > 0;
  const words = pack.numbers.ordinal_point_after ?? [];
  return isPoint && words.includes(tokens[at - 1]!.plain) ? fromStart(at, end + 1, value) : null;
}

function isAfterWord(tokens: Tokens, at: number): boolean {
  return at > 0 && !tokens[at]!.gap && tokens[at - 1]!.kind === "word";
}

function fromStart(start: number, end: number, offset: number): ReadOrdinal {
  return { start, end, offset, relativeTo: "start" };
}
