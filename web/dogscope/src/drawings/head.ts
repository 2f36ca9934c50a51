/** The head in profile, drawn in hundredths of the skull's length and put where the neck ends. */
import type { Point } from "./outline";
import type { Profile } from "./proportions";

/** Turns and scales a head's points, and moves them to its place. */
export class HeadFrame {
  /** @param size - the skull's length in the drawing's units; @param tilt - degrees, nose down. */
  constructor(
    readonly origin: Point,
    readonly size: number,
    readonly tilt: number,
  ) {}

  place([x, y]: Point): Point {
    const angle = (this.tilt * Math.PI) / 180;
    const scale = this.size / 100;
    // The skull turns about its middle, so that the neck stays where it is.
    const [fromX, fromY] = [x - 40, y];
    return [
      this.origin[0] + scale * (22 + fromX * Math.cos(angle) - fromY * Math.sin(angle)),
      this.origin[1] + scale * (fromX * Math.sin(angle) + fromY * Math.cos(angle)),
    ];
  }

  placeAll(points: readonly Point[]): Point[] {
    return points.map((point) => this.place(point));
  }
}

/** Points of the face that other parts need. */
export interface Face {
  readonly bridge: Point;
  readonly nose: Point;
  readonly eye: Point;
  readonly chin: Point;
  readonly mouthCorner: Point;
}

export function faceOf(profile: Profile): Face {
  const tip = 100 + profile.muzzle;
  const end = bridgeEnd(profile);
  return {
    bridge: [101, bridgeStart(profile)],
    nose: [tip - 4, end + 6],
    eye: [82 - 3 * profile.stop, -17 + 2 * profile.stop],
    chin: [tip - 12, end + profile.depth + profile.flews * 0.4],
    mouthCorner: [84 + profile.muzzle * 0.12, 19],
  };
}

const bridgeStart = ({ stop }: Profile): number => -37 + 29 * stop;
const bridgeEnd = ({ stop, muzzle }: Profile): number =>
  bridgeStart({ stop } as Profile) + 0.17 * muzzle * (1 - stop);

export function skull(profile: Profile): Point[] {
  const { muzzle, dome, depth, flews, arch } = profile;
  const tip = 100 + muzzle;
  const [start, end] = [bridgeStart(profile), bridgeEnd(profile)];
  const bottom = end + depth;
  return [
    [-6, -8],
    [6, -34 - 0.4 * dome],
    [34, -49 - dome],
    [66, -47 - dome],
    [88, -39 - dome * 0.5],
    [100, start - 1],
    [100 + muzzle * 0.45, (start + end) / 2 - arch],
    [tip - 7, end - 1],
    [tip + 1, end + 5],
    [tip, end + depth * 0.5],
    [tip - 5, bottom - 2 + flews * 0.3],
    [tip - 14, bottom + flews * 0.5],
    [100 + muzzle * 0.36, Math.max(bottom, 24) + flews],
    [78, 33 + flews * 0.6],
    [44, 41],
    [8, 36],
    [-8, 14],
  ];
}
