/** Where the towns are on the map: those in sight, and the nearest beyond its edge. */
import { geoMercator, type GeoProjection } from "d3-geo";
import { middleOf, type MapFrame } from "./mapView";
import { TOWNS, type Town } from "./towns";

/** A town, and its pixel on the map. */
export interface PlacedTown {
  readonly town: Town;
  readonly x: number;
  readonly y: number;
}

export interface TownsOnMap {
  /** The largest first. */
  readonly inSight: readonly PlacedTown[];
  /** The nearest to the map's middle first. */
  readonly beyond: readonly PlacedTown[];
}

/** Towns in sight from which on those beyond the edge are not listed, and the most that are. */
const [ENOUGH, MOST_BEYOND] = [3, 40];

/** All towns on a map whose scale is 1, the largest first: each view only scales and moves them. */
const unitMap = geoMercator().scale(1).translate([0, 0]);
const unitTowns: readonly PlacedTown[] = TOWNS.map((town) => {
  const [x, y] = unitMap([town.longitude, town.latitude])!;
  return { town, x, y };
}).sort((one, other) => other.town.size - one.town.size);

/** @param projection - Mercator's, with the north at the top. */
export function townsOnMap(projection: GeoProjection, frame: MapFrame): TownsOnMap {
  const [originX, originY] = projection([0, 0])!;
  const scale = projection.scale();
  const [left, top] = middleOf(frame);
  const inSight: PlacedTown[] = [];
  /** With the squares of their distances from the middle. */
  const beyond: (PlacedTown & { readonly squared: number })[] = [];
  let farthest = Infinity;
  for (const unit of unitTowns) {
    const [x, y] = [originX + scale * unit.x, originY + scale * unit.y];
    if (x >= 0 && y >= 0 && x <= frame.width && y <= frame.height) {
      inSight.push({ town: unit.town, x, y });
      continue;
    }
    if (inSight.length >= ENOUGH) continue;
    const squared = (x - left) ** 2 + (y - top) ** 2;
    if (squared >= farthest) continue;
    const next = beyond.findIndex((each) => each.squared > squared);
    beyond.splice(next < 0 ? beyond.length : next, 0, { town: unit.town, x, y, squared });
    if (beyond.length > MOST_BEYOND) beyond.pop();
    if (beyond.length === MOST_BEYOND) farthest = beyond.at(-1)!.squared;
  }
  return { inSight, beyond: inSight.length < ENOUGH ? beyond : [] };
}
