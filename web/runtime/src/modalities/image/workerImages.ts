/** Images as a browser's worker reads them: decoded by the browser, turned upright, over white. */
import { InputDamagedError, InputFormatError } from "../../errors.js";
import type { Payload, ReadOptions, SourceFile, ValueReader } from "../base.js";
import { isFile } from "../sources/filePayload.js";
import { readBlob } from "../sources/webSources.js";
import { BitmapImage, sizeOfBitmap } from "./bitmapImage.js";
import { checkSize, type ImageValue } from "./image.js";
import { imageSizeOf, mediaTypeOf, sniffFormat } from "./imageFormats.js";
import { checkImageInput } from "./imageInput.js";
import type { ImagePayload } from "./imagePayload.js";
import { orientationOfWebp, uprightImage } from "./orientation.js";
import { imageOfPixels } from "./rawPixels.js";
import { checkWhole } from "./wholeFile.js";

/**
 * Colour profiles are ignored everywhere, and alpha is laid over white by ourselves. Files stand
 * upright without being asked for it: older browsers refuse the word `from-image`.
 */
const PLAIN: ImageBitmapOptions = { colorSpaceConversion: "none", premultiplyAlpha: "none" };

/** The worker's half of the modality `image`. */
export const workerImages: ValueReader<ImageValue> = {
  name: "image",
  checkInput: checkImageInput,
  read,
  close: (image) => image.close(),
  file,
  release: (payload) => {
    const image = payload as ImagePayload;
    if (image.kind === "bitmap") image.bitmap.close();
  },
};

async function read(payload: Payload, options: ReadOptions): Promise<ImageValue> {
  const image = payload as ImagePayload;
  if (image.kind === "pixels") return imageOfPixels(image, options.limits);
  if (image.kind === "bitmap") return new BitmapImage(image.bitmap, image.name, options.limits);
  const { blob, name } = await readBlob(image, options);
  return decode(blob, name, options);
}

async function decode(blob: Blob, name: string, { limits }: ReadOptions): Promise<ImageValue> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const format = sniffFormat(bytes, name);
  const size = imageSizeOf(bytes, format);
  if (size) checkSize(size.width, size.height, name, limits);
  checkWhole(bytes, format, name);
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(blob, PLAIN);
  } catch (cause) {
    if (format === "TIFF" || format === "HEIC" || format === "AVIF") {
      throw new InputFormatError(
        `${name} is ${format}, which this browser can't read. Give a JPEG or a PNG.`,
        { cause },
      );
    }
    throw new InputDamagedError(
      `${name} is a damaged ${format}, or too large for this device. Save or download it again.`,
      { cause },
    );
  }
  const image = new BitmapImage(bitmap, name, limits);
  // Browsers turn JPEG and PNG by their EXIF, and not WebP.
  return format === "WebP" ? uprightImage(image, orientationOfWebp(bytes)) : image;
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
