import { describe, expect, it } from "vitest";
import type { WalkPoint } from "../../src/storage/userRecords";
import { lengthOf, metresBetween, metresPerDegree } from "../../src/walks/distance";
import { WayFilter } from "../../src/walks/wayFilter";

const [LATITUDE, LONGITUDE] = [52.4, 13.06];
const START = Date.UTC(2026, 5, 1, 12);
const perDegree = metresPerDegree(LATITUDE);

/** Returns numbers of a normal distribution (Box and Muller), the same ones for a seed. */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 1) / (2 ** 32 + 1);
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

interface Noise {
  /** Metres. */
  readonly sigma: number;
  /** How much of the last error stays after a second: a phone's errors drift. */
  readonly drift: number;
  /** The share of places that are 60 to 120 metres off. */
  readonly jumps: number;
}

type Position = readonly [east: number, north: number];

/** Walks along straight lines at 1.4 m/s, with a place in each second. */
function walkAlong(corners: readonly Position[], { sigma, drift, jumps }: Noise, seed: number) {
  const normal = normals(seed);
  const filter = new WayFilter();
  const path: WalkPoint[] = [];
  let [seconds, length] = [0, 0];
  let error: Position = [0, 0];
  corners.slice(1).forEach((corner, at) => {
    const [from, leg] = [
      corners[at]!,
      Math.hypot(corner[0] - corners[at]![0], corner[1] - corners[at]![1]),
    ];
    length += leg;
    for (let gone = 0; gone < leg; gone += 1.4) {
      const fresh = sigma * Math.sqrt(1 - drift ** 2);
      error = [error[0] * drift + fresh * normal(), error[1] * drift + fresh * normal()];
      const jump =
        Math.abs(normal()) > 3 - 3 * jumps * 10 && jumps > 0 ? 60 + 60 * Math.abs(normal()) : 0;
      const east = from[0] + ((corner[0] - from[0]) * gone) / leg + error[0] + jump;
      const north = from[1] + ((corner[1] - from[1]) * gone) / leg + error[1];
      const place = {
        latitude: LATITUDE + north / perDegree.latitude,
        longitude: LONGITUDE + east / perDegree.longitude,
        accuracy: sigma * 1.5,
      };
      const point = filter.add(place, START + 1000 * seconds++);
      if (point) path.push(point);
    }
  });
  return { path, length };
}

const BLOCKS: Position[] = [
  [0, 0],
  [300, 0],
  [300, 220],
  [80, 220],
  [80, 500],
  [520, 500],
  [520, 60],
];
const PATH: Position[] = [
  [0, 0],
  [120, 40],
  [220, 130],
  [260, 260],
  [400, 330],
  [560, 300],
  [690, 380],
];

describe("the distance of a walk", () => {
  it.each([
    ["blocks, open sky", BLOCKS, { sigma: 3, drift: 0.9, jumps: 0 }],
    ["blocks, streets", BLOCKS, { sigma: 6, drift: 0.95, jumps: 0 }],
    ["blocks, streets with jumps", BLOCKS, { sigma: 6, drift: 0.95, jumps: 0.03 }],
    ["a path, white noise", PATH, { sigma: 5, drift: 0, jumps: 0 }],
    ["a path, trees with jumps", PATH, { sigma: 8, drift: 0.97, jumps: 0.03 }],
  ] as const)("is right within 5 %% on the mean of ten: %s", (_, corners, noise) => {
    const errors = Array.from({ length: 10 }, (_each, seed) => {
      const { path, length } = walkAlong(corners, noise, seed + 1);
      return lengthOf(path) / length - 1;
    });
    const mean = errors.reduce((sum, each) => sum + each, 0) / errors.length;
    expect([Math.abs(mean) < 0.05, errors.map((each) => each.toFixed(3))]).toEqual([
      true,
      expect.anything(),
    ]);
    for (const each of errors) expect(Math.abs(each)).toBeLessThan(0.1);
  });

  it("is next to nothing for a phone that lies still", () => {
    const normal = normals(7);
    const filter = new WayFilter();
    const path: WalkPoint[] = [];
    for (let second = 0; second < 600; second++) {
      const point = filter.add(
        {
          latitude: LATITUDE + (4 * normal()) / perDegree.latitude,
          longitude: LONGITUDE + (4 * normal()) / perDegree.longitude,
          accuracy: 6,
        },
        START + 1000 * second,
      );
      if (point) path.push(point);
    }
    expect(lengthOf(path)).toBeLessThan(25);
  });
});

describe("the filter", () => {
  const at = (east: number, accuracy = 5) => ({
    latitude: LATITUDE,
    longitude: LONGITUDE + east / perDegree.longitude,
    accuracy,
  });

  /** Returns the points of some places, two seconds apart. */
  const pointsOf = (filter: WayFilter, easts: readonly number[]): WalkPoint[] =>
    easts
      .map((east, n) => filter.add(at(east), START + 2000 * n))
      .filter((point) => point !== null);

  it("leaves out a jump, and goes on where the walker is", () => {
    const filter = new WayFilter();
    const easts = [0, 2, 4, 6, 8, 200, 12, 14, 16, 18, 20, 22, 24, 26];
    const points = pointsOf(filter, easts);
    expect(points.length).toBeGreaterThan(1);
    for (const point of points)
      expect(metresBetween([LATITUDE, LONGITUDE], point)).toBeLessThan(40);
  });

  it("believes a jump that lasts: the signal was lost under a roof", () => {
    const filter = new WayFilter();
    const easts = [0, 2, 4, 200, 202, 204, 206, 208, 210];
    const points = pointsOf(filter, easts);
    expect(metresBetween([LATITUDE, LONGITUDE], points.at(-1)!)).toBeGreaterThan(150);
  });

  it("leaves out places without a known accuracy, or with a poor one", () => {
    const filter = new WayFilter();
    expect(filter.add(at(0, 500), START)).toBeNull();
    expect(filter.add(at(0, NaN), START)).toBeNull();
    expect(filter.add(at(0), START)).not.toBeNull();
  });

  it("goes on behind the last point after a reload", () => {
    const last: WalkPoint = [LATITUDE, LONGITUDE, START];
    const filter = new WayFilter(last);
    expect(filter.add(at(3), START + 5000)).toBeNull();
    expect(filter.add(at(20), START + 20_000)).not.toBeNull();
  });
});
