/** Encodes what was drawn as a PNG. */

/**
 * Encodes a canvas, and gives its pixels back at once.
 * @throws Error - the browser can't encode it.
 */
export async function canvasPng(canvas: HTMLCanvasElement): Promise<Blob> {
  try {
    return await new Promise((resolve, reject) => {
      canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error("the card can't be encoded"))),
        "image/png",
      );
    });
  } finally {
    canvas.width = canvas.height = 0;
  }
}
