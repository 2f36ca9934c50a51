/** The catches on the map: each a pin, or several close together in one. */
import type { GeoProjection } from "d3-geo";
import type { Catch } from "../storage/userRecords";
import { metresBetween } from "../walks/distance";
import type { Box } from "../images/geometry";
import { isVisible, type MapFrame } from "./mapView";

/** Pixels between two pins; closer catches share one. */
const PIN_DISTANCE = 40;
/** Metres: catches that are closer than this are at one place. */
const ONE_PLACE = 15;

/** A pin on the map, for one catch or for several close together. */
export interface MapPoint {
  readonly x: number;
  readonly y: number;
  /** The newest first. */
  readonly catches: Catch[];
}

/** Returns what a pin covers. */
export function boxOfPoint({ x, y }: MapPoint): Box {
  return { x: x - 22, y: y - 22, width: 44, height: 44 };
}

export function pointsOnMap(
  catches: readonly Catch[],
  projection: GeoProjection,
  frame: MapFrame,
): MapPoint[] {
  const points: MapPoint[] = [];
  for (const caught of catches) {
    const at = caught.place && projection([caught.place.longitude, caught.place.latitude]);
    if (!at || !isVisible(at, frame)) continue;
    const near = points.find(({ x, y }) => Math.hypot(x - at[0], y - at[1]) < PIN_DISTANCE);
    if (near) near.catches.push(caught);
    else points.push({ x: at[0], y: at[1], catches: [caught] });
  }
  return points;
}

/** Tells whether catches are at one place, which no zoom takes apart. */
export function areAtOnePlace(catches: readonly Catch[]): boolean {
  const [first, ...others] = catches.flatMap(({ place }) => (place ? [place] : []));
  if (!first) return false;
  return others.every(
    ({ latitude, longitude }) =>
      metresBetween([first.latitude, first.longitude], [latitude, longitude]) < ONE_PLACE,
  );
}
