/** Images in Node: raw pixels, or files that sharp decodes. */
import { viewOf } from "../../bytes/bytes.js";
import { InputFormatError, InputTypeError, VizslaError } from "../../errors.js";
import { messageOf } from "../../messageOf.js";
import type { Modality, Payload, ReadOptions, SourceFile } from "../base.js";
import { isFile } from "../sources/filePayload.js";
import { packFile, readFileBytes, type NodeFile } from "../sources/nodeSources.js";
import { layOverWhite, MemoryImage, type ImageValue } from "./image.js";
import { mediaTypeOf } from "./imageFormats.js";
import { checkImageInput } from "./imageInput.js";
import type { ImagePayload } from "./imagePayload.js";
import { damaged, plainImageFile } from "./plainImageFile.js";
import { imageOfPixels, isRawPixels, packPixels, type RawPixels } from "./rawPixels.js";
import { decodeWhole } from "./wholeImage.js";

/** An image as Node has it: a path, an http(s) URL, a file's bytes, or raw pixels. */
export type NodeImage = NodeFile | RawPixels;

/** The modality `image` in Node. */
export const nodeImages: Modality<NodeImage, ImageValue> = {
  name: "image",
  pack,
  checkInput: checkImageInput,
  read,
  close: (image) => image.close(),
  file,
};

async function pack(source: NodeImage): Promise<ImagePayload> {
  const payload = packFile(source);
  if (payload) return payload;
  if (isRawPixels(source)) return packPixels(source, "pixels");
  throw new InputTypeError(
    `${Object.prototype.toString.call(source)} is not an image. Give a path, an http(s) URL, a ` +
      "Buffer, or { data, width, height } with 3 (RGB) or 4 (RGBA) bytes a pixel.",
  );
}

/** How an image is turned upright, by its orientation from 1: by degrees, then from side to side. */
const TURNS = [
  [0, false],
  [0, true],
  [180, false],
  [180, true],
  [90, true],
  [90, false],
  [270, true],
  [270, false],
] as const;

async function read(payload: Payload, options: ReadOptions): Promise<ImageValue> {
  const packed = payload as ImagePayload;
  if (packed.kind === "pixels") return imageOfPixels(packed, options.limits);
  if (!isFile(packed)) throw new InputTypeError("a bitmap can't be given in Node");
  const { limits } = options;
  const { bytes, name } = await readFileBytes(packed, options);
  const file = plainImageFile(bytes, name, limits);
  const sharp = await loadSharp(name);
  return decodeWhole(file, name, async (plain) => {
    try {
      const decoder = sharp(plain, {
        limitInputPixels: limits.maxPixels,
        ignoreIcc: true, // colour profiles are ignored everywhere
        failOn: "error", // what is a warning here, Python and browsers don't know of
      });
      const { space, depth } = await decoder.metadata();
      if (depth !== "uchar" && depth !== "ushort") throw noRange(name, depth);
      const isCmyk = space === "cmyk" && depth === "uchar";
      if (isCmyk) decoder.pipelineColourspace("cmyk").toColourspace("cmyk");
      else decoder.toColourspace("srgb").ensureAlpha();
      const [angle, mirrored] = TURNS[file.orientation - 1]!;
      decoder.rotate(angle);
      const { data, info } = await decoder.raw().toBuffer({ resolveWithObject: true });
      const rgba = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      if (isCmyk) fromCmyk(rgba);
      else layOverWhite(rgba);
      if (mirrored) mirror(rgba, info.width);
      return new MemoryImage(info.width, info.height, rgba, 4);
    } catch (cause) {
      if (cause instanceof VizslaError) throw cause;
      const reason = messageOf(cause);
      if (!/unsupported/i.test(reason)) throw damaged(name, file.format, reason, cause);
      throw new InputFormatError(
        `${name} is ${file.format}, which sharp can't read here: ${reason}.`,
        { cause },
      );
    }
  });
}

function noRange(name: string, depth: string): InputFormatError {
  return new InputFormatError(
    `${name} holds numbers of the type ${depth}, whose black and white are not defined. Scale them ` +
      "to 0..255 and save 8 bits.",
  );
}

/** Makes RGBA of CMYK without a profile, in place; 255 is all of an ink. */
function fromCmyk(pixels: Uint8Array): void {
  for (let at = 3; at < pixels.length; at += 4) {
    const light = 255 - pixels[at]!;
    for (let each = at - 3; each < at; each++) {
      pixels[each] = Math.floor(((255 - pixels[each]!) * light) / 255); // as browsers round
    }
    pixels[at] = 255;
  }
}

/** Turns an image from side to side, in place. */
function mirror(rgba: Uint8Array, width: number): void {
  const view = viewOf(rgba);
  for (let row = 0; row < rgba.length; row += 4 * width) {
    for (let left = row, right = row + 4 * width - 4; left < right; left += 4, right -= 4) {
      const pixel = view.getUint32(left);
      view.setUint32(left, view.getUint32(right));
      view.setUint32(right, pixel);
    }
  }
}

/** Returns an image's file; null for raw pixels. */
async function file(payload: Payload, options: ReadOptions): Promise<SourceFile | null> {
  const image = payload as ImagePayload;
  if (!isFile(image)) return null;
  const { bytes } = await readFileBytes(image, options);
  return { content: bytes, type: mediaTypeOf(bytes) };
}

type Sharp = typeof import("sharp").default;

async function loadSharp(name: string): Promise<Sharp> {
  try {
    return (await import("sharp")).default;
  } catch (cause) {
    throw new InputFormatError(
      `${name} is a file, and the decoder of files is not installed. Install it (npm install ` +
        "sharp), or give raw pixels: { data, width, height }.",
      { cause },
    );
  }
}
