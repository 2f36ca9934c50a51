/** Finds phone numbers, by the formats of several countries, with a score for each. */
import sequences from "../../../../contract/text/sequences.json" with { type: "json" };
import { isDecimal } from "./characters.js";
import type { LanguagePack } from "./languagePack.js";
import type { SourceText } from "./sourceText.js";
import { BOUNDARY, byPlace, EASTERN, NO_BOUNDARY } from "./textPatterns.js";
import type { Tokens } from "./textTokens.js";

const BOUNDARIES: Readonly<Record<string, string>> = {
  "{B}": `(?:${BOUNDARY}|(?<=[${EASTERN}]))`,
  "{N}": `(?:${NO_BOUNDARY}|(?<=[${EASTERN}]))`,
  "{E}": `(?:${BOUNDARY}|(?=[${EASTERN}]))`,
};
const LIKELY = /(?:[0-9]{1,4}[^\n]){2,4}\s?[0-9]{2,3}/;
const SOCIAL_SECURITY = /^[0-9]{3}-[0-9]{2}-[0-9]{4}$/;
const HEXADECIMAL = /[0-9A-Fa-f]{2}(?:\s[0-9A-Fa-f]{2}){7}/g;
const DIALLING_OUT = /0(?:0|11)$/;
const FEWEST_DIGITS = 7;
const SHORT_CARD = 15; // digits of cards, and of their groups
const LONG_CARD = 16;
const CARD_PARTS = [3, 4];
const FRONT = 8; // characters before a number that are looked at
const LONGEST_NAME = 6; // tokens before a number that say what else it is
const SMALL_LETTER = /[a-z\u00df-\u00f6\u00f8-\u00ff\u0153]/; // of the languages that are known
const AFTER_OTHERS = "/+#*:%";
const AFTER_WORD = new RegExp(`[A-Za-z${EASTERN}]\\s*$`);
const PLAIN_DIGITS = 11; // a longer number without separators is less likely one

// How the reference scores a number; the figures are its own.
const COUNTRY_CODE = /^(?:\(\s?(?:\+\s?|00)[0-9]{1,3}\s?\)|(?:\+\s?|00)[0-9]{1,3})/;
const SEPARATORS = /[\s\-/.]+/g;
const TAIL = /([0-9])\1{2,10}$/;
const LONG_DIGITS = /[0-9]{5}[0-9]*/g;
const LOCAL_AMERICAN = /^[2-9][0-9]{2}\s?[-.]\s?[0-9]{4}$/;
const UNUSUAL = /^(?:[0-9]{5}-[0-9]{4}$|[^\n]*\)\.|0(?:0|11)-)/;
const DECIMALS = 6; // of a score

let formats: (readonly [country: string, RegExp])[] | undefined;

/** The place of a phone number, in characters, and its score. */
export type ReadPhone = readonly [start: number, end: number, score: number];
type Place = readonly [start: number, end: number];

/** Returns the phone numbers of a text; the language says after which words a number is none. */
export function readPhones(text: SourceText, tokens: Tokens, pack: LanguagePack): ReadPhone[] {
  const { shape } = text;
  if (!LIKELY.test(shape)) return [];
  const countries = countriesByPlace(shape);
  const masks = [...shape.matchAll(HEXADECIMAL)].map(({ index, 0: { length } }): Place => [
    index,
    index + length,
  ]);
  const found: ReadPhone[] = [];
  for (const [start, end] of merged([...countries.values()].map(([, place]) => place))) {
    const country = countries.get(`${start} ${end}`)?.[0];
    if (country === undefined) continue;
    const left = end - shape.slice(start, end).trimStart().length;
    const right = left + shape.slice(left, end).trim().length;
    const place = accepted(text, left, right, country, pack);
    if (!place || masks.some(([low, high]) => low <= place[0] && place[1] <= high)) continue;
    if (isNamedOtherwise(tokens, pack, place[0])) continue;
    found.push([...place, scoreOf(shape.slice(...place))]);
  }
  return found;
}

/** Returns the country of each place that looks like a number; of several the last. */
function countriesByPlace(shape: string): Map<string, readonly [country: string, Place]> {
  const found = new Map<string, readonly [string, Place]>();
  formats ??= sequences.phone.formats.map(([country, pattern]) => {
    const filled = pattern!.replace(/\{[BNE]\}/g, (mark) => BOUNDARIES[mark]!);
    return [country!, new RegExp(filled, "g")];
  });
  for (const [country, pattern] of formats) {
    for (const {
      index,
      0: { length },
    } of shape.matchAll(pattern)) {
      const end = index + length;
      if (length) found.set(`${index} ${end}`, [country, [index, end]]);
    }
  }
  return found;
}

/** Returns the longest runs that the places cover. */
function merged(places: readonly Place[]): Place[] {
  const runs: Place[] = [];
  for (const [start, end] of [...places].sort(byPlace)) {
    const last = runs.at(-1);
    if (last && start <= last[1]) runs[runs.length - 1] = [last[0], Math.max(end, last[1])];
    else runs.push([start, end]);
  }
  return runs;
}

/** Returns the place of a number whose surroundings let it be one. */
function accepted(
  text: SourceText,
  start: number,
  end: number,
  country: string,
  pack: LanguagePack,
): Place | null {
  const { shape } = text;
  const number = shape.slice(start, end);
  const after = shape.slice(end, end + 1);
  if (!mayBePhone(number, country) || (after && AFTER_OTHERS.includes(after))) return null;
  const before = start ? text.slice(start - 1, start) : " ";
  const last = Math.max(0, start - 1);
  const front = shape.slice(Math.max(0, last - FRONT), last);
  if ("-./+#*".includes(before)) {
    if (before !== "-" || number.search(SEPARATORS) < 0 || !front) return null;
    return accountedFor(text, front, start, end);
  }
  const isOther = (pack.tables.no_phone_after_sign ?? ",%").includes(before);
  return isOther || (before === ":" && !AFTER_WORD.test(front)) ? null : [start, end];
}

/** Returns the place of a number after a dash, by what stands before that. */
function accountedFor(text: SourceText, front: string, start: number, end: number): Place | null {
  const letter = text.slice(start - 2, start - 1);
  if (isDecimal(letter)) {
    const dialling = DIALLING_OUT.exec(front);
    return dialling && [start - 1 - dialling[0].length, end];
  }
  return SMALL_LETTER.test(letter) ? null : [start, end];
}

/** Says whether digits that have a phone number's form are not another kind of number. */
function mayBePhone(number: string, country: string): boolean {
  const digits = countDigits(number);
  if (digits === LONG_CARD) return number.startsWith("+");
  if (digits === SHORT_CARD) {
    return number.split(" ").some((part) => !CARD_PARTS.includes(countDigits(part)));
  }
  return (digits >= FEWEST_DIGITS || country === "it") && !SOCIAL_SECURITY.test(number);
}

/** Says whether the words before a number say that it is an account or a card. */
function isNamedOtherwise(tokens: Tokens, pack: LanguagePack, start: number): boolean {
  const at = tokens.findIndex((token) => token.start >= start);
  const table = pack.otherWords("phone_not_after");
  for (let first = Math.max(0, at - LONGEST_NAME); first < at; first++) {
    if (table.allAt(tokens, first).some(([stop]) => stop === at)) return true;
  }
  return false;
}

function scoreOf(number: string): number {
  let score = 0.3;
  if (COUNTRY_CODE.test(number)) score += 0.4;
  else if (number.includes("(")) score += 0.3;
  const separators = number.match(SEPARATORS) ?? [];
  if (separators.length) {
    score += Math.min(separators.length, 3) * 0.2;
    score -= separators.some(({ length }) => length > 1) ? 0.2 : 0;
    score -= number.includes("(") !== number.includes(")") ? 0.2 : 0;
  }
  score += LOCAL_AMERICAN.test(number) ? 0.15 : 0;
  score += Math.min(countDigits(number) - 8, 3) * 0.1;
  const tail = TAIL.exec(number);
  if (tail) score -= (tail[0].length - 2) * 0.1;
  if (/^[0-9]+$/.test(number)) score -= Math.max(number.length - PLAIN_DIGITS, 0) * 0.1;
  score -= UNUSUAL.test(number) ? 0.4 : 0;
  score -= Math.max((number.match(LONG_DIGITS) ?? []).length - 1, 0) * 0.1;
  return Number(Math.max(Math.min(score, 1), 0).toFixed(DECIMALS));
}

function countDigits(text: string): number {
  return text.replace(/[^0-9]/g, "").length;
}
