/** The geometry of the world map: its projection, the visible part, and the points of the catches. */
import { geoMercator, type GeoProjection } from "d3-geo";
import type { Catch } from "../storage/userRecords";

/** The map's own units: upright on a phone, wide on a laptop. */
export const [WIDTH, HEIGHT] = matchMedia("(min-width: 700px)").matches ? [1080, 620] : [720, 900];

/** From the whole world to a city's surroundings, some 20 km across. */
const LEAST_ZOOM = 1;
export const MOST_ZOOM = 2000;
/** The closest zoom at the beginning: the coasts and borders around still show where it is. */
const FIRST_ZOOM = 24;
/** Units beyond the map's edge in which points and outlines are still drawn. */
const OVERLAP = 20;
/** Units between two points; closer catches share one point. */
const POINT_DISTANCE = 30;

export interface MapView {
  /** The coordinates of the middle, in degrees. */
  readonly longitude: number;
  readonly latitude: number;
  readonly zoom: number;
}

export type MapPosition = [x: number, y: number];

const CENTRE: MapPosition = [WIDTH / 2, HEIGHT / 2];

export function projectionOf({ longitude, latitude, zoom }: MapView): GeoProjection {
  return geoMercator()
    .center([longitude, latitude])
    .scale((WIDTH / (2 * Math.PI)) * zoom)
    .translate(CENTRE)
    .clipExtent([
      [-OVERLAP, -OVERLAP],
      [WIDTH + OVERLAP, HEIGHT + OVERLAP],
    ]);
}

/** Zooms a view by a factor; the place at a position stays there. */
export function zoomView(view: MapView, factor: number, at: MapPosition = CENTRE): MapView {
  const zoom = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, view.zoom * factor));
  const held = projectionOf(view).invert!(at);
  if (!held) return view;
  const next = projectionOf({ ...view, zoom });
  const [x, y] = next(held)!;
  const [longitude, latitude] = next.invert!([CENTRE[0] + x - at[0], CENTRE[1] + y - at[1]])!;
  return boundView({ longitude, latitude, zoom });
}

/** Moves a view with the map's content, by some units. */
export function panView(view: MapView, x: number, y: number): MapView {
  const centre = projectionOf(view).invert!([CENTRE[0] - x, CENTRE[1] - y]);
  return centre ? boundView({ ...view, longitude: centre[0], latitude: centre[1] }) : view;
}

/** Returns a view that shows all catches; the world where there are none. */
export function viewOf(catches: readonly Catch[]): MapView {
  const places = catches.flatMap(({ place }) => (place ? [place] : []));
  if (places.length === 0) return { longitude: 10, latitude: 25, zoom: LEAST_ZOOM };
  const longitudes = places.map(({ longitude }) => longitude);
  const latitudes = places.map(({ latitude }) => latitude);
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)];
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)];
  const spread = Math.max((east - west) / 360, (north - south) / 170, 1 / 1200);
  return boundView({
    longitude: (west + east) / 2,
    latitude: (south + north) / 2,
    zoom: Math.min(FIRST_ZOOM, Math.max(LEAST_ZOOM, 0.6 / spread)),
  });
}

function boundView({ longitude, latitude, zoom }: MapView): MapView {
  return {
    longitude: ((((longitude + 180) % 360) + 360) % 360) - 180,
    latitude: Math.min(80, Math.max(-75, latitude)),
    zoom,
  };
}

/** A point on the map, for one catch or for several close together. */
export interface MapPoint {
  readonly x: number;
  readonly y: number;
  readonly catches: Catch[];
}

export function pointsOnMap(catches: readonly Catch[], projection: GeoProjection): MapPoint[] {
  const points: MapPoint[] = [];
  for (const caught of catches) {
    const at = caught.place && projection([caught.place.longitude, caught.place.latitude]);
    if (!at || !isVisible(at)) continue;
    const near = points.find(({ x, y }) => Math.hypot(x - at[0], y - at[1]) < POINT_DISTANCE);
    if (near) near.catches.push(caught);
    else points.push({ x: at[0], y: at[1], catches: [caught] });
  }
  return points;
}

function isVisible([x, y]: MapPosition): boolean {
  return x >= -OVERLAP && y >= -OVERLAP && x <= WIDTH + OVERLAP && y <= HEIGHT + OVERLAP;
}
