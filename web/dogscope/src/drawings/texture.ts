/** Strokes of hair on a coat: strands that hang, tufts, curls and cords. */
import { COATS, type Coat } from "./coats";
import type { Anatomy, Mark } from "./drawDog";
import { seededRandom } from "./outline";
import { lightness, SHADE } from "./palette";

const STROKES: Partial<Record<Coat, (x: number, y: number, random: () => number) => string>> = {
  wire: (x, y, random) => `M${n(x)},${n(y)}q-1.5,1 ${n(-2 - random())},3`,
  shaggy: (x, y, random) => `M${n(x)},${n(y)}q-2,2 ${n(-2 - random())},6`,
  rough: (x, y, random) => `M${n(x)},${n(y)}q-2,4 ${n(-2 - 2 * random())},9`,
  standoff: (x, y, random) => `M${n(x)},${n(y)}q-3,1 ${n(-4 - random())},5`,
  long: (x, y, random) => `M${n(x)},${n(y)}q-3,1 ${n(-5 - random())},5`,
  curly: (x, y) => `M${n(x)},${n(y)}q2,-3.4 4,0`,
  poodle: (x, y) => `M${n(x)},${n(y)}q2,-3.4 4,0`,
  lamb: (x, y) => `M${n(x)},${n(y)}q2,-3.4 4,0`,
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
      path += `M${n(x + 2 * random())},${n(top)}C${n(x - sway)},${n(top * 0.7)} ${n(x + sway)},${n((top + bottom) / 2)} ${n(x - 1)},${n(bottom - 8 * random())}`;
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

function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}
