/** The towns that the map names, from a list that comes with it (`scripts/make_towns.py`). */
import { directionFrom, metresBetween, type Direction } from "../walks/distance";
import list from "./towns.json";

export interface Town {
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  /** From 0, for 15,000 inhabitants, to 9 for ten millions. */
  readonly size: number;
}

export interface NearTown {
  readonly town: Town;
  readonly metres: number;
  /** The direction in which a place lies, seen from the town. */
  readonly direction: Direction;
}

/** Hundredths of a degree. */
const STEP = 100;

function decode(differences: string): number[] {
  let value = 0;
  return differences.split(" ").map((each) => (value += Number(each)) / STEP);
}

/** All towns, from south to north. */
export const TOWNS: readonly Town[] = (() => {
  const [latitudes, longitudes] = [decode(list.latitudes), decode(list.longitudes)];
  return list.names.split("|").map((name, at) => ({
    ...{ name, latitude: latitudes[at]!, longitude: longitudes[at]! },
    size: Number(list.sizes[at]),
  }));
})();

/** Returns the town that is nearest to a place. */
export function nearestTown(latitude: number, longitude: number): NearTown {
  let [town, metres] = [TOWNS[0]!, Infinity];
  for (const each of TOWNS) {
    // A degree of latitude has 111 km: most towns are too far to be worth a closer look.
    if (Math.abs(each.latitude - latitude) * 110_000 > metres) continue;
    const distance = metresBetween([each.latitude, each.longitude], [latitude, longitude]);
    if (distance < metres) [town, metres] = [each, distance];
  }
  const from = [town.latitude, town.longitude] as const;
  return { town, metres, direction: directionFrom(from, [latitude, longitude]) };
}
