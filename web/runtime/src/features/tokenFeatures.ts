/**
 * What a word's own letters and its neighbours say about it, for the tagger of entities.
 *
 * The twin of `vizsla/features/token_features.py`.
 */
import type { TextToken, Tokens } from "../recognizers/textTokens.js";

const NEAR = 2; // words on each side that count with their distance
const FAR = 4; // words before that count without it
const PART = 3; // letters of a beginning or an end
const SHAPE = 6; // letters of a shape
const OUTSIDE = "";

/**
 * Returns the features of each token, each named by a text.
 * @param marks of each token the names of what was found there otherwise, such as `list city`.
 */
export function tokenFeatures(tokens: Tokens, marks: readonly Iterable<string>[]): string[][] {
  const words = tokens.map(({ plain }) => plain);
  return tokens.map((token, at) => [
    ...ofNeighbours(words, at),
    ...ofWord(token),
    ...Array.from(marks[at]!, (name) => `mark ${name}`),
  ]);
}

function ofNeighbours(words: readonly string[], at: number): string[] {
  const found: string[] = [];
  for (let distance = -NEAR; distance <= NEAR; distance++) {
    found.push(`word ${distance} ${words[at + distance] ?? OUTSIDE}`);
  }
  if (at) found.push(`pair ${words[at - 1]} ${words[at]}`);
  for (let distance = NEAR + 1; distance <= FAR; distance++) {
    if (at >= distance) found.push(`far ${words[at - distance]}`);
  }
  return found;
}

function ofWord({ plain, kind }: TextToken): string[] {
  const letters = [...plain];
  const [begin, end] = [letters.slice(0, PART).join(""), letters.slice(-PART).join("")];
  return [`begin ${begin}`, `end ${end}`, `kind ${kind} ${Math.min(letters.length, SHAPE)}`];
}
