/** The pixels of a picture. */
import { useEffect, useState } from "react";

export interface PixelData {
  readonly width: number;
  readonly height: number;
  /** Four numbers a pixel, row by row: red, green, blue, and 255. */
  readonly data: Uint8ClampedArray;
}

const MOST = 1600; // of the longer side: a larger picture is scaled down to read it

/** Returns the pixels of the picture at an address; null until they are there. */
export function usePixels(address: string | null): PixelData | null {
  const [found, setFound] = useState<{ address: string; pixels: PixelData } | null>(null);
  useEffect(() => {
    if (address === null) return;
    let wanted = true;
    void read(address).then((pixels) => {
      if (wanted && pixels !== null) setFound({ address, pixels });
    });
    return () => {
      wanted = false;
    };
  }, [address]);
  return found?.address === address ? found.pixels : null;
}

async function read(address: string): Promise<PixelData | null> {
  const image = new Image();
  image.src = address;
  try {
    await image.decode();
  } catch {
    return null; // the picture itself says that it can't be shown
  }
  const factor = Math.min(1, MOST / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.naturalWidth * factor));
  canvas.height = Math.max(1, Math.round(image.naturalHeight * factor));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) return null;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const { width, height, data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return { width, height, data };
}
