/** SHA-256 (FIPS 180-4), also where a page has no `crypto.subtle`: one over plain http. */
import { copyOf } from "./bytes.js";

const BLOCK = 64;

/** Returns the content's sha256, in 64 lower-case hex digits. */
export async function sha256(content: Uint8Array): Promise<string> {
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle as SubtleCrypto | undefined;
  if (subtle === undefined) return plainSha256(content);
  // Shared memory is refused; other memory is copied there anyway.
  const plain = content.buffer instanceof ArrayBuffer ? content : copyOf(content);
  return hex(new Uint8Array(await subtle.digest("SHA-256", plain as Uint8Array<ArrayBuffer>)));
}

/** Returns the same without the platform's help: some ten times slower. */
export function plainSha256(content: Uint8Array): string {
  const state = Int32Array.from(INITIAL);
  const schedule = new Int32Array(64);
  const whole = content.byteLength - (content.byteLength % BLOCK);
  for (let at = 0; at < whole; at += BLOCK) digest(state, schedule, content, at);
  const last = pad(content.subarray(whole), content.byteLength);
  for (let at = 0; at < last.byteLength; at += BLOCK) digest(state, schedule, last, at);
  const bytes = new Uint8Array(32);
  const view = new DataView(bytes.buffer);
  state.forEach((word, index) => view.setInt32(4 * index, word));
  return hex(bytes);
}

/** The first 32 bits of the fractional parts of the first eight primes' square roots. */
const INITIAL = words("6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19");
/** The same of the first 64 primes' cube roots. */
const ROUNDS = words(
  "428a2f9871374491b5c0fbcfe9b5dba53956c25b59f111f1923f82a4ab1c5ed5" +
    "d807aa9812835b01243185be550c7dc372be5d7480deb1fe9bdc06a7c19bf174" +
    "e49b69c1efbe47860fc19dc6240ca1cc2de92c6f4a7484aa5cb0a9dc76f988da" +
    "983e5152a831c66db00327c8bf597fc7c6e00bf3d5a7914706ca635114292967" +
    "27b70a852e1b21384d2c6dfc53380d13650a7354766a0abb81c2c92e92722c85" +
    "a2bfe8a1a81a664bc24b8b70c76c51a3d192e819d6990624f40e3585106aa070" +
    "19a4c1161e376c082748774c34b0bcb5391c0cb34ed8aa4a5b9cca4f682e6ff3" +
    "748f82ee78a5636f84c878148cc7020890befffaa4506cebbef9a3f7c67178f2",
);

// Signed words: with these the engines compute in integers, else in doubles, five times slower.
function words(digits: string): Int32Array {
  return Int32Array.from(digits.match(/.{8}/g) ?? [], (each) => parseInt(each, 16));
}

/** Returns the last bytes, a one, zeros, and the whole's length in bits: one block, or two. */
function pad(rest: Uint8Array, length: number): Uint8Array {
  const block = new Uint8Array(rest.byteLength + 9 <= BLOCK ? BLOCK : 2 * BLOCK);
  block.set(rest);
  block[rest.byteLength] = 0x80;
  const view = new DataView(block.buffer);
  view.setBigUint64(block.byteLength - 8, BigInt(length) * 8n);
  return block;
}

/** Mixes one block into the state. */
function digest(state: Int32Array, w: Int32Array, content: Uint8Array, at: number): void {
  for (let t = 0; t < 16; t++, at += 4) {
    w[t] =
      (content[at]! << 24) | (content[at + 1]! << 16) | (content[at + 2]! << 8) | content[at + 3]!;
  }
  for (let t = 16; t < 64; t++) {
    const early = w[t - 15]!;
    const late = w[t - 2]!;
    const s0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const s1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    w[t] = (w[t - 16]! + s0 + w[t - 7]! + s1) | 0;
  }
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  for (let t = 0; t < 64; t++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const one = (h + s1 + ((e & f) ^ (~e & g)) + ROUNDS[t]! + w[t]!) | 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state[0]! += a;
  state[1]! += b;
  state[2]! += c;
  state[3]! += d;
  state[4]! += e;
  state[5]! += f;
  state[6]! += g;
  state[7]! += h;
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (each) => each.toString(16).padStart(2, "0")).join("");
}
