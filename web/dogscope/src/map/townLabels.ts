/** The towns' names on the map: the largest ones, none over another. */
import type { GeoProjection } from "d3-geo";
import { isVisible, PIXEL, type MapPosition } from "./mapView";
import { TOWNS, type Town } from "./towns";

export interface TownLabel {
  readonly town: Town;
  readonly x: number;
  readonly y: number;
}

const MOST_LABELS = 12;
/** Units of a label: the height of its line, and the width of one of its letters. */
const [LINE, LETTER] = [18 * PIXEL, 7 * PIXEL];

const bySize = [...TOWNS].sort((a, b) => b.size - a.size);

export function townLabels(projection: GeoProjection): TownLabel[] {
  const labels: (TownLabel & { readonly width: number })[] = [];
  for (const town of bySize) {
    const at = projection([town.longitude, town.latitude]) as MapPosition | null;
    if (!at || !isVisible(at)) continue;
    const [x, y] = at;
    const width = 12 * PIXEL + LETTER * town.name.length;
    const isFree = labels.every(
      (each) => Math.abs(each.y - y) > LINE || x > each.x + each.width || each.x > x + width,
    );
    if (isFree) labels.push({ town, x, y, width });
    if (labels.length === MOST_LABELS) break;
  }
  return labels;
}
