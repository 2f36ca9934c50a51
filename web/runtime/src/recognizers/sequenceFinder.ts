/** Finds addresses and marks that have one form in all languages: e-mail, URL, IP, GUID, tags. */
import sequences from "../../../../contract/text/sequences.json" with { type: "json" };
import type { EntityValue } from "./foundEntity.js";
import { numberText } from "./numberText.js";
import type { SourceText } from "./sourceText.js";
import {
  BOUNDARY,
  byPlace,
  EASTERN,
  eitherCase,
  endOfMatch,
  NOT_AFTER_WORD,
  NOT_BEFORE_POINTED_WORD,
  NOT_BEFORE_WORD,
} from "./textPatterns.js";

/** Its place in characters, and what it means. */
export type FoundSequence = readonly [start: number, end: number, EntityValue];

const LOCAL = /[A-Za-z0-9._\-!#$%&'*+/=?^{}|~]/;
const ALPHANUMERIC = /[A-Za-z0-9]/;
const IPV4 = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|0?[1-9][0-9]|0{0,2}[0-9])";
const ADDRESS = `(?<![A-Za-z0-9_.])${IPV4}(?:\\.${IPV4}){3}(?![A-Za-z0-9_])(?!\\.[0-9])`;
const IPV4_WHOLE = new RegExp(ADDRESS, "g");
const IPV4_HERE = new RegExp(ADDRESS, "y");
const HOST = /(?:[0-9A-Za-z][-0-9A-Za-z]{0,62}\.){1,20}/y;
const HOST_END = /[A-Za-z][-A-Za-z]{0,22}[A-Za-z]/y;
const WORD_LETTER = /[A-Za-z0-9_]/;
const IPV6_RUN = /[0-9A-Fa-f:]{2,45}/g;
const LONGEST_GROUP = 4; // hex digits
const GROUPS = 8;
const HASHTAG = /(?<!\S)#[a-zA-Z0-9_]+/g;
const MENTION = new RegExp(
  `@[a-zA-Z0-9_]+(?![a-zA-Z0-9_])${NOT_BEFORE_POINTED_WORD}${NOT_BEFORE_WORD}`,
  "g",
);
const HEX = "[A-Fa-f0-9]";
const GUID_CORE = `(?:${HEX}{8}(?:-${HEX}{4}){3}-${HEX}{12}|${HEX}{32})`;
const GUID = new RegExp(
  `${eitherCase("urn:uuid:")}${GUID_CORE}${NOT_BEFORE_WORD}` +
    `|%7[bB]${GUID_CORE}%7[dD]|[xX]'${GUID_CORE}'|\\{${GUID_CORE}\\}` +
    `|${NOT_AFTER_WORD}${GUID_CORE}${NOT_BEFORE_WORD}`,
  "g",
);
const BEFORE_URL = `(?:(?<=[\\s'"(\\[:\\uff1a${EASTERN}])|^)`;
const PROTOCOL = eitherCase("(?:(?:https?|ftp)://)");
const URL_END = "(?::[0-9]{1,5})?(?:[/#][-a-zA-Z0-9:%_+.~#?!&/=]*)?(?![-a-zA-Z0-9:%_+~#?!&/=@])";
const URL_OF_ADDRESS = new RegExp(
  `${BEFORE_URL}${PROTOCOL}(?:${IPV4}(?:\\.${IPV4}){3}|${eitherCase("localhost")})${URL_END}`,
  "g",
);
const URLS = [
  new RegExp(
    `(?:${BEFORE_URL}${PROTOCOL}?|${PROTOCOL})[a-zA-Z0-9][-a-zA-Z0-9._]{0,256}(?<![.])\\.` +
      `([a-zA-Z]{2,18})${URL_END}`,
    "g",
  ),
  new RegExp(
    `${eitherCase("(?:(?:ht|f)tps?://|www\\.)")}[-a-zA-Z0-9@:%._+~#=]{1,256}\\.` +
      `([a-zA-Z0-9()]{1,6})${BOUNDARY}[-a-zA-Z0-9()@:%_+.~#?&/=]*`,
    "g",
  ),
];
const TIME_OF_DAY = /^(?:1?[0-9]|2[0-3])\.[apAP][mM]$/;
const DOMAINS: ReadonlySet<string> = new Set(sequences.top_level_domains.split(" "));
const QUOTES = [
  ["\u201c", "\u201d"],
  ["\u2018", "\u2019"],
  ["\u00ab", "\u00bb"],
  ["\u300e", "\u300f"],
  ["\u300c", "\u300d"],
  ["\u201e", "\u201c"],
  ["`", "`"],
  ['"', '"'],
] as const;

/** Returns the e-mail addresses of a text. */
function emails({ shape }: SourceText): FoundSequence[] {
  const found: FoundSequence[] = [];
  let last = 0;
  for (let at = shape.indexOf("@"); at >= 0; at = shape.indexOf("@", at + 1)) {
    let start = at;
    while (start > last && LOCAL.test(shape[start - 1]!) && shape.slice(start - 1, start + 1) !== "..") start--; // prettier-ignore
    while (start < at && !ALPHANUMERIC.test(shape[start]!)) start++;
    if (start === at || !ALPHANUMERIC.test(shape[at - 1]!)) continue;
    const end = hostEnd(shape, at + 1);
    if (end < 0) continue;
    found.push([start, end, { value: shape.slice(start, end).toLowerCase() }]);
    last = end;
  }
  return found;
}

/** Returns where the name of a host ends, or an IP address in brackets; -1 without any. */
function hostEnd(shape: string, start: number): number {
  if (shape[start] === "[") {
    const end = endOfMatch(IPV4_HERE, shape, start + 1);
    return end >= 0 && shape[end] === "]" ? end + 1 : -1;
  }
  const end = endOfMatch(HOST, shape, start);
  for (let place = end - 1; place >= start; place--) {
    const last = shape[place] === "." ? endOfMatch(HOST_END, shape, place + 1) : -1;
    if (last >= 0) return last;
  }
  return -1;
}

/** Returns the URLs of a text. */
function urls({ shape }: SourceText): FoundSequence[] {
  if (!shape.includes(".") && !shape.includes("://")) return [];
  const places: [number, number][] = [];
  const matches = [URL_OF_ADDRESS, ...URLS].flatMap((pattern) => [...shape.matchAll(pattern)]);
  for (const { index, 0: whole, 1: domain } of matches) {
    const isKnown = domain === undefined || DOMAINS.has(domain.toLowerCase());
    if (!isKnown || TIME_OF_DAY.test(whole)) continue;
    places.push([index, index + whole.replace(/[.!?]+$/, "").length]); // the end of the sentence
  }
  places.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
  const found: FoundSequence[] = [];
  let last = 0;
  for (const [start, end] of places) {
    if (start < last) continue;
    found.push([start, end, { value: shape.slice(start, end).toLowerCase() }]);
    last = end;
  }
  return found;
}

/** Returns the IP addresses of a text, of both versions. */
function addresses({ shape }: SourceText): FoundSequence[] {
  const found: [start: number, end: number, version: string][] = [];
  for (const {
    index,
    0: { length },
  } of shape.matchAll(IPV4_WHOLE)) {
    found.push([index, index + length, "ipv4"]);
  }
  for (const { index: start, 0: run } of shape.matchAll(IPV6_RUN)) {
    const colonOfSentence = run.endsWith(":") && !run.endsWith("::");
    const end = start + run.length - (colonOfSentence ? 1 : 0);
    const around = (shape[start - 1] ?? "") + (shape[end] ?? "");
    if (isIpv6(shape.slice(start, end)) && !WORD_LETTER.test(around)) {
      found.push([start, end, "ipv6"]);
    }
  }
  found.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  return found.map(([start, end, version]) => {
    const mark = version === "ipv4" ? "." : ":";
    const parts = shape.slice(start, end).split(mark);
    const value = parts.map((part) => part.replace(/^0+(?=.)/, "")).join(mark);
    return [start, end, { type: version, value }];
  });
}

function isIpv6(text: string): boolean {
  const colons = text.split(":").length - 1;
  const shortened = text.split("::").length - 1;
  if (shortened > 1 || text.includes(":::") || colons < 2) return false;
  const groups = text.split(":").filter((group) => group !== "");
  if (groups.some(({ length }) => length > LONGEST_GROUP)) return false;
  if (shortened) return groups.length < GROUPS; // at least one is left out
  return groups.length === GROUPS && colons === GROUPS - 1;
}

/** Returns the GUIDs of a text, with the reference's score of their form. */
function guids({ shape }: SourceText): FoundSequence[] {
  return [...shape.matchAll(GUID)].map(({ index, 0: whole }) => {
    const value = whole.toLowerCase();
    let score = 1;
    if (!/^[u{%x]/.test(value)) score -= 0.1;
    if (!value.includes("-")) score -= 0.1;
    if (/^[0-9]+$/.test(value)) score -= 0.15;
    return [index, index + whole.length, { value, score: numberText(score) }];
  });
}

/** Returns what a pattern finds in a text, in lower case. */
function matchesOf(pattern: RegExp): (text: SourceText) => FoundSequence[] {
  return ({ shape }) =>
    [...shape.matchAll(pattern)].map(({ index, 0: whole }) => [
      index,
      index + whole.length,
      { value: whole.toLowerCase() },
    ]);
}

/** Returns what stands in quotation marks, with them. */
function quotations(text: SourceText): FoundSequence[] {
  const places: [number, number][] = [];
  for (const [opening, closing] of QUOTES) {
    let start = -1;
    for (let place = 0; place < text.length; place++) {
      const letter = text.shape[place];
      if (letter === closing && start >= 0) {
        if (place > start + 1) places.push([start, place + 1]);
        start = -1;
      } else if (letter === opening) {
        start = place;
      }
    }
  }
  places.sort(byPlace);
  return places.map(([start, end]) => [start, end, { value: text.slice(start, end) }]);
}

/** The finders of sequences by their kinds. */
export const SEQUENCES = {
  email: emails,
  guid: guids,
  hashtag: matchesOf(HASHTAG),
  ip: addresses,
  mention: matchesOf(MENTION),
  quotedText: quotations,
  url: urls,
};
