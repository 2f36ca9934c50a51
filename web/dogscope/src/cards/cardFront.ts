/** The front of a card: the frame, the photo, the names, and the code that opens the app. */
import type { Box } from "../images/geometry";
import { CARD_SIZES, type CardContent, type CardPhoto, type CardShape } from "./cardContent";
import { drawEdge, drawFrame, drawGem, drawPaw, INK, RARITY_STYLES, roundedBox } from "./cardFrame";
import { drawPhoto } from "./cardPhoto";
import { drawQr } from "./cardQr";
import { drawSilhouette } from "./cardSilhouette";
import { DISPLAY, drawText, TEXT } from "./cardText";
import { finishPart } from "./finishPart";

type Context = CanvasRenderingContext2D;

/** The width of the metal. */
const BORDER = 36;
const EDGE = 64;
const WIDTH = CARD_SIZES.portrait.width - 2 * EDGE;
const SOFT = "#65503f";

/** The places of a card's parts. */
interface Layout {
  readonly photo: Box;
  /** The words beside the photo or below it. */
  readonly words: Box;
  /** The code, or the app's sign in its place. */
  readonly sign: Pick<Box, "x" | "y" | "width">;
}

const LAYOUTS: Readonly<Record<CardShape, Layout>> = {
  portrait: {
    photo: { x: EDGE, y: 182, width: WIDTH, height: 776 },
    words: { x: EDGE + 12, y: 1006, width: 672, height: 280 },
    sign: { x: 784, y: 990, width: 232 },
  },
  square: {
    photo: { x: EDGE, y: 182, width: 656, height: 834 },
    words: { x: 748, y: 196, width: 268, height: 520 },
    sign: { x: 766, y: 730, width: 232 },
  },
};

/** Draws a card's front on a canvas of `CARD_SIZES`, in several tasks. */
export async function drawFront(
  context: Context,
  content: CardContent,
  { image, dog }: CardPhoto,
  shape: CardShape,
): Promise<void> {
  const { rarity, number, qr } = content;
  const { photo, words, sign } = LAYOUTS[shape];
  drawFrame(context, CARD_SIZES[shape], rarity, BORDER);
  await finishPart(context);
  drawHeader(context, content);
  await finishPart(context);
  context.save();
  roundedBox(context, photo, 26);
  context.clip();
  drawPhoto(context, image, dog, photo);
  context.restore();
  drawEdge(context, photo, 26, rarity);
  await finishPart(context);
  drawNumber(context, number, photo, content);
  drawWords(context, content, words);
  if (qr) drawQr(context, qr, sign);
  drawSign(context, content, sign);
  await finishPart(context);
}

/** The names at the top, between the breed's sign and the rarity's. */
function drawHeader(context: Context, content: CardContent): void {
  const { title, breed, silhouette, rarity, rarityName } = content;
  const { deep, metal } = RARITY_STYLES[rarity];
  const middle = 118;
  context.fillStyle = deep;
  context.beginPath();
  context.arc(EDGE + 48, middle, 48, 0, 7);
  context.fill();
  drawSilhouette(context, silhouette, { x: EDGE + 16, y: middle - 33, width: 64 }, metal[3]!);
  const right = rarityName === null ? 0 : 132;
  if (rarityName !== null) {
    drawGem(context, EDGE + WIDTH - 62, middle - 17, 30, rarity);
    drawText(context, rarityName, EDGE + WIDTH - 132, middle + 19, 132, {
      ...{ family: TEXT, weight: 700, size: 26, least: 16, colour: deep, align: "center" },
    });
  }
  const width = WIDTH - 116 - right - 16;
  const style = { family: DISPLAY, weight: 600, colour: INK } as const;
  if (breed !== null) {
    drawText(context, title, EDGE + 116, middle - 55, width, { ...style, size: 60, least: 34 });
    drawText(context, breed, EDGE + 116, middle + 12, width, {
      ...{ family: TEXT, weight: 700, size: 32, least: 18, colour: deep },
    });
    return;
  }
  const before = { ...style, size: 72, least: 50, lines: 1 };
  context.font = `600 50px ${DISPLAY}`;
  const isShort = context.measureText(title).width <= width;
  const top = isShort ? middle - 42 : middle - 54;
  drawText(
    context,
    title,
    EDGE + 116,
    top,
    width,
    isShort ? before : { ...style, size: 46, least: 34, lines: 2 },
  );
}

/** The number among all breeds, on the photo's lower edge. */
function drawNumber(context: Context, number: string, photo: Box, { rarity }: CardContent): void {
  context.font = `600 34px ${DISPLAY}`;
  const width = context.measureText(number).width + 56;
  const box = { x: photo.x + 26, y: photo.y + photo.height - 34, width, height: 62 };
  roundedBox(context, box, 31);
  context.fillStyle = RARITY_STYLES[rarity].deep;
  context.fill();
  drawEdge(context, box, 31, rarity);
  context.fillStyle = "#ffffff";
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.fillText(number, box.x + width / 2, box.y + 43);
}

/** The group, the date, the place, and the look-alike. */
function drawWords(context: Context, content: CardContent, { x, y, width }: Box): void {
  const { group, date, place, remark, rarity } = content;
  const { deep } = RARITY_STYLES[rarity];
  const plain = { family: TEXT, weight: 500, size: 34, least: 26, colour: SOFT, lines: 2 };
  let top = y + 36;
  top += drawText(context, group, x, top, width, {
    ...{ family: DISPLAY, weight: 600, size: 42, least: 30, colour: deep, lines: 2 },
  });
  top += 8 + drawText(context, date, x, top + 8, width, plain);
  if (place !== null) top += drawText(context, place, x, top, width, plain);
  if (remark !== null) {
    drawText(context, remark, x, top + 14, width, { ...plain, size: 30, least: 24, lines: 4 });
  }
}

/** The app's name, below its code; where there is no code, its paw stands there. */
function drawSign(
  context: Context,
  { qr, rarity }: CardContent,
  { x, y, width }: Pick<Box, "x" | "y" | "width">,
): void {
  const { deep } = RARITY_STYLES[rarity];
  if (!qr) {
    context.fillStyle = deep;
    drawPaw(context, x + width / 2, y + width / 2 + 10, 0.36 * width);
  }
  drawText(context, "Dog Scope", x, y + width + 6, width, {
    ...{ family: DISPLAY, weight: 600, size: 40, least: 24, colour: deep, align: "center" },
  });
}
