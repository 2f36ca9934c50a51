/** Photos as the database holds them: some browsers refuse Blobs, and get their bytes. */
import type { Photo } from "./userRecords";

/** A photo's bytes in place of its Blobs. */
export interface PhotoBytes extends Omit<Photo, "photo" | "thumb"> {
  readonly photo: ArrayBuffer;
  readonly thumb: ArrayBuffer;
}

export type StoredPhoto = Photo | PhotoBytes;

export async function toBytes(photo: Photo): Promise<PhotoBytes> {
  const [whole, thumb] = await Promise.all([photo.photo.arrayBuffer(), photo.thumb.arrayBuffer()]);
  return { ...photo, photo: whole, thumb };
}

export function toPhoto({ photo, thumb, ...rest }: StoredPhoto): Photo {
  return { ...rest, photo: toBlob(photo), thumb: toBlob(thumb) };
}

function toBlob(content: Blob | ArrayBuffer): Blob {
  return content instanceof ArrayBuffer ? new Blob([content], { type: "image/jpeg" }) : content;
}
