/** The geometry of the map: its projection, the visible part, and how it moves. */
import { geoMercator, type GeoProjection } from "d3-geo";

/** The size of the map on the screen, in pixels. */
export interface MapFrame {
  readonly width: number;
  readonly height: number;
}

/** From the whole world to a street corner, some 300 m across. */
const LEAST_ZOOM = 1;
export const MOST_ZOOM = 100_000;
/** The zooms between which the outlines give way to what a walker needs: they are too coarse. */
const [OUTLINES_UNTIL, WALKING_FROM] = [600, 3000];
/** The zooms between which the rings of distance appear: some 400 km across, and 200. */
const [RINGS_FROM, RINGS_UNTIL] = [60, 120];
/** The share of the world's girth that a first view shows at least: some 600 m. */
const LEAST_EXTENT = 1.5e-5;
/** The share of the map that its content fills at first. */
const FILLED = 0.5;
/** Pixels beyond the map's edge in which points and outlines are still drawn. */
const OVERLAP = 30;
/** Metres of the equator. */
const EQUATOR = 40_075_017;

export interface MapView {
  /** The coordinates of the middle, in degrees. */
  readonly longitude: number;
  readonly latitude: number;
  /** The world's girth by the width that is shown. */
  readonly zoom: number;
}

export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

export type MapPosition = [x: number, y: number];

const WORLD: MapView = { longitude: 10, latitude: 25, zoom: LEAST_ZOOM };

export function middleOf({ width, height }: MapFrame): MapPosition {
  return [width / 2, height / 2];
}

export function projectionOf(
  { longitude, latitude, zoom }: MapView,
  frame: MapFrame,
): GeoProjection {
  return geoMercator()
    .center([longitude, latitude])
    .scale((frame.width / (2 * Math.PI)) * zoom)
    .translate(middleOf(frame))
    .clipExtent([
      [-OVERLAP, -OVERLAP],
      [frame.width + OVERLAP, frame.height + OVERLAP],
    ]);
}

/** Returns the metres of one pixel in the map's middle. */
export function metresPerPixel({ latitude, zoom }: MapView, { width }: MapFrame): number {
  return (EQUATOR * Math.cos((latitude * Math.PI) / 180)) / (width * zoom);
}

/** Returns 0 where the map shows the world's outlines, 1 where it shows a walk, between in between. */
export function walkingShare({ zoom }: MapView): number {
  return partOf(zoom, OUTLINES_UNTIL, WALKING_FROM);
}

/** Returns how much the rings of distance are seen, from 0 to 1. */
export function ringsShare({ zoom }: MapView): number {
  return partOf(zoom, RINGS_FROM, RINGS_UNTIL);
}

/** Returns how far a zoom is on the way from one to another, as the eye sees it. */
function partOf(zoom: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, Math.log(zoom / from) / Math.log(to / from)));
}

/** Zooms a view by a factor; the place at a position stays there. */
export function zoomView(
  view: MapView,
  factor: number,
  frame: MapFrame,
  at: MapPosition = middleOf(frame),
): MapView {
  const zoom = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, view.zoom * factor));
  const held = projectionOf(view, frame).invert!(at);
  if (!held) return view;
  const next = projectionOf({ ...view, zoom }, frame);
  const [x, y] = next(held)!;
  const middle = middleOf(frame);
  const [longitude, latitude] = next.invert!([middle[0] + x - at[0], middle[1] + y - at[1]])!;
  return boundView({ longitude, latitude, zoom });
}

/** Returns the view of the same scale, as far as zooms go, in a frame of another width. */
export function refitView(view: MapView, before: MapFrame, frame: MapFrame): MapView {
  return zoomView(view, before.width / frame.width, frame);
}

/** Moves a view with the map's content, by some pixels. */
export function panView(view: MapView, x: number, y: number, frame: MapFrame): MapView {
  const middle = middleOf(frame);
  const centre = projectionOf(view, frame).invert!([middle[0] - x, middle[1] - y]);
  return centre ? boundView({ ...view, longitude: centre[0], latitude: centre[1] }) : view;
}

/** Returns a view that shows all places; the world where there are none. */
export function viewOf(places: readonly Coordinates[], frame: MapFrame): MapView {
  if (places.length === 0) return WORLD;
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { longitude, latitude } of places) {
    [west, east] = [Math.min(west, longitude), Math.max(east, longitude)];
    [south, north] = [Math.min(south, latitude), Math.max(north, latitude)];
  }
  const latitude = (south + north) / 2;
  const stretch = Math.max(0.1, Math.cos((latitude * Math.PI) / 180)); // of Mercator's projection
  const wide = (east - west) / 360;
  const high = ((north - south) / 360 / stretch) * (frame.width / frame.height);
  return boundView({
    longitude: (west + east) / 2,
    latitude,
    zoom: Math.max(LEAST_ZOOM, FILLED / Math.max(wide, high, LEAST_EXTENT / stretch)),
  });
}

/** Returns the view of a part of the way from one view to another, along which its end comes closer. */
export function viewBetween(from: MapView, to: MapView, part: number): MapView {
  if (part >= 1) return to;
  const zoom = from.zoom * (to.zoom / from.zoom) ** part;
  // So that a place moves evenly on the screen, whatever the zoom.
  const ratio = from.zoom / to.zoom;
  const moved = Math.abs(1 - ratio) < 1e-3 ? part : (1 - from.zoom / zoom) / (1 - ratio);
  const turn = ((((to.longitude - from.longitude + 180) % 360) + 360) % 360) - 180;
  return boundView({
    longitude: from.longitude + turn * moved,
    latitude: from.latitude + (to.latitude - from.latitude) * moved,
    zoom,
  });
}

function boundView({ longitude, latitude, zoom }: MapView): MapView {
  return {
    longitude: ((((longitude + 180) % 360) + 360) % 360) - 180,
    latitude: Math.min(80, Math.max(-75, latitude)),
    zoom,
  };
}

export function isVisible([x, y]: MapPosition, { width, height }: MapFrame): boolean {
  return x >= -OVERLAP && y >= -OVERLAP && x <= width + OVERLAP && y <= height + OVERLAP;
}
