/** The hair that changes the body's outline: skirts, ruffs, a poodle's clip and breeches. */
import { pompom, type Skeleton } from "./body";
import { COATS } from "./coats";
import type { Look } from "./look";
import type { Fur, Shape } from "./outline";
import type { Proportions } from "./proportions";

export function bodyHair(look: Look, form: Proportions, bones: Skeleton): Shape[] {
  const coat = COATS[look.coat];
  const { chestX, rumpX, rumpY, brisketY, loinY, head } = bones;
  const shapes: Shape[] = [];
  const span = chestX - rumpX;
  if (coat.skirt > 0) {
    const isLong = coat.skirt > 0.6;
    const drop = -brisketY * coat.skirt;
    const front = isLong ? chestX + 5 : rumpX + span * 0.84;
    const back = isLong ? rumpX - 4 : rumpX + span * 0.3;
    const fur: Fur =
      look.coat === "corded"
        ? COATS.corded.trunk
        : { kind: "tufts", length: isLong ? 4 : 3, width: isLong ? 7 : 6 };
    shapes.push({
      points: isLong
        ? [
            [back + 3, rumpY + 14],
            [rumpX + span * 0.5, -96],
            [front - 6, -84],
            [front - 1, brisketY - 6],
            [front + 1, brisketY + drop * 0.7],
            [front - 3, brisketY + drop],
            [rumpX + span * 0.5, brisketY + drop + 1],
            [back + 3, brisketY + drop],
            [back - 3, brisketY + drop * 0.7],
            [back - 1, brisketY - 10],
          ]
        : [
            [back, loinY - 8],
            [front, brisketY - 10],
            [front, brisketY + drop * 0.8],
            [rumpX + span * 0.6, brisketY + drop],
            [back + 4, loinY + drop * 0.7],
          ],
      fur,
    });
  }
  if (look.coat === "poodle") {
    const fur = COATS.poodle.ears;
    shapes.push({
      points: [
        [head[0] - 8, head[1] + 4],
        [head[0] + form.skull * 0.3, head[1] + form.skull * 0.4],
        [chestX + 10, -78],
        [chestX + 7, brisketY - 4],
        [chestX - 12, brisketY + 8],
        [rumpX + span * 0.46, brisketY - 2],
        [rumpX + span * 0.42, -80],
        [rumpX + span * 0.5, -104],
      ],
      fur,
    });
    shapes.push(pompom(rumpX + 13, rumpY + 15, 14, fur));
  } else if (coat.ruff >= 7) {
    const fur = coat.trunk ?? { kind: "tufts" as const, length: 3, width: 7 };
    const size = coat.ruff;
    shapes.push({
      points: [
        [head[0] - 4, head[1] + 2],
        [head[0] + form.skull * 0.3, head[1] + form.skull * 0.35],
        [chestX + size * 0.7, -76],
        [chestX + size * 0.6, brisketY - 12],
        [chestX - 8, brisketY + size * 0.4],
        [chestX - 26, brisketY - 4],
        [chestX - 34, -80],
        [chestX - 30, -103 - size * 0.3],
      ],
      fur,
    });
  } else if (look.coat === "feathered") {
    shapes.push({
      points: [
        [chestX - 4, -76],
        [chestX + 4, -66],
        [chestX + 1, brisketY - 4],
        [chestX - 8, brisketY + 4],
        [chestX - 16, brisketY - 6],
      ],
      fur: { kind: "tufts", length: 2.6, width: 6 },
    });
  }
  if (look.features.includes("ridge")) {
    shapes.push({
      points: [
        [rumpX + span * 0.78, -99],
        [rumpX + span * 0.6, -100.5],
        [rumpX + span * 0.36, -99],
        [rumpX + span * 0.36, -95],
        [rumpX + span * 0.78, -95],
      ],
      fur: { kind: "tufts", length: 2.2, width: 4 },
    });
  }
  if (look.features.includes("breeches") || look.coat === "standoff") {
    shapes.push({
      points: [
        [rumpX + 12, rumpY + 12],
        [rumpX - 2, rumpY + 22],
        [rumpX - 5, rumpY + 40],
        [rumpX - 1, brisketY * 0.72],
        [rumpX + 16, brisketY * 0.78],
        [rumpX + 24, rumpY + 36],
      ],
      fur: { kind: "tufts", length: 3.4, width: 7 },
    });
  }
  return shapes;
}
