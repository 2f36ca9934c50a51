/** The frame of a card, by rarity: its colours, its pattern, and the foil over it. */
import type { Rarity } from "../game/rarity";
import type { Box, Size } from "../images/geometry";

export interface RarityStyle {
  /** The colours of the frame's metal, from one corner to the other. */
  readonly metal: readonly string[];
  /** The frame's darkest colour: for words on the card's paper, and lines. */
  readonly deep: string;
  /** The card's paper. */
  readonly paper: string;
}

/** Fixed colours: a card is a picture, and looks the same on a dark screen. */
export const RARITY_STYLES: Readonly<Record<Rarity, RarityStyle>> = {
  common: {
    metal: ["#8f9499", "#e4e7ea", "#a3a8ae", "#f4f6f7", "#7f858b"],
    deep: "#4a5057",
    paper: "#f6f5f1",
  },
  uncommon: {
    metal: ["#24683f", "#8fd3a5", "#2f8150", "#bce8c7", "#1d5934"],
    deep: "#1f5a37",
    paper: "#f1f7ee",
  },
  rare: {
    metal: ["#174f8c", "#7cc0f2", "#2268ab", "#b7e0fb", "#123f72"],
    deep: "#164a80",
    paper: "#eef5fb",
  },
  epic: {
    metal: ["#55247f", "#c690ef", "#7436a6", "#e6c8fb", "#451c69"],
    deep: "#5a2788",
    paper: "#f7f0fb",
  },
  legendary: {
    metal: ["#9a5b00", "#ffe08a", "#d9932a", "#fff4c4", "#8a4e00"],
    deep: "#7d4700",
    paper: "#fff7e0",
  },
};

export const INK = "#2b1a10";

/** Paints the whole card: the metal with its pattern and foil, and the paper within. */
export function drawFrame(
  context: CanvasRenderingContext2D,
  size: Size,
  rarity: Rarity,
  border: number,
): void {
  const { paper } = RARITY_STYLES[rarity];
  drawMetal(context, size, rarity);
  drawFoil(context, size, rarity);
  const inner = {
    x: border,
    y: border,
    width: size.width - 2 * border,
    height: size.height - 2 * border,
  };
  context.save();
  context.shadowColor = "rgb(0 0 0 / 45%)";
  context.shadowBlur = 18;
  roundedBox(context, inner, 34);
  context.fillStyle = paper;
  context.fill();
  context.restore();
  drawEdge(context, inner, 34, rarity);
}

/** Draws a bevelled line of metal around a box. */
export function drawEdge(
  context: CanvasRenderingContext2D,
  box: Box,
  radius: number,
  rarity: Rarity,
): void {
  const { metal, deep } = RARITY_STYLES[rarity];
  context.save();
  roundedBox(context, box, radius);
  context.lineWidth = 9;
  context.strokeStyle = deep;
  context.stroke();
  context.lineWidth = 5;
  context.strokeStyle = diagonal(context, box, metal);
  context.stroke();
  context.restore();
}

export function roundedBox(context: CanvasRenderingContext2D, box: Box, radius: number): void {
  context.beginPath();
  context.roundRect(box.x, box.y, box.width, box.height, radius);
}

/** Fills a canvas with the metal of a rarity. */
export function drawMetal(context: CanvasRenderingContext2D, size: Size, rarity: Rarity): void {
  context.fillStyle = diagonal(context, { x: 0, y: 0, ...size }, RARITY_STYLES[rarity].metal);
  context.fillRect(0, 0, size.width, size.height);
}

function diagonal(
  context: CanvasRenderingContext2D,
  { x, y, width, height }: Box,
  colours: readonly string[],
): CanvasGradient {
  const gradient = context.createLinearGradient(x, y, x + width, y + height);
  colours.forEach((colour, at) => gradient.addColorStop(at / (colours.length - 1), colour));
  return gradient;
}

/** Draws the pattern of a rarity: the rarer, the richer. */
export function drawFoil(context: CanvasRenderingContext2D, size: Size, rarity: Rarity): void {
  context.save();
  if (rarity === "common") brushed(context, size);
  if (rarity === "uncommon") paws(context, size);
  if (rarity === "rare") waves(context, size);
  if (rarity === "epic" || rarity === "legendary") {
    rays(context, size, rarity === "epic" ? 36 : 48);
    rainbow(context, size, rarity === "epic" ? 0.28 : 0.38);
    sparkles(context, size, rarity === "epic" ? 46 : 80);
  }
  context.restore();
}

/** A number from 0 to 1 for each whole number, the same in every picture. */
function noise(at: number): number {
  const mixed = Math.imul(at + 1, 0x9e3779b1);
  return ((Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) ^ (mixed >>> 7)) >>> 0) / 2 ** 32;
}

function brushed(context: CanvasRenderingContext2D, { width, height }: Size): void {
  context.lineWidth = 1.5;
  for (let y = 0; y < height; y += 3) {
    const light = noise(y);
    context.strokeStyle = light > 0.5 ? "rgb(255 255 255 / 22%)" : "rgb(0 0 0 / 10%)";
    context.beginPath();
    context.moveTo(light * width - width, y);
    context.lineTo(light * width + width, y + 1);
    context.stroke();
  }
}

/** Fills a paw of about two radii. */
export function drawPaw(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
): void {
  const oval = (dx: number, dy: number, rx: number, ry: number, turn: number): void => {
    context.beginPath();
    context.ellipse(x + dx * radius, y + dy * radius, rx * radius, ry * radius, turn, 0, 7);
    context.fill();
  };
  oval(0, 0.42, 0.62, 0.5, 0);
  oval(-0.82, -0.12, 0.24, 0.34, -0.45);
  oval(-0.33, -0.62, 0.25, 0.36, -0.12);
  oval(0.33, -0.62, 0.25, 0.36, 0.12);
  oval(0.82, -0.12, 0.24, 0.34, 0.45);
}

function paws(context: CanvasRenderingContext2D, { width, height }: Size): void {
  context.fillStyle = "rgb(255 255 255 / 26%)";
  for (let row = 0; row * 46 < height + 46; row++) {
    for (let x = (row % 2) * 38; x < width + 38; x += 76) drawPaw(context, x, row * 46, 13);
  }
}

function waves(context: CanvasRenderingContext2D, { width, height }: Size): void {
  context.lineWidth = 3;
  context.strokeStyle = "rgb(255 255 255 / 34%)";
  for (let row = 0; row * 22 < height + 22; row++) {
    context.beginPath();
    for (let x = (row % 2) * -22; x < width + 44; x += 44) {
      context.moveTo(x + 22, row * 22);
      context.arc(x, row * 22, 22, 0, Math.PI);
    }
    context.stroke();
  }
}

function rays(context: CanvasRenderingContext2D, { width, height }: Size, count: number): void {
  const [x, y] = [width / 2, height / 2];
  const far = Math.hypot(x, y);
  context.fillStyle = "rgb(255 255 255 / 24%)";
  for (let at = 0; at < count; at++) {
    const from = (2 * Math.PI * at) / count;
    context.beginPath();
    context.moveTo(x, y);
    context.arc(x, y, far, from, from + (Math.PI / count) * (0.5 + noise(at)));
    context.fill();
  }
}

/** The hues of foil, as it catches the light. */
function rainbow(context: CanvasRenderingContext2D, { width, height }: Size, share: number): void {
  const gradient = context.createLinearGradient(0, height * 0.15, width, height * 0.85);
  for (let at = 0; at <= 12; at++) {
    gradient.addColorStop(at / 12, `hsl(${(at * 90) % 360} 95% 68%)`);
  }
  context.globalCompositeOperation = "soft-light";
  context.globalAlpha = 2 * share;
  context.fillStyle = gradient;
  context.fillRect(0, 0, width, height);
  context.globalCompositeOperation = "source-over";
  context.globalAlpha = 1;
}

function sparkles(context: CanvasRenderingContext2D, { width, height }: Size, count: number): void {
  context.fillStyle = "rgb(255 255 255 / 85%)";
  for (let at = 0; at < count; at++) {
    const [x, y] = [noise(3 * at) * width, noise(3 * at + 1) * height];
    const radius = 4 + 11 * noise(3 * at + 2);
    context.beginPath();
    for (let corner = 0; corner < 8; corner++) {
      const far = corner % 2 === 0 ? radius : 0.18 * radius;
      const angle = (Math.PI / 4) * corner;
      context.lineTo(x + far * Math.cos(angle), y + far * Math.sin(angle));
    }
    context.fill();
  }
}

/** Draws the gem of a rarity. */
export function drawGem(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  rarity: Rarity,
): void {
  const { metal, deep } = RARITY_STYLES[rarity];
  context.save();
  context.beginPath();
  for (let corner = 0; corner < 6; corner++) {
    const angle = (Math.PI / 3) * corner - Math.PI / 2;
    context.lineTo(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
  }
  context.closePath();
  const box = { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
  context.fillStyle = diagonal(context, box, metal);
  context.fill();
  context.lineWidth = 3;
  context.lineJoin = "round";
  context.strokeStyle = deep;
  context.stroke();
  context.restore();
}
