/** The card to share: a photo, a breed, a date; no place unless it is asked for. */
import type { Picture } from "../storage/records";
import { squareAround } from "../images/geometry";

export interface CardWords {
  readonly title: string;
  readonly date: string;
  readonly place: string | null;
}

const WIDTH = 1080;
const HEIGHT = 1350;
const EDGE = 54;
const INK = "#2b1a10";
const PAPER = "#fff6e9";
const RUST = "#b4501a";

/** @returns a PNG of 1,080 x 1,350. */
export async function drawCard(picture: Picture, words: CardWords): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext("2d")!;
  context.fillStyle = PAPER;
  context.fillRect(0, 0, WIDTH, HEIGHT);

  const side = WIDTH - 2 * EDGE;
  const photo = await createImageBitmap(picture.photo);
  try {
    // A square that holds the dog, and as much around it as there is.
    const wanted = squareAround(picture.box, 0.35, photo);
    const length = Math.min(Math.max(wanted.width, wanted.height), photo.width, photo.height);
    const left = clamp(wanted.x + wanted.width / 2 - length / 2, photo.width - length);
    const top = clamp(wanted.y + wanted.height / 2 - length / 2, photo.height - length);
    context.save();
    context.beginPath();
    context.roundRect(EDGE, EDGE, side, side, 48);
    context.clip();
    context.imageSmoothingQuality = "high";
    context.drawImage(photo, left, top, length, length, EDGE, EDGE, side, side);
    context.restore();
  } finally {
    photo.close();
  }

  await document.fonts.ready;
  context.fillStyle = INK;
  let size = 88;
  do {
    context.font = `600 ${size}px "Fredoka Variable", sans-serif`;
    size -= 4;
  } while (context.measureText(words.title).width > side && size > 32);
  context.fillText(words.title, EDGE, EDGE + side + 118);
  context.font = '500 40px "Figtree Variable", sans-serif';
  context.fillText([words.date, words.place].filter(Boolean).join(" · "), EDGE, EDGE + side + 184);
  context.fillStyle = RUST;
  context.font = '600 40px "Fredoka Variable", sans-serif';
  context.textAlign = "right";
  context.fillText("Dog Scope", WIDTH - EDGE, HEIGHT - EDGE + 6);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no card"))), "image/png");
  });
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), Math.max(most, 0));
}
