/** Decoding a chosen photo, and encoding a photo to store, at sizes that a phone can hold. */
import { scaleBox, squareAround, wholeOf, type Box } from "./geometry";

/** Pixels on the longer side of a stored photo. */
export const STORED_SIDE = 1280;
/** Pixels on the longer side of the dog alone. */
const THUMBNAIL_SIDE = 320;
/** Pixels on the longer side of a photo that is given away. */
const SMALL_SIDE = 96;
/**
 * Pixels on the longer side of a decoded photo. A dog that takes up a tenth of it still has the
 * classifier's 224 pixels, and a copy of more would block the page.
 */
const DECODED_SIDE = 2560;

/** A file that this browser can't decode as an image; its message is the file's name. */
export class UnreadablePhotoError extends Error {
  override readonly name = "UnreadablePhotoError";
}

/**
 * Decodes a photo, upright as its EXIF says, at most 2,560 pixels on its longer side.
 * @throws UnreadablePhotoError - the browser can't decode the file.
 */
export async function decodePhoto(file: Blob): Promise<ImageBitmap> {
  let image: ImageBitmap;
  try {
    // The orientation is applied by default, and older browsers refuse an option that says so.
    image = await createImageBitmap(file);
  } catch (cause) {
    throw new UnreadablePhotoError(file instanceof File ? file.name : file.type, { cause });
  }
  return shrinkTo(DECODED_SIDE, image);
}

/** Returns an image of at most `side` pixels on its longer side; a larger original is closed. */
export async function shrinkTo(side: number, image: ImageBitmap): Promise<ImageBitmap> {
  const longer = Math.max(image.width, image.height);
  if (longer <= side) return image;
  const scale = side / longer;
  try {
    return await createImageBitmap(image, {
      resizeWidth: Math.max(1, Math.round(image.width * scale)),
      resizeHeight: Math.max(1, Math.round(image.height * scale)),
      resizeQuality: "high",
    });
  } finally {
    image.close();
  }
}

/** A photo as it is stored; `userRecords.ts` describes the fields. */
export interface EncodedPhoto {
  readonly photo: Blob;
  readonly thumb: Blob;
  readonly box: Box;
}

/** Encodes an image, and the dog in it, as two JPEGs. */
export async function encodePhoto(image: ImageBitmap, dog: Box): Promise<EncodedPhoto> {
  const scale = Math.min(1, STORED_SIDE / Math.max(image.width, image.height));
  const photo = await jpeg(image, wholeOf(image), scale);
  const around = squareAround(dog, 0.15, image);
  const small = Math.min(1, THUMBNAIL_SIDE / Math.max(around.width, around.height));
  const thumb = await jpeg(image, around, small);
  return { photo, thumb, box: scaleBox(dog, scale) };
}

/** Returns a photo of a dog alone as a JPEG of some 2 kB, at most 96 pixels on its longer side. */
export async function smallPhoto(thumb: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const image = await createImageBitmap(thumb);
  try {
    const scale = Math.min(1, SMALL_SIDE / Math.max(image.width, image.height));
    const small = await jpeg(image, wholeOf(image), scale);
    return new Uint8Array(await small.arrayBuffer());
  } finally {
    image.close();
  }
}

async function jpeg(image: ImageBitmap, part: Box, scale: number): Promise<Blob> {
  const width = Math.max(1, Math.round(part.width * scale));
  const height = Math.max(1, Math.round(part.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d")!;
  context.imageSmoothingQuality = "high";
  context.drawImage(image, part.x, part.y, part.width, part.height, 0, 0, width, height);
  try {
    return await canvas.convertToBlob({ type: "image/jpeg", quality: 0.86 });
  } finally {
    canvas.width = canvas.height = 0; // its pixels go now, and not with the garbage
  }
}
