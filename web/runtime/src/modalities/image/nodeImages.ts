/** Images in Node: raw pixels, or files that sharp decodes. */
import { InputDamagedError, InputFormatError, InputTypeError } from "../../errors.js";
import type { Modality, Payload, ReadOptions, SourceFile } from "../base.js";
import { isFile } from "../sources/filePayload.js";
import { packFile, readFileBytes, type NodeFile } from "../sources/nodeSources.js";
import { checkSize, layOverWhite, MemoryImage, type ImageValue } from "./image.js";
import { imageSizeOf, mediaTypeOf, sniffFormat } from "./imageFormats.js";
import { checkImageInput } from "./imageInput.js";
import type { ImagePayload } from "./imagePayload.js";
import { imageOfPixels, isRawPixels, packPixels, type RawPixels } from "./rawPixels.js";
import { checkWhole } from "./wholeFile.js";

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

async function read(payload: Payload, options: ReadOptions): Promise<ImageValue> {
  const image = payload as ImagePayload;
  if (image.kind === "pixels") return imageOfPixels(image, options.limits);
  if (!isFile(image)) throw new InputTypeError("a bitmap can't be given in Node");
  const { limits } = options;
  const { bytes, name } = await readFileBytes(image, options);
  const format = sniffFormat(bytes, name);
  const size = imageSizeOf(bytes, format);
  if (size) checkSize(size.width, size.height, name, limits);
  checkWhole(bytes, format, name);
  const sharp = await loadSharp(name);
  try {
    const { data, info } = await sharp(bytes, {
      limitInputPixels: limits.maxPixels,
      ignoreIcc: true, // colour profiles are ignored everywhere
    })
      .rotate() // by EXIF
      .toColourspace("srgb")
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const rgba = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    layOverWhite(rgba);
    return new MemoryImage(info.width, info.height, rgba, 4);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    if (/unsupported/i.test(reason)) {
      throw new InputFormatError(`${name} is ${format}, which sharp can't read here: ${reason}.`, {
        cause,
      });
    }
    throw new InputDamagedError(
      `${name} is a damaged ${format}: ${reason}. Save or download it again.`,
      { cause },
    );
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
