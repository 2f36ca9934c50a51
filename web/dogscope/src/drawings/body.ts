/** The trunk, the neck and the legs of a standing dog that looks to the right; the ground is y = 0. */
import { ellipse, limb, type Fur, type Point, type Shape } from "./outline";
import type { Proportions } from "./proportions";

/** Where the other parts are attached. */
export interface Skeleton {
  /** The point of the shoulder, and the buttock. */
  readonly chestX: number;
  readonly rumpX: number;
  readonly rumpY: number;
  readonly brisketY: number;
  readonly loinY: number;
  readonly tailRoot: Point;
  /** The back of the skull. */
  readonly head: Point;
  readonly forefoot: Point;
  readonly hindfoot: Point;
}

const WITHERS = -100;
const CHEST_X = 21;

export function skeletonOf(form: Proportions): Skeleton {
  const rumpX = CHEST_X - form.length;
  const brisketY = WITHERS + form.depth;
  const angle = (form.neckAngle * Math.PI) / 180;
  return {
    chestX: CHEST_X,
    rumpX,
    rumpY: WITHERS + form.slope,
    brisketY,
    loinY: brisketY - form.tuck,
    tailRoot: [rumpX + 5, WITHERS + form.slope + 11],
    head: [8 + form.neck * Math.cos(angle), WITHERS + 6 - form.neck * Math.sin(angle)],
    forefoot: [5, 0],
    hindfoot: [rumpX + 6, 0],
  };
}

export function trunk(form: Proportions, fur: Fur | null): Shape {
  const { chestX, rumpX, rumpY, brisketY, loinY } = skeletonOf(form);
  const span = chestX - rumpX;
  const at = (share: number): number => rumpX + share * span;
  return {
    fur,
    points: [
      [at(0.72), WITHERS],
      [at(0.5), WITHERS + form.slope * 0.3 + 1],
      [at(0.27), WITHERS + form.slope * 0.6 - form.arch],
      [at(0.1), rumpY + 3],
      [rumpX + 1, rumpY + 14],
      [rumpX, rumpY + 30],
      [at(0.16), Math.min(loinY + 2, rumpY + 48)],
      [at(0.3), loinY],
      [at(0.52), brisketY - form.tuck * 0.35],
      [at(0.74), brisketY],
      [at(0.9), brisketY - form.depth * 0.16],
      [chestX + 2, brisketY - form.depth * 0.42],
      [chestX, WITHERS + 20],
      [at(0.9), WITHERS + 7],
    ],
  };
}

/** The neck, a part of the trunk that reaches into the head. */
export function neck(form: Proportions, headSize: number, fur: Fur | null): Shape {
  const { head } = skeletonOf(form);
  const base = Math.min(form.depth * 0.34, 22);
  return {
    fur,
    points: limb([
      [-4, WITHERS + form.depth * 0.42, base * 1.02],
      [3, WITHERS + form.depth * 0.24, base * 0.98],
      [(8 + head[0]) / 2 + 1, (WITHERS + 6 + head[1]) / 2 + 3, (base + form.nape) / 2],
      [head[0] + headSize * 0.22, head[1] + headSize * 0.02, form.nape],
    ]),
  };
}

export function foreleg(form: Proportions, shift: number, width: number, fur: Fur | null): Shape {
  const { brisketY } = skeletonOf(form);
  const half = (form.bone / 2) * width;
  const x = 3 + shift;
  const leg = -brisketY;
  return {
    fur,
    points: limb([
      [x + 3, WITHERS + form.depth * 0.55, Math.max(form.bone, half)],
      [x, brisketY - 4, Math.max(form.bone * 0.78, half)],
      [x + 0.5, -leg * 0.5, half],
      [x + 0.5, Math.min(-6, -leg * 0.16), half * 0.95],
      [x + 1.5, -3, half],
    ]),
  };
}

export function hindleg(form: Proportions, shift: number, width: number, fur: Fur | null): Shape {
  const { rumpX, rumpY, brisketY } = skeletonOf(form);
  const half = (form.bone / 2) * width;
  const x = rumpX + shift;
  const leg = -brisketY;
  const hip = rumpY + form.thigh + 10;
  return {
    fur,
    points: limb([
      [x + form.thigh + 1, hip, form.thigh],
      [x + form.thigh + 2, Math.max(hip + 8, -leg * 1.02), form.thigh * 0.86],
      [x + form.thigh * 0.75, -leg * 0.74, Math.max(half * 1.25, form.thigh * 0.5)],
      [x + 2, -leg * 0.46, half * 0.98],
      [x + 3, -leg * 0.2, half * 0.92],
      [x + 4.5, -3, half],
    ]),
  };
}

export function paw(x: number, bone: number): Shape {
  const reach = bone * 0.92;
  return {
    fur: null,
    points: [
      [x - reach * 0.6, -bone * 0.72],
      [x + reach * 0.3, -bone * 0.74],
      [x + reach * 0.95, -bone * 0.42],
      [x + reach * 1.08, -1],
      [x + reach * 0.9, 0],
      [x - reach * 0.5, 0],
      [x - reach * 0.66, -1.4],
    ],
  };
}

/** A ball of hair, as on a clipped poodle's leg. */
export function pompom(x: number, y: number, radius: number, fur: Fur): Shape {
  return { fur, points: ellipse(x, y, radius, radius * 0.95) };
}
