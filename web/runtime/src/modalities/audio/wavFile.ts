/** Reads a WAV file: samples of 8 to 32 bits, whole or float, as libsndfile gives them to Python. */
import { InputDamagedError, InputFormatError } from "../../errors.js";
import { oneChannel, type Recording } from "./sound.js";

const HEAD = 12; // bytes before the chunks: RIFF, the length, WAVE
const CHUNK = 8; // of a chunk before what it holds: the name and the length
const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;
const LEAST_FORM = 16;
const SUBFORMAT = 24; // where an extensible form has the kind of its samples
const UNFINISHED = 8; // the length in a file whose writer was stopped

interface Form {
  readonly tag: number;
  readonly channels: number;
  readonly rate: number;
  readonly bytes: number;
}

/** Reads a sample at a place. */
type ReadSample = (view: DataView, at: number) => number;

const READERS: Readonly<Record<number, Readonly<Record<number, ReadSample>>>> = {
  [PCM]: {
    1: (view, at) => (view.getUint8(at) - 128) / 2 ** 7,
    2: (view, at) => view.getInt16(at, true) / 2 ** 15,
    3: (view, at) => (view.getInt16(at + 1, true) * 256 + view.getUint8(at)) / 2 ** 23,
    4: (view, at) => Math.fround(view.getInt32(at, true)) / 2 ** 31,
  },
  [FLOAT]: {
    4: (view, at) => view.getFloat32(at, true),
    8: (view, at) => Math.fround(view.getFloat64(at, true)),
  },
};

/** Whether a file begins as WAV does. */
export function isWav(head: Uint8Array): boolean {
  return nameAt(head, 0) === "RIFF" && nameAt(head, 8) === "WAVE";
}

/**
 * Returns the sound of a WAV file as one channel, the mean of all. A file that ends too early gives what it
 * has.
 * @param name the file's, for messages.
 * @throws InputFormatError - its samples are of another kind.
 * @throws InputDamagedError - it says nothing of its samples, or has none.
 */
export function readWav(content: Uint8Array, name: string): Recording {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  let form: Form | null = null;
  for (let at = HEAD; at + CHUNK <= content.length;) {
    const start = at + CHUNK;
    const length = view.getUint32(at + 4, true);
    const chunk = nameAt(content, at);
    if (chunk === "fmt ") form = formAt(view, start, length, name);
    if (chunk === "data" && form) return samplesOf(view, start, length, form, name);
    at = start + length + (length % 2);
  }
  throw damaged(name, form ? "it has no samples" : "it does not say how its samples are coded");
}

function formAt(view: DataView, start: number, length: number, name: string): Form {
  if (length < LEAST_FORM || start + length > view.byteLength) {
    throw damaged(name, "it breaks off before its samples");
  }
  const plain = view.getUint16(start, true);
  const isExtensible = plain === EXTENSIBLE && length >= SUBFORMAT + 2;
  const tag = isExtensible ? view.getUint16(start + SUBFORMAT, true) : plain;
  const channels = view.getUint16(start + 2, true);
  const rate = view.getUint32(start + 4, true);
  const bits = view.getUint16(start + 14, true);
  const bytes = Math.ceil(bits / 8);
  if (channels === 0) throw damaged(name, "it has no channels");
  if (!READERS[tag]?.[bytes]) {
    throw new InputFormatError(
      `${name} is WAV of the coding ${tag} with ${bits} bits; whole numbers of 8 to 32 bits and float ` +
        "are read. Save it as WAV of 16 bits.",
    );
  }
  return { tag, channels, rate, bytes };
}

function samplesOf(
  view: DataView,
  start: number,
  length: number,
  { tag, channels, rate, bytes }: Form,
  name: string,
): Recording {
  const left = view.byteLength - start;
  const isUnfinished = length === 0 && view.getUint32(4, true) === UNFINISHED;
  const held = isUnfinished ? left : Math.min(length, left);
  const read = READERS[tag]![bytes]!;
  const frame = channels * bytes;
  const samples = new Float32Array(Math.floor(held / frame));
  if (samples.length === 0) throw damaged(name, "it has no samples");
  for (let at = 0, place = start; at < samples.length; at++, place += frame) {
    const from = place;
    samples[at] = oneChannel(channels, (channel) => read(view, from + channel * bytes));
  }
  return { samples, rate };
}

function nameAt(content: Uint8Array, at: number): string {
  return String.fromCharCode(...content.subarray(at, at + 4));
}

function damaged(name: string, why: string): InputDamagedError {
  return new InputDamagedError(`${name} is damaged WAV: ${why}. Save or record it again.`);
}
