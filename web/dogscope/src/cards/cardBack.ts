/** The back of a card: the pattern of its rarity, the breed's silhouette, and the breed's facts. */
import { CARD_SIZES, type CardContent, type CardShape } from "./cardContent";
import {
  drawEdge,
  drawFrame,
  drawPaw,
  drawFoil,
  drawMetal,
  INK,
  RARITY_STYLES,
  roundedBox,
} from "./cardFrame";
import { drawSilhouette } from "./cardSilhouette";
import { DISPLAY, drawText, TEXT } from "./cardText";
import { finishPart } from "./finishPart";

const BORDER = 36;
const EDGE = 84;

/** Draws a card's back on a canvas of `CARD_SIZES`, in several tasks. */
export async function drawBack(
  context: CanvasRenderingContext2D,
  content: CardContent,
  shape: CardShape,
): Promise<void> {
  const { rarity, title, breed, number, facts, silhouette } = content;
  const size = CARD_SIZES[shape];
  const { deep, paper } = RARITY_STYLES[rarity];
  const width = size.width - 2 * EDGE;
  drawFrame(context, size, rarity, BORDER);
  await finishPart(context);
  const crest = { x: EDGE, y: EDGE, width, height: size.height * 0.44 };
  context.save();
  roundedBox(context, crest, 30);
  context.clip();
  context.translate(crest.x, crest.y);
  drawMetal(context, crest, rarity);
  await finishPart(context);
  drawFoil(context, crest, rarity);
  context.restore();
  drawEdge(context, crest, 30, rarity);
  await finishPart(context);
  const middle = crest.y + crest.height / 2;
  const radius = 0.4 * crest.height;
  context.fillStyle = paper;
  context.beginPath();
  context.arc(size.width / 2, middle, radius, 0, 7);
  context.fill();
  const side = 1.24 * radius;
  const left = (size.width - side) / 2;
  drawSilhouette(context, silhouette, { x: left, y: middle - side / 2, width: side }, deep);
  let top = crest.y + crest.height + 34;
  const centred = { align: "center", family: DISPLAY, weight: 600, colour: INK } as const;
  top += drawText(context, breed ?? title, EDGE, top, width, {
    ...{ ...centred, size: 64, least: 40, lines: 1 },
  });
  top += drawText(context, number, EDGE, top, width, {
    ...{ ...centred, size: 36, least: 24, colour: deep },
  });
  top += 18;
  const room = size.height - EDGE - 62 - top;
  const step = Math.min(64, room / Math.max(facts.length, 1));
  for (const [name, value] of facts) {
    const text = { family: TEXT, size: Math.min(34, step * 0.62), least: 18, colour: INK };
    drawText(context, name, EDGE, top, 0.4 * width, { ...text, weight: 700, colour: deep });
    drawText(context, value, EDGE + 0.42 * width, top, 0.58 * width, {
      ...{ ...text, weight: 500, align: "right" },
    });
    top += step;
  }
  const foot = size.height - EDGE - 34;
  context.font = `600 44px ${DISPLAY}`;
  const half = context.measureText("Dog Scope").width / 2;
  context.fillStyle = deep;
  drawPaw(context, size.width / 2 - half - 30, foot + 20, 22);
  drawText(context, "Dog Scope", EDGE, foot - 6, width, {
    ...{ ...centred, size: 44, least: 30, colour: deep },
  });
  await finishPart(context);
}
