/** Images as a browser's worker reads them: decoded by the browser, turned upright, over white. */
import { InputFormatError, VizslaError } from "../../errors.js";
import type { Payload, ReadOptions, SourceFile, ValueReader } from "../base.js";
import { isFile } from "../sources/filePayload.js";
import { readBlob } from "../sources/webSources.js";
import { BitmapImage, sizeOfBitmap } from "./bitmapImage.js";
import type { ImageValue } from "./image.js";
import { mediaTypeOf } from "./imageFormats.js";
import { checkImageInput } from "./imageInput.js";
import { releaseImage, type ImagePayload } from "./imagePayload.js";
import { damaged, plainImageFile } from "./plainImageFile.js";
import { imageOfPixels } from "./rawPixels.js";
import { decodeWhole } from "./wholeImage.js";

/** Colour profiles are ignored everywhere, and alpha is laid over white by ourselves. */
const PLAIN: ImageBitmapOptions = { colorSpaceConversion: "none", premultiplyAlpha: "none" };

/** The worker's half of the modality `image`. */
export const workerImages: ValueReader<ImageValue> = {
  name: "image",
  checkInput: checkImageInput,
  read,
  close: (image) => image.close(),
  file,
  release: releaseImage,
};

async function read(payload: Payload, options: ReadOptions): Promise<ImageValue> {
  const image = payload as ImagePayload;
  if (image.kind === "pixels") return imageOfPixels(image, options.limits);
  if (image.kind === "bitmap") return new BitmapImage(image.bitmap, image.name, options.limits);
  const { blob, name } = await readBlob(image, options);
  return decode(blob, name, options);
}

async function decode(blob: Blob, name: string, { limits }: ReadOptions): Promise<ImageValue> {
  const file = plainImageFile(new Uint8Array(await blob.arrayBuffer()), name, limits);
  const { format, orientation } = file;
  return decodeWhole(file, name, async (bytes) => {
    try {
      const plain = new Blob([bytes], { type: mediaTypeOf(bytes) });
      return new BitmapImage(await createImageBitmap(plain, PLAIN), name, limits, orientation);
    } catch (cause) {
      if (cause instanceof VizslaError) throw cause;
      if (format === "TIFF" || format === "HEIC" || format === "AVIF") {
        throw new InputFormatError(
          `${name} is ${format}, which this browser can't read. Give a JPEG or a PNG.`,
          { cause },
        );
      }
      throw damaged(name, format, "it can't be decoded, or is too large for this device", cause);
    }
  });
}

/** Returns an image's file; a JPEG is made of what has none. */
async function file(payload: Payload, options: ReadOptions): Promise<SourceFile> {
  const image = payload as ImagePayload;
  const blob = isFile(image) ? (await readBlob(image, options)).blob : await drawFile(image);
  const content = new Uint8Array(await blob.arrayBuffer());
  // A Blob may have no type; the content has one anyway.
  return { content, type: mediaTypeOf(content) };
}

async function drawFile(image: ImagePayload): Promise<Blob> {
  let drawable: ImageBitmap | VideoFrame;
  if (image.kind === "bitmap") {
    drawable = image.bitmap;
  } else if (image.kind === "pixels" && image.data.length === image.width * image.height * 4) {
    const pixels = new Uint8ClampedArray(image.data);
    drawable = await createImageBitmap(new ImageData(pixels, image.width, image.height));
  } else {
    throw new InputFormatError("to teach, give images as files, canvases, elements or ImageData");
  }
  const { width, height } = sizeOfBitmap(drawable);
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d")!.drawImage(drawable, 0, 0);
  return canvas.convertToBlob({ type: "image/jpeg", quality: 0.95 });
}
