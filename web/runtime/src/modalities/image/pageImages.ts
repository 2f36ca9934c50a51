/** What people give in a browser, made ready for the worker. */
import { isRaw, wirePixels, type RawPixels } from "./rawPixels.js";
import { InputTypeError } from "../../errors.js";
import type { WireSource } from "../../host/protocol.js";

/** What a function takes: a picture in any of the forms that a page has it in. */
export type Source =
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

/** Whether it is of a class that this place has: a worker has no elements. */
function isA<K extends keyof typeof globalThis>(
  name: K,
  source: unknown,
): source is InstanceType<
  Extract<(typeof globalThis)[K], abstract new (...all: never[]) => unknown>
> {
  const Class: unknown = globalThis[name];
  return typeof Class === "function" && source instanceof Class;
}

/** What addresses are relative to. */
export function page(): string {
  return typeof document === "undefined" ? location.href : document.baseURI;
}

/**
 * Makes a picture ready to be posted; the caller's own stays as it is.
 * @throws InputTypeError - it is none that is taken, or shows nothing yet.
 */
export async function wire(source: Source): Promise<WireSource> {
  if (typeof source === "string" || source instanceof URL) {
    return { kind: "url", url: new URL(source, page()).href };
  }
  if (source instanceof Blob) {
    const name = source instanceof File ? source.name : `a Blob of ${source.size} bytes`;
    return { kind: "blob", blob: source, name };
  }
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) {
    const blob = new Blob([source as BlobPart]);
    return { kind: "blob", blob, name: `${blob.size} bytes` };
  }
  if (source instanceof ImageData) return wirePixels(source, "an ImageData");
  if (isA("HTMLImageElement", source)) return fromImage(source);
  if (isA("HTMLVideoElement", source)) return fromVideo(source);
  if (isA("VideoFrame", source)) {
    return { kind: "bitmap", bitmap: source.clone(), name: "a VideoFrame" };
  }
  if (isA("HTMLCanvasElement", source) || isA("OffscreenCanvas", source)) {
    return { kind: "bitmap", bitmap: await bitmapOf(source, "a canvas"), name: "a canvas" };
  }
  if (isA("ImageBitmap", source)) {
    return {
      kind: "bitmap",
      bitmap: await bitmapOf(source, "an ImageBitmap"),
      name: "an ImageBitmap",
    };
  }
  if (isRaw(source)) return wirePixels(source, "pixels");
  throw new InputTypeError(`${Object.prototype.toString.call(source)} is not a picture. ${TAKEN}.`);
}

/** What of a message is handed over instead of being copied. */
export function transfers(source: WireSource): Transferable[] {
  if (source.kind === "pixels") return [source.data.buffer as ArrayBuffer];
  return source.kind === "bitmap" ? [source.bitmap] : [];
}

/** Gives back what was taken and not handed over. */
export function release(source: WireSource): void {
  if (source.kind === "bitmap") source.bitmap.close();
}

async function fromImage(image: HTMLImageElement): Promise<WireSource> {
  const address = image.currentSrc || image.src;
  const name = `the image ${address.slice(0, 200)}`;
  // Its file, where it can be had: to read an element's pixels decodes it on the page's own thread.
  const file = await fileOf(address);
  if (file) return { kind: "blob", blob: file, name };
  if (!image.complete) await image.decode().catch(() => undefined);
  if (image.naturalWidth === 0) {
    throw new InputTypeError(`${name} did not load. Check its address.`);
  }
  return { kind: "bitmap", bitmap: await bitmapOf(image, name), name };
}

/** The file that an image shows, from where the browser has it; null where it can't be had. */
async function fileOf(address: string): Promise<Blob | null> {
  try {
    const { origin, protocol } = new URL(address, page());
    if (protocol === "data:" || origin !== location.origin) return null;
    // Only what the browser has kept: asked anew, a server might give another picture than is shown.
    const options: RequestInit =
      protocol === "blob:" ? {} : { cache: "only-if-cached", mode: "same-origin" };
    const response = await fetch(address, options);
    const blob = response.ok ? await response.blob() : null;
    return blob && /^image\/(?!svg)/.test(blob.type) ? blob : null;
  } catch {
    return null; // an address that was revoked, a policy, no network
  }
}

async function fromVideo(video: HTMLVideoElement): Promise<WireSource> {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
    throw new InputTypeError(
      "the <video> shows no picture yet. Wait for its 'loadeddata' event before the first call.",
    );
  }
  return { kind: "bitmap", bitmap: await bitmapOf(video, "the <video>"), name: "the <video>" };
}

async function bitmapOf(source: ImageBitmapSource, name: string): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(source, PLAIN);
  } catch (cause) {
    throw new InputTypeError(
      `${name} can't be read: it has no pixels, was closed, or comes from another site that does ` +
        "not allow it (CORS). Give its File, or add crossorigin to the element.",
      { cause },
    );
  }
}
