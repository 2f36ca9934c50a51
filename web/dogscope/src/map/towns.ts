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

export const TOWNS: readonly Town[] = (() => {
  const [latitudes, longitudes] = [decode(list.latitudes), decode(list.longitudes)];
  return list.names.split("|").map((name, at) => ({
    ...{ name, latitude: latitudes[at]!, longitude: longitudes[at]! },
    size: Number(list.sizes[at]),
  }));
})();

const fromSouth = [...TOWNS].sort((one, other) => one.latitude - other.latitude);

/** Returns the town that is nearest to a place. */
export function nearestTown(latitude: number, longitude: number): NearTown {
  const north = fromSouth.findIndex((town) => town.latitude >= latitude);
  const middle = north < 0 ? fromSouth.length : north;
  let [town, metres] = [fromSouth[0]!, Infinity];
  for (const side of [fromSouth.slice(0, middle).reverse(), fromSouth.slice(middle)]) {
    for (const each of side) {
      // A degree of latitude has 111 km: the other towns of this side are farther away.
      if (Math.abs(each.latitude - latitude) * 110_000 > metres) break;
      const distance = metresBetween([each.latitude, each.longitude], [latitude, longitude]);
      if (distance < metres) [town, metres] = [each, distance];
    }
  }
  const from = [town.latitude, town.longitude] as const;
  return { town, metres, direction: directionFrom(from, [latitude, longitude]) };
}
