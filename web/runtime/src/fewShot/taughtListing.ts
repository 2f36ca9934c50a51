/** Reads and writes `taught.json`: an export without its files. A stranger may have written one. */
import { TeachingError } from "../errors.js";
import { reason, shown } from "../bundle/json.js";
import { copyOf, viewOf } from "../bytes/bytes.js";
import { MOST_EXAMPLES, MOST_LABELS } from "./constants.js";
import { cleanLabel } from "./labelNames.js";
import type { TaughtExample, TaughtLabel } from "./taughtExamples.js";

const FORMAT = 1;
const MOST_CHANNELS = 16_384;
const SHA256 = /^[0-9a-f]{64}$/;
const NAME = /^[0-9a-f]{64}\.[a-z]{1,5}$/;
const TYPE = /^[a-z]+\/[a-z0-9.+-]{1,60}$/;

/** The function whose labels they are. */
export interface FunctionFacts {
  /** The function's name, for people. */
  readonly function: string;
  /** The sha256 of its backbone: another one's embeddings mean something else. */
  readonly graph: string;
}

/** An example in an export. */
export interface ListedExample {
  readonly sums: Float64Array;
  readonly factor: number;
  readonly sha256: string;
  /** Its file's name in the .zip; null where only the embedding was kept. */
  readonly file: string | null;
  /** Its media type; empty where it is not known. */
  readonly type: string;
}

/** Writes `taught.json`; `nameOf` gives the name of each example's file. */
export function writeListing(
  taught: readonly TaughtLabel[],
  facts: FunctionFacts,
  nameOf: (example: TaughtExample) => string | null,
): Uint8Array {
  const labels = taught.map(({ label, examples }) => ({
    label,
    examples: examples.map((each) => ({
      sums: packSums(each.embedding),
      factor: each.factor,
      sha256: each.sha256,
      file: nameOf(each),
      type: TYPE.test(each.type) ? each.type : "", // a browser may say anything
    })),
  }));
  const listing = { format: FORMAT, function: facts.function, backbone: facts.graph, labels };
  return new TextEncoder().encode(`${JSON.stringify(listing, null, 1)}\n`);
}

/**
 * Reads and checks `taught.json`.
 * @throws TeachingError - it is none, is of a later format, was taught to another backbone, or a
 * value in it is wrong.
 */
export function readListing(
  content: Uint8Array,
  facts: FunctionFacts,
): Map<string, ListedExample[]> {
  const listing = object(parsed(content), "taught.json");
  const { format, backbone } = listing;
  if (format !== FORMAT) {
    throw new TeachingError(
      `taught.json is of format ${shown(format)}, and this version reads ${FORMAT}; ` +
        "update @vizsla/runtime",
    );
  }
  if (backbone !== facts.graph) {
    throw new TeachingError(
      `this was taught to ${shown(listing.function)}, whose backbone is ${shown(backbone)}; ` +
        `${shown(facts.function)} has another, ${shown(facts.graph)}. Teach it from the images`,
    );
  }
  const labels = new Map<string, ListedExample[]>();
  let count = 0;
  for (const entry of list(listing.labels, MOST_LABELS, "labels")) {
    const { label: text, examples } = object(entry, "a label");
    const label = cleanLabel(text);
    if (labels.has(label)) throw damaged(`the label ${shown(label)} is there twice`);
    const found = list(examples, MOST_EXAMPLES, "examples").map(readExample);
    if (found.length === 0) throw damaged(`the label ${shown(label)} has no example`);
    labels.set(label, found);
    if ((count += found.length) > MOST_EXAMPLES) {
      throw damaged(`there are over ${MOST_EXAMPLES} examples`);
    }
  }
  return labels;
}

function readExample(value: unknown): ListedExample {
  const { sums, factor, sha256, file, type } = object(value, "an example");
  if (typeof factor !== "number" || !Number.isFinite(factor) || factor <= 0) {
    throw damaged(`a factor is ${shown(factor)}, not a number above 0`);
  }
  if (typeof sha256 !== "string" || !SHA256.test(sha256)) {
    throw damaged(`a sha256 is ${shown(sha256)}, not 64 hex digits`);
  }
  if (file !== null && (typeof file !== "string" || !NAME.test(file))) {
    throw damaged(`an example's file is ${shown(file)}, not its sha256 and an ending`);
  }
  if (typeof type !== "string" || (type !== "" && !TYPE.test(type))) {
    throw damaged(`a media type is ${shown(type)}`);
  }
  return { sums: unpackSums(sums), factor, sha256, file, type };
}

/** Writes whole numbers as 32 bits each, little-endian, in base64. */
function packSums(sums: Float64Array): string {
  const bytes = new Uint8Array(4 * sums.length);
  const view = viewOf(bytes);
  sums.forEach((each, at) => {
    view.setInt32(4 * at, each, true);
  });
  // Text by text: a call takes only so many arguments.
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function unpackSums(value: unknown): Float64Array {
  if (typeof value !== "string" || value.length > 6 * MOST_CHANNELS) {
    throw damaged(`an embedding is ${shown(value)}, not the base64 of its sums`);
  }
  let text: string;
  try {
    text = atob(value);
  } catch (cause) {
    throw damaged("an embedding is not base64", cause);
  }
  if (text.length === 0 || text.length % 4 !== 0) {
    throw damaged(`an embedding is ${text.length} bytes, not whole numbers of 4 each`);
  }
  const view = viewOf(Uint8Array.from(text, (letter) => letter.charCodeAt(0)));
  return Float64Array.from({ length: text.length / 4 }, (_, at) => view.getInt32(4 * at, true));
}

function parsed(content: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(copyOf(content)));
  } catch (cause) {
    throw damaged(`it is not JSON (${reason(cause)})`, cause);
  }
}

/** Returns an object's own fields, and nothing that it inherits. */
function object(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw damaged(`${what} is ${shown(value)}, not an object`);
  }
  return Object.assign(Object.create(null) as Record<string, unknown>, value);
}

function list(value: unknown, most: number, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw damaged(`${what} must be a list; it is ${shown(value)}`);
  if (value.length > most) throw damaged(`${what} are ${value.length}; the most is ${most}`);
  return value;
}

function damaged(why: string, cause?: unknown): TeachingError {
  return new TeachingError(`taught.json can't be used: ${why}. Export it again`, { cause });
}
