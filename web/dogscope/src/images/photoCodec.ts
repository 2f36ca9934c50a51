/** Photos as they are kept: upright, of a size that a phone holds thousands of. */
import { scaled, squareAround, type Box } from "./geometry";

/** Pixels on the longer side of a photo that is kept. */
export const PHOTO = 1280;
/** Pixels on the longer side of the dog alone. */
const THUMB = 320;
/**
 * Pixels on the longer side of a photo that is looked at: a dog of a tenth of it still has the
 * classifier's 224, and each copy of more would hold the page up.
 */
const LOOKED = 2560;

/** What is not a picture that this browser reads. */
export class NoPictureError extends Error {
  override readonly name = "NoPictureError";
}

/**
 * Decodes a photo, upright as its EXIF says, and no larger than is useful.
 * @throws NoPictureError - it is none that this browser reads.
 */
export async function decode(file: Blob): Promise<ImageBitmap> {
  let picture: ImageBitmap;
  try {
    // Upright without being asked: older browsers refuse the word for it, and do it all the same.
    picture = await createImageBitmap(file);
  } catch (cause) {
    throw new NoPictureError(file instanceof File ? file.name : file.type, { cause });
  }
  return noLarger(picture, LOOKED);
}

/** A picture of at most so many pixels on its longer side; it takes the place of the one given. */
export async function noLarger(picture: ImageBitmap, most: number): Promise<ImageBitmap> {
  const longer = Math.max(picture.width, picture.height);
  if (longer <= most) return picture;
  const scale = most / longer;
  try {
    return await createImageBitmap(picture, {
      resizeWidth: Math.max(1, Math.round(picture.width * scale)),
      resizeHeight: Math.max(1, Math.round(picture.height * scale)),
      resizeQuality: "high",
    });
  } finally {
    picture.close();
  }
}

export interface Encoded {
  readonly photo: Blob;
  readonly thumb: Blob;
  readonly box: Box;
}

/** A picture and the dog in it, as they are kept. */
export async function encode(picture: ImageBitmap, dog: Box): Promise<Encoded> {
  const scale = Math.min(1, PHOTO / Math.max(picture.width, picture.height));
  const photo = await jpeg(
    picture,
    { x: 0, y: 0, width: picture.width, height: picture.height },
    scale,
  );
  const around = squareAround(dog, 0.15, picture);
  const small = Math.min(1, THUMB / Math.max(around.width, around.height));
  const thumb = await jpeg(picture, around, small);
  return { photo, thumb, box: scaled(dog, scale) };
}

async function jpeg(picture: ImageBitmap, part: Box, scale: number): Promise<Blob> {
  const width = Math.max(1, Math.round(part.width * scale));
  const height = Math.max(1, Math.round(part.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d")!;
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, part.x, part.y, part.width, part.height, 0, 0, width, height);
  return canvas.convertToBlob({ type: "image/jpeg", quality: 0.86 });
}
