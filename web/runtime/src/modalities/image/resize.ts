/** Resizes pixels as Pillow's bicubic with antialiasing does, to the last bit. */
import { cannotStart } from "../../cannotStart.js";
import { bicubicWeights, type BicubicWeights } from "./bicubicWeights.js";
import type { ImageValue } from "./image.js";
import { RESAMPLE } from "./resample.wasm.js";

interface Resampler {
  readonly memory: WebAssembly.Memory;
  across(
    src: number,
    rows: number,
    srcStride: number,
    table: number,
    columns: number,
    dst: number,
    dstStride: number,
  ): void;
  down(row: number, blocks: number, factor: number, sums: number): void;
  finish(sums: number, blocks: number): void;
}

const PAGE = 65_536;
const STRIP_BYTES = 2 ** 20; // of source pixels at a time: what a core's cache holds
const HALF = 2 ** 21; // the start of each sum, so that it is rounded
const KEEP = 256 * PAGE; // a larger memory is freed after use

let resampler: Resampler | null = null;

function open(bytes: number): Resampler {
  if (!resampler) {
    const binary = Uint8Array.from(atob(RESAMPLE), (each) => each.charCodeAt(0));
    try {
      const instance = new WebAssembly.Instance(new WebAssembly.Module(binary));
      resampler = instance.exports as unknown as Resampler;
    } catch (cause) {
      throw cannotStart("the resizing of images", cause);
    }
  }
  const missing = bytes - resampler.memory.buffer.byteLength;
  if (missing > 0) resampler.memory.grow(Math.ceil(missing / PAGE));
  return resampler;
}

/** Returns all of an image as width x height RGB pixels; its proportions may change. */
export function stretch(image: ImageValue, width: number, height: number): Uint8Array {
  const across = tableOf(bicubicWeights(image.width, width));
  const down = bicubicWeights(image.height, height);
  const rowBytes = image.width * 4;
  const strip = Math.min(Math.max(1, Math.floor(STRIP_BYTES / rowBytes)), image.height);
  const outBytes = roundUp(width * 4, 16); // of a row of the result
  const tableAt = 0;
  const stripAt = roundUp(across.byteLength, 16);
  // Pairs of pixels, and blocks of them, may be read a little beyond the end; weights there are 0.
  const middleAt = roundUp(stripAt + strip * rowBytes + 16, 16);
  const sumsAt = middleAt + strip * outBytes;
  const sumsBytes = height * outBytes * 4;
  const wasm = open(sumsAt + sumsBytes);
  const memory = new Uint8Array(wasm.memory.buffer);
  memory.set(new Uint8Array(across.buffer), tableAt);
  new Int32Array(wasm.memory.buffer, sumsAt, sumsBytes / 4).fill(HALF);

  let firstResult = 0; // rows of the result before this one are complete
  for (let top = 0; top < image.height; top += strip) {
    const rows = Math.min(strip, image.height - top);
    memory.set(image.read(0, top, image.width, rows), stripAt);
    wasm.across(stripAt, rows, rowBytes, tableAt, width, middleAt, outBytes);
    while (firstResult < height && down.first[firstResult]! + down.count[firstResult]! <= top) {
      firstResult++;
    }
    for (let y = firstResult; y < height && down.first[y]! < top + rows; y++) {
      const begin = Math.max(down.first[y]!, top);
      const end = Math.min(down.first[y]! + down.count[y]!, top + rows);
      for (let row = begin; row < end; row++) {
        const factor = down.weights[y * down.stride + row - down.first[y]!]!;
        const from = middleAt + (row - top) * outBytes;
        wasm.down(from, outBytes / 16, factor, sumsAt + y * outBytes * 4);
      }
    }
  }
  wasm.finish(sumsAt, (height * outBytes) / 16);
  const result = withoutAlpha(memory.subarray(sumsAt), width, height, outBytes);
  if (wasm.memory.buffer.byteLength > KEEP) resampler = null;
  return result;
}

/** Returns the weights in the form that `across` of resample.wat reads. */
function tableOf({ first, count, weights, stride }: BicubicWeights): Int32Array {
  let length = 0;
  for (const each of count) length += 2 + 2 * Math.ceil(each / 2);
  const table = new Int32Array(length);
  let to = 0;
  for (let at = 0; at < first.length; at++) {
    const pairs = Math.ceil(count[at]! / 2);
    table[to++] = first[at]! * 4;
    table[to++] = pairs;
    for (let pair = 0; pair < pairs; pair++) {
      const one = weights[at * stride + 2 * pair]!;
      const other = 2 * pair + 1 < count[at]! ? weights[at * stride + 2 * pair + 1]! : 0;
      table[to++] = ((one >> 11) & 0xffff) | ((other >> 11) << 16);
      table[to++] = (one & 0x7ff) | ((other & 0x7ff) << 16);
    }
  }
  return table;
}

function withoutAlpha(from: Uint8Array, width: number, height: number, stride: number): Uint8Array {
  const rgb = new Uint8Array(width * height * 3);
  let to = 0;
  for (let y = 0; y < height; y++) {
    for (let at = y * stride, end = at + width * 4; at < end; at += 4) {
      rgb[to++] = from[at]!;
      rgb[to++] = from[at + 1]!;
      rgb[to++] = from[at + 2]!;
    }
  }
  return rgb;
}

function roundUp(value: number, to: number): number {
  return Math.ceil(value / to) * to;
}
