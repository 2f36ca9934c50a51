/** Records a card that turns once, as a film that loops. The browser encodes it as it is drawn. */
import type { Size } from "../images/geometry";
import { CARD_SIZES } from "./cardContent";
import { angleAt, drawTurned } from "./cardTurn";
import { finishPart } from "./finishPart";

/** Milliseconds of the film. */
export const CLIP_LENGTH = 3000;
const CANVAS: Size = { width: 720, height: 900 };
/** The card in it, with room for its nearer edge. */
const CARD: Size = { width: 568, height: 710 };
/** Bits per second: three seconds take less than 2 MB. */
const BITS = 5_000_000;
/** Milliseconds between two frames, at least. */
const FRAME = 30;
/** Milliseconds for the last frame, which gives the film its length on a slow device, too. */
const LAST_FRAME = 120;
const CORNER = 34;

/** From the kind that most messengers take to the one that most browsers make. */
const TYPES = [
  "video/mp4;codecs=avc1.42E01F",
  "video/mp4",
  "video/webm;codecs=vp9",
  "video/webm;codecs=vp8",
  "video/webm",
];

/** Returns the kind of film that this browser records; null where it records none. */
export function clipType(): string | null {
  if (typeof MediaRecorder === "undefined") return null;
  if (typeof HTMLCanvasElement.prototype.captureStream !== "function") return null;
  return TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? null;
}

interface ClipOptions {
  /** Ends the recording; its promise is then rejected with the signal's reason. */
  readonly signal: AbortSignal;
  /** Called with the share that is recorded, 0 to 1. */
  readonly onProgress: (part: number) => void;
}

/**
 * Records a card's two sides; it takes as long as the film.
 * @throws Error - this browser records no films, or the page was hidden meanwhile.
 */
export async function recordClip(
  sides: { readonly front: HTMLCanvasElement; readonly back: HTMLCanvasElement },
  { signal, onProgress }: ClipOptions,
): Promise<Blob> {
  const type = clipType();
  if (type === null) throw new Error("this browser records no films");
  const canvas = document.createElement("canvas");
  Object.assign(canvas, CANVAS);
  const context = canvas.getContext("2d", { alpha: false })!;
  const table = tableOf();
  const rounded = {
    front: await roundedCopy(sides.front),
    back: await roundedCopy(sides.back),
  };
  const draw = (part: number): void => {
    context.drawImage(table, 0, 0);
    drawTurned(context, rounded, CANVAS, CARD, angleAt(part));
  };
  draw(0);
  const stream = canvas.captureStream(30);
  const recorder = new MediaRecorder(stream, { mimeType: type, videoBitsPerSecond: BITS });
  const parts: Blob[] = [];
  recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
  const ended = new Promise<void>((resolve, reject) => {
    recorder.addEventListener("stop", () => resolve());
    recorder.addEventListener("error", () => reject(new Error("the film can't be encoded")));
  });
  ended.catch(() => undefined);
  try {
    recorder.start();
    await turn(draw, signal, onProgress);
    draw(1);
    await new Promise((resolve) => setTimeout(resolve, LAST_FRAME)); // it is captured in time
    recorder.stop();
    await ended;
    return new Blob(parts, { type: type.split(";")[0]! });
  } finally {
    if (recorder.state !== "inactive") recorder.stop();
    for (const track of stream.getTracks()) track.stop();
    for (const each of [canvas, table, rounded.front, rounded.back]) each.width = each.height = 0;
  }
}

/** Draws the frames of one turn, as time passes. */
function turn(
  draw: (part: number) => void,
  signal: AbortSignal,
  onProgress: (part: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    let last = start;
    const step = (now: number): void => {
      const part = (now - start) / CLIP_LENGTH;
      if (signal.aborted) return reject(signal.reason as Error);
      // A hidden page draws no frames: the film would stand still.
      if (document.hidden) return reject(new Error("the page was hidden while it recorded"));
      if (part >= 1) return resolve();
      if (now - last >= FRAME) {
        last = now;
        draw(part);
        onProgress(part);
      }
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
}

/** Returns a side of the card at the film's size, with round corners. */
async function roundedCopy(side: HTMLCanvasElement): Promise<HTMLCanvasElement> {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, CARD);
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  context.beginPath();
  context.roundRect(
    0,
    0,
    CARD.width,
    CARD.height,
    CORNER * (CARD.width / CARD_SIZES.portrait.width),
  );
  context.clip();
  context.imageSmoothingQuality = "high";
  context.drawImage(side, 0, 0, CARD.width, CARD.height);
  await finishPart(context);
  return canvas;
}

/** Returns what the card lies on. */
function tableOf(): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, CANVAS);
  const { width, height } = CANVAS;
  const context = canvas.getContext("2d")!;
  const glow = context.createRadialGradient(
    ...([width / 2, 0.45 * height, 60, width / 2, height / 2, 0.7 * height] as const),
  );
  glow.addColorStop(0, "#5b3a24");
  glow.addColorStop(1, "#17100b");
  context.fillStyle = glow;
  context.fillRect(0, 0, width, height);
  return canvas;
}
