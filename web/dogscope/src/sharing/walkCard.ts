/** The card of a walk, to share: the shape of its way, without any place, its figures and its dogs. */
import { canvasPng } from "../images/canvasPng";
import type { WalkPoint } from "../storage/userRecords";
import { trailWithin } from "../walks/trail";

export interface WalkCardContent {
  readonly title: string;
  readonly date: string;
  readonly stats: readonly (readonly [name: string, figure: string])[];
  readonly path: readonly WalkPoint[];
  /** The times of the catches, in milliseconds since 1970. */
  readonly times: readonly number[];
  /** The dogs' photos. */
  readonly pictures: readonly Blob[];
}

const [WIDTH, HEIGHT, EDGE] = [1080, 1350, 54];
const SIDE = WIDTH - 2 * EDGE;
const [TRAIL_TOP, TRAIL_HEIGHT] = [236, 620];
const PICTURE = 142;
const INK = "#2b1a10";
const SOFT = "#6b5443";
const PAPER = "#fff6e9";
const CARD = "#ffffff";
const RUST = "#b4501a";
const GOLD = "#f3b24a";
const DISPLAY = '"Fredoka Variable", sans-serif';
const TEXT = '"Figtree Variable", sans-serif';

/** @returns a PNG of 1,080 x 1,350. */
export async function drawWalkCard(content: WalkCardContent): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext("2d")!;
  context.fillStyle = PAPER;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  await document.fonts.ready;
  drawHead(context, content);
  drawTrail(context, content);
  await drawPictures(context, content.pictures);
  drawStats(context, content.stats);
  return canvasPng(canvas);
}

function drawHead(context: CanvasRenderingContext2D, { title, date }: WalkCardContent): void {
  context.fillStyle = INK;
  context.font = `600 84px ${DISPLAY}`;
  context.fillText(title, EDGE, 138, SIDE);
  context.fillStyle = SOFT;
  context.font = `500 40px ${TEXT}`;
  context.fillText(date, EDGE, 200, SIDE - 260);
  context.fillStyle = RUST;
  context.font = `600 40px ${DISPLAY}`;
  context.textAlign = "right";
  context.fillText("Dog Scope", WIDTH - EDGE, 200);
  context.textAlign = "left";
}

function drawTrail(context: CanvasRenderingContext2D, { path, times }: WalkCardContent): void {
  context.fillStyle = CARD;
  context.beginPath();
  context.roundRect(EDGE, TRAIL_TOP, SIDE, TRAIL_HEIGHT, 48);
  context.fill();
  const { positions, at } = trailWithin(path, SIDE, TRAIL_HEIGHT, 70);
  if (positions.length < 2) return;
  context.save();
  context.translate(EDGE, TRAIL_TOP);
  context.lineCap = context.lineJoin = "round";
  context.lineWidth = 14;
  context.strokeStyle = RUST;
  context.beginPath();
  for (const [x, y] of positions) context.lineTo(x, y);
  context.stroke();
  const dot = ([x, y]: readonly [number, number], radius: number, fill: string): void => {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = fill;
    context.fill();
    context.lineWidth = 7;
    context.stroke();
  };
  dot(positions[0]!, 16, CARD);
  dot(positions.at(-1)!, 16, RUST);
  context.strokeStyle = CARD;
  for (const time of times) dot(at(time)!, 20, GOLD);
  context.restore();
}

async function drawPictures(
  context: CanvasRenderingContext2D,
  pictures: readonly Blob[],
): Promise<void> {
  const gap = (SIDE - 6 * PICTURE) / 5;
  for (const [at, picture] of pictures.entries()) {
    const image = await createImageBitmap(picture);
    try {
      const side = Math.min(image.width, image.height);
      const [left, top] = [EDGE + at * (PICTURE + gap), TRAIL_TOP + TRAIL_HEIGHT + 44];
      context.save();
      context.beginPath();
      context.arc(left + PICTURE / 2, top + PICTURE / 2, PICTURE / 2, 0, 2 * Math.PI);
      context.clip();
      const [x, y] = [(image.width - side) / 2, (image.height - side) / 2];
      context.drawImage(image, x, y, side, side, left, top, PICTURE, PICTURE);
      context.restore();
    } finally {
      image.close();
    }
  }
}

function drawStats(context: CanvasRenderingContext2D, stats: WalkCardContent["stats"]): void {
  const shown = stats.slice(0, 4);
  const width = SIDE / shown.length;
  shown.forEach(([name, figure], at) => {
    const left = EDGE + at * width;
    context.fillStyle = RUST;
    context.font = `600 62px ${DISPLAY}`;
    context.fillText(figure, left, 1210, width - 20);
    context.fillStyle = SOFT;
    context.font = `500 34px ${TEXT}`;
    context.fillText(name, left, 1264, width - 20);
  });
}
