/** Rings of round distances around a place, and the map's scale bar. */
import { roundDistances } from "../locales/distanceText";
import { HEIGHT, metresPerUnit, PIXEL, WIDTH, type MapView } from "./mapView";

export interface RoundLength {
  readonly metres: number;
  /** Units of the map. */
  readonly units: number;
}

/** Units: the smallest and the largest ring. */
const [SMALLEST, LARGEST] = [45 * PIXEL, 0.48 * Math.max(WIDTH, HEIGHT)];
/** Units: the longest scale bar. */
const LONGEST_BAR = 100 * PIXEL;

/** Returns the rings that fit in a view, from small to large. */
export function ringsOf(view: MapView, distances = roundDistances()): RoundLength[] {
  return lengths(view, distances).filter(({ units }) => units >= SMALLEST && units <= LARGEST);
}

/** Returns the scale bar of a view; null where it shows too much of the world. */
export function scaleBar(view: MapView, distances = roundDistances()): RoundLength | null {
  return (
    lengths(view, distances)
      .filter(({ units }) => units <= LONGEST_BAR)
      .at(-1) ?? null
  );
}

function lengths(view: MapView, distances: readonly number[]): RoundLength[] {
  const scale = metresPerUnit(view);
  return distances.map((metres) => ({ metres, units: metres / scale }));
}
