/** Coats: the edge of each part, and the hair that hangs, stands or is clipped. Lengths as in a part. */
import type { Fur } from "./outline";

export interface CoatStyle {
  readonly trunk: Fur | null;
  readonly head: Fur | null;
  readonly legs: Fur | null;
  readonly tail: Fur | null;
  readonly ears: Fur | null;
  /** How much the hair adds around the trunk, and around the neck. */
  readonly depth: number;
  readonly ruff: number;
  /** How much wider a leg is. */
  readonly legWidth: number;
  /** How far the hair under the belly hangs, as a share of the way to the ground. */
  readonly skirt: number;
}

const tufts = (length: number, width: number): Fur => ({ kind: "tufts", length, width });
const curls = (length: number, width: number): Fur => ({ kind: "curls", length, width });

const SMOOTH: CoatStyle = {
  trunk: null,
  head: null,
  legs: null,
  tail: null,
  ears: null,
  depth: 0,
  ruff: 0,
  legWidth: 1,
  skirt: 0,
};

export const COATS = {
  smooth: SMOOTH,
  hairless: SMOOTH,
  plush: { ...SMOOTH, trunk: tufts(1.8, 6), tail: tufts(2, 6), ruff: 3, depth: 1 },
  standoff: {
    ...SMOOTH,
    trunk: tufts(3.4, 7.5),
    head: null,
    legs: tufts(1.4, 6),
    tail: tufts(3.6, 8),
    depth: 6,
    ruff: 10,
    legWidth: 1.15,
  },
  feathered: {
    ...SMOOTH,
    tail: tufts(3, 6),
    ears: tufts(1.6, 6),
    skirt: 0.26,
    ruff: 1,
    legWidth: 1.05,
  },
  long: {
    ...SMOOTH,
    trunk: tufts(3, 7.5),
    legs: tufts(1.4, 6),
    tail: tufts(3.4, 8),
    depth: 3,
    ruff: 8,
    legWidth: 1.12,
    skirt: 0.16,
  },
  silky: {
    ...SMOOTH,
    trunk: tufts(2, 8),
    head: tufts(1.5, 8),
    legs: tufts(2, 7),
    tail: tufts(3, 7),
    ears: tufts(2, 7),
    depth: 2,
    ruff: 3,
    legWidth: 1.3,
    skirt: 0.93,
  },
  draped: {
    ...SMOOTH,
    head: null,
    trunk: tufts(1.2, 7),
    legs: tufts(3.4, 7),
    tail: null,
    ears: tufts(3, 8),
    depth: 1,
    ruff: 4,
    legWidth: 1.9,
    skirt: 0.42,
  },
  wire: {
    ...SMOOTH,
    trunk: tufts(1.3, 4),
    head: null,
    legs: tufts(1.3, 4.5),
    tail: tufts(1.2, 4),
    depth: 1,
    legWidth: 1.3,
  },
  shaggy: {
    ...SMOOTH,
    trunk: tufts(2.4, 5),
    head: tufts(1.2, 5),
    legs: tufts(1.6, 5),
    tail: tufts(2, 5),
    ears: tufts(1.2, 5),
    depth: 1,
    ruff: 3,
    legWidth: 1.25,
    skirt: 0.1,
  },
  rough: {
    ...SMOOTH,
    trunk: tufts(3.4, 7),
    head: tufts(3, 7),
    legs: tufts(3, 7),
    tail: tufts(3.2, 7),
    ears: tufts(2.4, 7),
    depth: 6,
    ruff: 7,
    legWidth: 1.8,
    skirt: 0.36,
  },
  curly: {
    ...SMOOTH,
    trunk: curls(1.8, 4.5),
    legs: curls(1.4, 4),
    tail: curls(1.4, 4),
    ears: curls(1.5, 4),
    depth: 1,
    legWidth: 1.15,
  },
  poodle: { ...SMOOTH, ears: curls(2, 5) },
  lamb: {
    ...SMOOTH,
    trunk: curls(1.6, 5),
    head: curls(1.4, 5),
    legs: curls(1.4, 5),
    depth: 2,
    ruff: 2,
    legWidth: 1.55,
  },
  corded: {
    ...SMOOTH,
    trunk: { kind: "cords", length: 5, width: 5 },
    head: { kind: "cords", length: 5, width: 5 },
    legs: { kind: "cords", length: 4, width: 5 },
    tail: { kind: "cords", length: 5, width: 5 },
    ears: { kind: "cords", length: 5, width: 5 },
    depth: 6,
    ruff: 6,
    legWidth: 2,
    skirt: 0.7,
  },
} as const satisfies Record<string, CoatStyle>;

export type Coat = keyof typeof COATS;
