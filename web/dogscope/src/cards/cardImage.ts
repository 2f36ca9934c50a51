/** Makes a card's picture, to share and to preview. */
import { canvasPng } from "../images/canvasPng";
import type { Photo } from "../storage/userRecords";
import { drawBack } from "./cardBack";
import { CARD_SIZES, type CardContent, type CardShape } from "./cardContent";
import { drawFront } from "./cardFront";
import { loadCardFonts } from "./cardText";

/** @returns a PNG of 1,080 x 1,350 or 1,080 x 1,080 pixels. */
export async function cardImage(
  photo: Photo,
  content: CardContent,
  shape: CardShape,
): Promise<Blob> {
  return canvasPng(await frontCanvas(photo, content, shape));
}

/** Returns a canvas with a card's front; who asks for it sets its size to 0 after use. */
export async function frontCanvas(
  { photo, box }: Photo,
  content: CardContent,
  shape: CardShape,
): Promise<HTMLCanvasElement> {
  const [image] = await Promise.all([createImageBitmap(photo), loadCardFonts(content.title)]);
  try {
    const { canvas, context } = newCanvas(shape);
    await drawFront(context, content, { image, dog: box }, shape);
    return canvas;
  } finally {
    image.close();
  }
}

/** Returns a canvas with a card's back; who asks for it sets its size to 0 after use. */
export async function backCanvas(
  content: CardContent,
  shape: CardShape,
): Promise<HTMLCanvasElement> {
  await loadCardFonts(content.title);
  const { canvas, context } = newCanvas(shape);
  await drawBack(context, content, shape);
  return canvas;
}

function newCanvas(shape: CardShape): {
  canvas: HTMLCanvasElement;
  context: CanvasRenderingContext2D;
} {
  const canvas = document.createElement("canvas");
  const { width, height } = CARD_SIZES[shape];
  canvas.width = width;
  canvas.height = height;
  return { canvas, context: canvas.getContext("2d", { willReadFrequently: true })! };
}
