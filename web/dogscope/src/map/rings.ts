/** Rings of round distances around a place, and the map's scale bar. */
import { roundDistances } from "../locales/distanceText";
import { metresPerPixel, type MapFrame, type MapView } from "./mapView";

export interface RoundLength {
  readonly metres: number;
  readonly pixels: number;
}

/** Pixels of the smallest ring, and the share of the frame's longer side that the largest one has. */
const [SMALLEST, LARGEST] = [45, 0.48];
/** Pixels: the longest scale bar. */
const LONGEST_BAR = 100;

/** Returns the rings that fit in a view, from small to large. */
export function ringsOf(
  view: MapView,
  frame: MapFrame,
  distances = roundDistances(),
): RoundLength[] {
  const largest = LARGEST * Math.max(frame.width, frame.height);
  return lengths(view, frame, distances).filter(
    ({ pixels }) => pixels >= SMALLEST && pixels <= largest,
  );
}

/** Returns the scale bar of a view; null where it shows too much of the world. */
export function scaleBar(
  view: MapView,
  frame: MapFrame,
  distances = roundDistances(),
): RoundLength | null {
  return (
    lengths(view, frame, distances)
      .filter(({ pixels }) => pixels <= LONGEST_BAR)
      .at(-1) ?? null
  );
}

function lengths(view: MapView, frame: MapFrame, distances: readonly number[]): RoundLength[] {
  const scale = metresPerPixel(view, frame);
  return distances.map((metres) => ({ metres, pixels: metres / scale }));
}
