/** The card to share: a photo, a breed and a date; a place only when the user asks for it. */
import { squareAround, squareWithin } from "../images/geometry";
import type { Photo } from "../storage/userRecords";

export interface ShareCardText {
  readonly title: string;
  readonly date: string;
  readonly place: string | null;
}

const WIDTH = 1080;
const HEIGHT = 1350;
const EDGE = 54;
const SIDE = WIDTH - 2 * EDGE;
/** The margin around the dog, as a share of its longer side. */
const MARGIN = 0.35;
const INK = "#2b1a10";
const PAPER = "#fff6e9";
const RUST = "#b4501a";

/** @returns a PNG of 1,080 x 1,350. */
export async function drawShareCard(photo: Photo, text: ShareCardText): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext("2d")!;
  context.fillStyle = PAPER;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  await drawPhoto(context, photo);
  await document.fonts.ready;
  drawText(context, text);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("the card can't be encoded"))),
      "image/png",
    );
  });
}

async function drawPhoto(context: CanvasRenderingContext2D, { photo, box }: Photo): Promise<void> {
  const image = await createImageBitmap(photo);
  try {
    const { x, y, width, height } = squareWithin(squareAround(box, MARGIN, image), image);
    context.save();
    context.beginPath();
    context.roundRect(EDGE, EDGE, SIDE, SIDE, 48);
    context.clip();
    context.imageSmoothingQuality = "high";
    context.drawImage(image, x, y, width, height, EDGE, EDGE, SIDE, SIDE);
    context.restore();
  } finally {
    image.close();
  }
}

function drawText(context: CanvasRenderingContext2D, { title, date, place }: ShareCardText): void {
  context.fillStyle = INK;
  let size = 88;
  do {
    context.font = `600 ${size}px "Fredoka Variable", sans-serif`;
    size -= 4;
  } while (context.measureText(title).width > SIDE && size > 32);
  context.fillText(title, EDGE, EDGE + SIDE + 118);
  context.font = '500 40px "Figtree Variable", sans-serif';
  context.fillText([date, place].filter(Boolean).join(" · "), EDGE, EDGE + SIDE + 184);
  context.fillStyle = RUST;
  context.font = '600 40px "Fredoka Variable", sans-serif';
  context.textAlign = "right";
  context.fillText("Dog Scope", WIDTH - EDGE, HEIGHT - EDGE + 6);
}
