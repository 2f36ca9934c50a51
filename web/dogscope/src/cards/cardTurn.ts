/** A card that turns about its upright axis, seen in perspective. */
import type { Size } from "../images/geometry";

/** The eye's distance from the card, in widths of the card. */
const DISTANCE = 3;
/** The upright strips of which a turned card is drawn. */
const STRIPS = 90;

/** Where the edges of a strip are, and how high it is. */
interface Strip {
  /** From the card's left edge to its right one, 0 to 1. */
  readonly from: number;
  readonly to: number;
  /** From the axis, in widths of the card. */
  readonly left: number;
  readonly right: number;
  /** As a share of the card's own height. */
  readonly height: number;
}

/** Returns the strips of a card's side that is turned by less than a quarter. */
export function stripsAt(angle: number, count = STRIPS): Strip[] {
  const project = (across: number): { x: number; scale: number } => {
    const scale = DISTANCE / (DISTANCE + across * Math.sin(angle));
    return { x: across * Math.cos(angle) * scale, scale };
  };
  return Array.from({ length: count }, (_, at) => {
    const [from, to] = [at / count, (at + 1) / count];
    const [left, right] = [project(from - 0.5), project(to - 0.5)];
    return { from, to, left: left.x, right: right.x, height: (left.scale + right.scale) / 2 };
  });
}

/**
 * Returns the card's angle in radians: it rests, turns, rests on its back, and turns on.
 * @param part - how much of the loop is over, 0 to 1.
 */
export function angleAt(part: number): number {
  const smooth = (from: number, length: number): number => {
    const at = Math.min(Math.max((part - from) / length, 0), 1);
    return at * at * (3 - 2 * at);
  };
  return Math.PI * (smooth(0.2, 0.3) + smooth(0.68, 0.32));
}

/** Draws a card in the middle of a canvas, turned by an angle. */
export function drawTurned(
  context: CanvasRenderingContext2D,
  { front, back }: { readonly front: HTMLCanvasElement; readonly back: HTMLCanvasElement },
  canvas: Size,
  card: Size,
  angle: number,
): void {
  const isFront = Math.cos(angle) >= 0;
  const side = isFront ? front : back;
  for (const strip of stripsAt(isFront ? angle : angle - Math.PI)) {
    const left = canvas.width / 2 + strip.left * card.width;
    const width = (strip.right - strip.left) * card.width;
    if (width <= 0) continue;
    const height = strip.height * card.height;
    context.drawImage(
      side,
      strip.from * side.width,
      0,
      (strip.to - strip.from) * side.width,
      side.height,
      left,
      (canvas.height - height) / 2,
      width + 0.7, // no gap between two strips
      height,
    );
  }
}
