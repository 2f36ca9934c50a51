/** What people give, made into pictures, in a browser. */
import { within } from "../../cancellation.js";
import { InputDamagedError, InputFormatError, UrlError } from "../../errors.js";
import type { WireSource } from "../../host/protocol.js";
import { sizeOf, sniff } from "./imageFormats.js";
import { orientationOfWebp, turned } from "./orientation.js";
import { checkSize, overWhite, PixelPicture, type Picture } from "./image.js";
import { checkWhole } from "./wholeFile.js";
import { BitmapPicture } from "./bitmapImage.js";

const URL_TIMEOUT = 30_000; // milliseconds; while one is fetched, the calls after it wait

/**
 * Colour profiles are ignored everywhere, and alpha is laid over white by ourselves. Files stand
 * upright without being asked for it: older browsers refuse the word `from-image`.
 */
const PLAIN: ImageBitmapOptions = {
  colorSpaceConversion: "none",
  premultiplyAlpha: "none",
};

/** @throws InputError - or one of its kin, which tells what is wrong. */
export async function decode(source: WireSource, signal?: AbortSignal): Promise<Picture> {
  switch (source.kind) {
    case "pixels":
      return fromPixels(source);
    case "bitmap":
      return new BitmapPicture(source.bitmap, source.name);
    case "blob":
      return fromFile(source.blob, source.name);
    case "bytes":
      return fromFile(new Blob([source.bytes as Uint8Array<ArrayBuffer>]), source.name);
    case "url":
      return fromFile(await fetchBlob(source.url, signal), source.url);
    case "path":
      throw new InputFormatError(`${source.path} is a path, and a browser has none. Give a File.`);
  }
}

function fromPixels({ data, width, height, name }: WireSource & { kind: "pixels" }): Picture {
  checkSize(width, height, name);
  const channels = data.length === width * height * 3 ? 3 : 4;
  if (channels === 4) overWhite(data); // it is our own copy
  return new PixelPicture(width, height, data, channels);
}

async function fromFile(blob: Blob, name: string): Promise<Picture> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const format = sniff(bytes, name);
  const size = sizeOf(bytes, format);
  if (size) checkSize(size.width, size.height, name);
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
  const picture = new BitmapPicture(bitmap, name);
  // Browsers turn JPEG and PNG by their EXIF, and not WebP.
  return format === "WebP" ? turned(picture, orientationOfWebp(bytes)) : picture;
}

/** @throws UrlError - it does not answer with a file. */
export async function fetchBlob(url: string, signal?: AbortSignal): Promise<Blob> {
  let response: Response;
  try {
    response = await fetch(url, { signal: within(URL_TIMEOUT, signal) });
  } catch (cause) {
    throw new UrlError(
      `${url} can't be fetched, or not within ${URL_TIMEOUT / 1000} s. Check the address and the network; another site must allow it ` +
        "(CORS).",
      { cause },
    );
  }
  if (!response.ok) {
    throw new UrlError(
      `${url} answers ${response.status} ${response.statusText}, not 200. Open it to see why.`,
    );
  }
  return response.blob();
}

/** A picture's file, to be kept with what was taught; a JPEG is made of what has none. */
export async function encode(
  source: WireSource,
): Promise<{ content: Uint8Array; type: string } | null> {
  let blob: Blob;
  if (source.kind === "blob") blob = source.blob;
  else if (source.kind === "bytes") blob = new Blob([source.bytes as Uint8Array<ArrayBuffer>]);
  else if (source.kind === "url") blob = await fetchBlob(source.url);
  else blob = await drawnFile(source);
  const content = new Uint8Array(await blob.arrayBuffer());
  // A Blob need not say what it is, and a picture is told by its content anyway.
  return { content, type: `image/${sniff(content, "the picture").toLowerCase()}` };
}

async function drawnFile(source: WireSource): Promise<Blob> {
  let drawable: CanvasImageSource & { width?: unknown };
  let width: number;
  let height: number;
  if (source.kind === "bitmap") {
    drawable = source.bitmap;
    width = "displayWidth" in source.bitmap ? source.bitmap.displayWidth : source.bitmap.width;
    height = "displayHeight" in source.bitmap ? source.bitmap.displayHeight : source.bitmap.height;
  } else if (source.kind === "pixels" && source.data.length === source.width * source.height * 4) {
    ({ width, height } = source);
    drawable = await createImageBitmap(
      new ImageData(new Uint8ClampedArray(source.data), width, height),
    );
  } else {
    throw new InputFormatError("to teach, give pictures as files, canvases, images or ImageData");
  }
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d")!.drawImage(drawable, 0, 0);
  return canvas.convertToBlob({ type: "image/jpeg", quality: 0.95 });
}
