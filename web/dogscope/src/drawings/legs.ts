/** The legs with their paws, and the hair on them. */
import { foreleg, hindleg, paw, pompom, skeletonOf } from "./body";
import { COATS } from "./coats";
import type { Look } from "./look";
import type { Fur, Shape } from "./outline";
import type { Proportions } from "./proportions";

/** Returns a fore and a hind leg, moved to the head by as much as is given. */
export function legs(look: Look, form: Proportions, foreShift: number, hindShift: number): Shape[] {
  const coat = COATS[look.coat];
  const bones = skeletonOf(form);
  const bone = form.bone * (1 + (coat.legWidth - 1) * 0.5);
  const shapes: Shape[] = [
    foreleg(form, foreShift, coat.legWidth, coat.legs),
    paw(5 + foreShift, bone),
    hindleg(form, hindShift, coat.legWidth, coat.legs),
    paw(bones.rumpX + 5 + hindShift, bone),
  ];
  if (look.coat === "poodle") {
    const fur = COATS.poodle.ears;
    shapes.push(pompom(4 + foreShift, -13, 8.5, fur));
    shapes.push(pompom(bones.rumpX + 5 + hindShift, -14, 8.5, fur));
  }
  if (["feathered", "long", "rough"].includes(look.coat)) {
    const fur: Fur = { kind: "tufts", length: 2.6, width: 6 };
    const x = 3 + foreShift;
    const half = form.bone / 2;
    const top = bones.brisketY;
    shapes.push({
      points: [
        [x - half, top],
        [x + half * 0.5, top],
        [x, top * 0.3],
        [x - half * 0.8, top * 0.22],
        [x - half * 1.9, top * 0.5],
      ],
      fur,
    });
    const back = bones.rumpX + hindShift;
    shapes.push({
      points: [
        [back + 3, bones.rumpY + 24],
        [back + 14, bones.rumpY + 40],
        [back + 8, top * 0.72],
        [back - 2, top * 0.56],
        [back - 3, top * 0.95],
      ],
      fur,
    });
  }
  return shapes;
}
