/** Images as a page has them: elements, bitmaps, frames and files, packed for the worker. */
import { InputTypeError } from "../../errors.js";
import type { Payload, SourcePacker } from "../base.js";
import { packFile, pageAddress } from "../sources/webSources.js";
import { releaseImage, type ImagePayload } from "./imagePayload.js";
import { isRawPixels, packPixels, type RawPixels } from "./rawPixels.js";

/** An image in any of the forms in which a page holds it. */
export type PageImage =
  | HTMLImageElement
  | HTMLCanvasElement
  | HTMLVideoElement
  | OffscreenCanvas
  | ImageBitmap
  | ImageData
  | VideoFrame
  | Blob
  | URL
  | string
  | ArrayBuffer
  | Uint8Array
  | RawPixels;

const PLAIN: ImageBitmapOptions = { colorSpaceConversion: "none", premultiplyAlpha: "none" };
const TAKEN =
  "Give an <img>, <canvas>, <video>, ImageBitmap, ImageData, VideoFrame, Blob, File or URL";

/** The page's half of the modality `image`. */
export const pageImages: SourcePacker<PageImage> = {
  name: "image",
  pack,
  transfers,
  release: releaseImage,
};

/** Whether an object is of a class that this program has: a worker has no elements. */
function isA<K extends keyof typeof globalThis>(
  name: K,
  source: unknown,
): source is InstanceType<
  Extract<(typeof globalThis)[K], abstract new (...all: never[]) => unknown>
> {
  const Class: unknown = globalThis[name];
  return typeof Class === "function" && source instanceof Class;
}

async function pack(source: PageImage): Promise<ImagePayload> {
  const file = packFile(source);
  if (file) return file;
  if (source instanceof ImageData) return packPixels(source, "an ImageData");
  if (isA("HTMLImageElement", source)) return packImageElement(source);
  if (isA("HTMLVideoElement", source)) return packVideoElement(source);
  if (isA("VideoFrame", source)) {
    return { kind: "bitmap", bitmap: source.clone(), name: "a VideoFrame" };
  }
  if (isA("HTMLCanvasElement", source) || isA("OffscreenCanvas", source)) {
    return packDrawn(source, "a canvas");
  }
  if (isA("ImageBitmap", source)) return packDrawn(source, "an ImageBitmap");
  if (isRawPixels(source)) return packPixels(source, "pixels");
  throw new InputTypeError(`${Object.prototype.toString.call(source)} is not an image. ${TAKEN}.`);
}

function transfers(payload: Payload): Transferable[] {
  const image = payload as ImagePayload;
  if (image.kind === "pixels") return [image.data.buffer as ArrayBuffer];
  return image.kind === "bitmap" ? [image.bitmap] : [];
}

async function packImageElement(image: HTMLImageElement): Promise<ImagePayload> {
  const address = image.currentSrc || image.src;
  const name = `the image ${address.slice(0, 200)}`;
  // Its file, where it can be had: to read an element's pixels decodes it on the page's own thread.
  const file = await cachedFile(address);
  if (file) return { kind: "blob", blob: file, name };
  if (!image.complete) await image.decode().catch(() => undefined);
  if (image.naturalWidth === 0) {
    throw new InputTypeError(`${name} did not load. Check its address.`);
  }
  return packDrawn(image, name);
}

/** Returns the file that an image element shows, from the browser's cache; null where it is not there. */
async function cachedFile(address: string): Promise<Blob | null> {
  try {
    const { origin, protocol } = new URL(address, pageAddress());
    if (protocol === "data:" || origin !== location.origin) return null;
    // The cache alone: a server that is asked again might give another image than is shown.
    const options: RequestInit =
      protocol === "blob:" ? {} : { cache: "only-if-cached", mode: "same-origin" };
    const response = await fetch(address, options);
    const blob = response.ok ? await response.blob() : null;
    return blob && /^image\/(?!svg)/.test(blob.type) ? blob : null;
  } catch {
    return null; // an address that was revoked, a policy, no network
  }
}

async function packVideoElement(video: HTMLVideoElement): Promise<ImagePayload> {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
    throw new InputTypeError(
      "the <video> shows no frame yet. Wait for its 'loadeddata' event before the first call.",
    );
  }
  return packDrawn(video, "the <video>");
}

async function packDrawn(source: ImageBitmapSource, name: string): Promise<ImagePayload> {
  try {
    return { kind: "bitmap", bitmap: await createImageBitmap(source, PLAIN), name };
  } catch (cause) {
    throw new InputTypeError(
      `${name} can't be read: it has no pixels, was closed, or comes from another site that does ` +
        "not allow it (CORS). Give its File, or add crossorigin to the element.",
      { cause },
    );
  }
}
