/** Strokes of hair on a coat: strands that hang, tufts, curls and cords. */
import { COATS, type Coat } from "./coats";
import type { Anatomy, Mark } from "./anatomy";
import { seededRandom, short } from "./outline";
import { lightness, SHADE } from "./palette";

const STROKES: Partial<Record<Coat, (x: number, y: number, random: () => number) => string>> = {
  wire: (x, y, random) => `M${short(x)},${short(y)}q-1.5,1 ${short(-2 - random())},3`,
  shaggy: (x, y, random) => `M${short(x)},${short(y)}q-2,2 ${short(-2 - random())},6`,
  rough: (x, y, random) => `M${short(x)},${short(y)}q-2,4 ${short(-2 - 2 * random())},9`,
  standoff: (x, y, random) => `M${short(x)},${short(y)}q-3,1 ${short(-4 - random())},5`,
  long: (x, y, random) => `M${short(x)},${short(y)}q-3,1 ${short(-5 - random())},5`,
  curly: (x, y) => `M${short(x)},${short(y)}q2,-3.4 4,0`,
  poodle: (x, y) => `M${short(x)},${short(y)}q2,-3.4 4,0`,
  lamb: (x, y) => `M${short(x)},${short(y)}q2,-3.4 4,0`,
};

/** Returns the strokes on the trunk, or none on a smooth coat. */
export function texture(dog: Anatomy, ground: string): Mark[] {
  const { look, bones, form } = dog;
  const random = seededRandom(dog.seed + 77);
  const stroke = STROKES[look.coat];
  const { skirt } = COATS[look.coat];
  let path = "";
  if (skirt > 0.4) {
    const step = look.coat === "corded" ? 5.5 : 9;
    const bottom = bones.brisketY * (1 - skirt) - 3;
    for (let x = bones.rumpX + 3; x < bones.chestX + 1; x += step) {
      const top = -88 + 14 * random();
      const sway = look.coat === "corded" ? 0 : 3;
      path += `M${short(x + 2 * random())},${short(top)}C${short(x - sway)},${short(top * 0.7)} ${short(x + sway)},${short((top + bottom) / 2)} ${short(x - 1)},${short(bottom - 8 * random())}`;
    }
  } else if (stroke) {
    const spacing = look.coat === "wire" ? 11 : 13;
    for (let y = -90; y < bones.brisketY - 4; y += spacing) {
      // A clipped poodle is bare behind its mane.
      const from = look.coat === "poodle" ? bones.rumpX + form.length * 0.46 : bones.rumpX + 8;
      for (let x = from; x < bones.chestX + 2; x += spacing) {
        path += stroke(
          x + spacing * 0.8 * random(),
          y + spacing * 0.7 * random() - form.slope * 0.3,
          random,
        );
      }
    }
  }
  if (path === "") return [];
  const isDark = lightness(ground) < 0.3;
  return [{ path, fill: isDark ? "#ffffff" : SHADE, opacity: isDark ? 0.16 : 0.17, line: 1.1 }];
}
