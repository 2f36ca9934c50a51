/** The proportions of each build, in hundredths of the height at the withers. */

export interface Proportions {
  /** From the point of the shoulder to the buttock. */
  readonly length: number;
  /** The chest's depth, from the withers. */
  readonly depth: number;
  /** How much higher the belly is at the loin than at the chest. */
  readonly tuck: number;
  /** How much lower the croup is than the withers. */
  readonly slope: number;
  /** How far the loin is arched. */
  readonly arch: number;
  readonly neck: number;
  /** In degrees above the horizontal. */
  readonly neckAngle: number;
  /** Half the neck's width at the head. */
  readonly nape: number;
  /** The width of a leg. */
  readonly bone: number;
  /** Half the thigh's width. */
  readonly thigh: number;
  /** The skull's length, larger than life: a face matters most. */
  readonly skull: number;
}

const ATHLETIC: Proportions = {
  length: 103,
  depth: 51,
  tuck: 9,
  slope: 3,
  arch: 1,
  neck: 27,
  neckAngle: 58,
  nape: 11.5,
  bone: 9.5,
  thigh: 14,
  skull: 32,
};

export const PROPORTIONS = {
  athletic: ATHLETIC,
  sighthound: {
    ...ATHLETIC,
    length: 100,
    depth: 50,
    tuck: 20,
    slope: 4,
    arch: 5,
    neck: 34,
    nape: 8.5,
    bone: 7.5,
    thigh: 13,
    skull: 27,
  },
  elegant: {
    ...ATHLETIC,
    length: 98,
    tuck: 13,
    neck: 33,
    neckAngle: 62,
    nape: 10,
    bone: 8.5,
    skull: 30,
  },
  square: {
    ...ATHLETIC,
    length: 97,
    depth: 52,
    tuck: 5,
    slope: 1,
    neck: 24,
    neckAngle: 62,
    bone: 11,
    skull: 34,
    nape: 12.5,
  },
  sturdy: {
    ...ATHLETIC,
    length: 107,
    depth: 51,
    tuck: 5,
    neck: 22,
    neckAngle: 50,
    nape: 15.5,
    bone: 12.5,
    thigh: 15,
    skull: 34,
  },
  massive: {
    ...ATHLETIC,
    length: 112,
    depth: 54,
    tuck: 3,
    neck: 17,
    neckAngle: 46,
    nape: 16,
    bone: 14,
    thigh: 17,
    skull: 37,
  },
  wolf: {
    ...ATHLETIC,
    length: 107,
    depth: 47,
    tuck: 8,
    slope: 5,
    neck: 22,
    neckAngle: 46,
    nape: 12,
    bone: 9,
    skull: 31,
  },
  spitz: {
    ...ATHLETIC,
    length: 101,
    depth: 51,
    tuck: 5,
    slope: 1,
    neck: 19,
    neckAngle: 56,
    nape: 14,
    bone: 10,
    thigh: 14,
    skull: 35,
  },
  bull: {
    ...ATHLETIC,
    length: 104,
    depth: 52,
    tuck: 9,
    slope: 2,
    neck: 19,
    neckAngle: 52,
    nape: 17,
    bone: 11.5,
    thigh: 16,
    skull: 38,
  },
  cobby: {
    ...ATHLETIC,
    length: 108,
    depth: 67,
    tuck: 3,
    slope: 0,
    neck: 14,
    neckAngle: 52,
    nape: 19,
    bone: 13,
    thigh: 16,
    skull: 48,
  },
  low: {
    ...ATHLETIC,
    length: 158,
    depth: 66,
    tuck: 3,
    slope: 1,
    neck: 24,
    neckAngle: 52,
    nape: 17,
    bone: 15,
    thigh: 19,
    skull: 47,
  },
  short: {
    ...ATHLETIC,
    length: 118,
    depth: 61,
    tuck: 3,
    slope: 0,
    neck: 20,
    neckAngle: 58,
    nape: 17,
    bone: 13,
    thigh: 16,
    skull: 45,
  },
  toy: {
    ...ATHLETIC,
    length: 103,
    depth: 50,
    tuck: 7,
    slope: 1,
    neck: 18,
    neckAngle: 64,
    nape: 14,
    bone: 9,
    thigh: 13,
    skull: 46,
  },
} as const satisfies Record<string, Proportions>;

export type Build = keyof typeof PROPORTIONS;

/** A head's profile, in hundredths of the skull's length. */
export interface Profile {
  /** The muzzle's length. */
  readonly muzzle: number;
  /** The stop, from 0 (none) to 1 (a right angle). */
  readonly stop: number;
  /** The muzzle's depth at the nose. */
  readonly depth: number;
  /** How far the lips hang. */
  readonly flews: number;
  /** How far the bridge is arched; negative where it is dished. */
  readonly arch: number;
  /** How domed the skull is. */
  readonly dome: number;
}

const MEDIUM: Profile = { muzzle: 74, stop: 0.55, depth: 36, flews: 3, arch: 0, dome: 3 };

export const PROFILES = {
  medium: MEDIUM,
  flat: { muzzle: 15, stop: 1, depth: 38, flews: 4, arch: 0, dome: 4 },
  blunt: { muzzle: 46, stop: 0.9, depth: 46, flews: 7, arch: 0, dome: 2 },
  short: { muzzle: 50, stop: 0.8, depth: 32, flews: 1, arch: 0, dome: 8 },
  fine: { muzzle: 62, stop: 0.6, depth: 26, flews: 0, arch: 0, dome: 7 },
  fox: { muzzle: 66, stop: 0.5, depth: 27, flews: 0, arch: 0, dome: 2 },
  wolf: { muzzle: 78, stop: 0.35, depth: 31, flews: 1, arch: 0, dome: 0 },
  wedge: { muzzle: 90, stop: 0.18, depth: 31, flews: 0, arch: 0, dome: -2 },
  roman: { muzzle: 108, stop: 0.04, depth: 29, flews: 0, arch: 3, dome: -6 },
  square: { muzzle: 72, stop: 0.65, depth: 43, flews: 6, arch: 0, dome: 3 },
  hanging: { muzzle: 78, stop: 0.5, depth: 46, flews: 15, arch: 2, dome: 5 },
  heavy: { muzzle: 62, stop: 0.8, depth: 50, flews: 12, arch: 0, dome: 4 },
  terrier: { muzzle: 86, stop: 0.2, depth: 34, flews: 0, arch: 0, dome: -5 },
} as const satisfies Record<string, Profile>;

export type Muzzle = keyof typeof PROFILES;
