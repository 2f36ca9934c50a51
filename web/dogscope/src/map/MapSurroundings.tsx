/** What a walker sees of the map: rings of distance, ways, towns, the scale and the north. */
import type { GeoProjection } from "d3-geo";
import { distanceText } from "../locales/distanceText";
import { useLocale } from "../state/appContext";
import type { Place, Walk } from "../storage/userRecords";
import { linePath, type TrailPosition } from "../walks/trail";
import type { Box } from "../images/geometry";
import { metresBetween } from "../walks/distance";
import { spotOnRing } from "./freeSpots";
import {
  isVisible,
  metresPerPixel,
  type Coordinates,
  type MapFrame,
  type MapView,
} from "./mapView";
import { ringsOf, scaleBar } from "./rings";
import type { FarTown, TownLabel } from "./townLabels";

/** Letters of a far town's name, so that it stays within the map. */
const MOST_LETTERS = 16;

interface ProjectedProps {
  readonly projection: GeoProjection;
  readonly frame: MapFrame;
}

function positionOf(
  projection: GeoProjection,
  { latitude, longitude }: Coordinates,
): [number, number] {
  return projection([longitude, latitude])!;
}

interface RingsProps extends ProjectedProps {
  readonly view: MapView;
  readonly around: Coordinates;
  readonly opacity: number;
  /** The parts of the map in which no word is read. */
  readonly taken: readonly Box[];
}

export function Rings({ projection, frame, view, around, opacity, taken }: RingsProps) {
  const locale = useLocale();
  const centre = positionOf(projection, around);
  const rings = ringsOf(view, frame).map(({ metres, pixels }) => {
    const text = distanceText(metres, locale);
    return { metres, pixels, text, spot: spotOnRing(text, centre, pixels, frame, taken) };
  });
  return (
    <g className="rings" opacity={opacity}>
      {rings.map(({ metres, pixels }) => (
        <circle key={metres} cx={centre[0]} cy={centre[1]} r={pixels} />
      ))}
      {rings.map(
        ({ metres, text, spot }) =>
          spot && (
            <text key={metres} x={spot[0]} y={spot[1]} dy={4} textAnchor="middle">
              {text}
            </text>
          ),
      )}
    </g>
  );
}

export function Trails({
  projection,
  frame,
  walks,
}: ProjectedProps & { readonly walks: readonly Walk[] }) {
  return (
    <g className="trails">
      {walks.map(({ id, path }) => {
        const positions: TrailPosition[] = path.map(([latitude, longitude]) =>
          projection([longitude, latitude])!,
        );
        if (!positions.some(([x, y]) => isVisible([x, y], frame))) return null;
        return <path key={id} d={linePath(positions)} />;
      })}
    </g>
  );
}

export function Towns({ labels }: { readonly labels: readonly TownLabel[] }) {
  return (
    <g className="towns">
      {labels.map(({ town, x, y, side }) => (
        <g key={`${town.name} ${town.latitude} ${town.longitude}`}>
          <circle cx={x} cy={y} r={3} />
          <text x={x + side.dx} y={y + side.dy} textAnchor={side.anchor}>
            {town.name}
          </text>
        </g>
      ))}
    </g>
  );
}

interface FarTownsProps {
  readonly towns: readonly FarTown[];
  /** The place from which they are as far as is told. */
  readonly from: Coordinates;
}

/** The nearest towns beyond the map's edge: an arrow, the name, and how far it is. */
export function FarTowns({ towns, from }: FarTownsProps) {
  const locale = useLocale();
  return (
    <g className="towns far">
      {towns.map(({ town, x, y, bearing }) => {
        const { name, latitude, longitude } = town;
        const metres = metresBetween([from.latitude, from.longitude], [latitude, longitude]);
        return (
          <g key={`${name} ${latitude} ${longitude}`} transform={`translate(${x} ${y})`}>
            <path d="M0 -9l5 14l-5 -3l-5 3z" transform={`translate(0 -17) rotate(${bearing})`} />
            <text textAnchor="middle">
              <tspan x="0" y="4">
                {name.length > MOST_LETTERS ? `${name.slice(0, MOST_LETTERS - 1)}…` : name}
              </tspan>
              <tspan x="0" y="19">
                {distanceText(metres, locale)}
              </tspan>
            </text>
          </g>
        );
      })}
    </g>
  );
}

interface OwnPlaceProps extends ProjectedProps {
  readonly view: MapView;
  readonly place: Place;
}

export function OwnPlace({ projection, frame, view, place }: OwnPlaceProps) {
  const [x, y] = positionOf(projection, place);
  return (
    <g className="own-place">
      <circle className="accuracy" cx={x} cy={y} r={place.accuracy / metresPerPixel(view, frame)} />
      <circle cx={x} cy={y} r={7} />
    </g>
  );
}

interface ScaleProps {
  readonly view: MapView;
  readonly frame: MapFrame;
}

export function ScaleAndNorth({ view, frame }: ScaleProps) {
  const locale = useLocale();
  const bar = scaleBar(view, frame);
  return (
    <g className="map-scale">
      {bar && (
        <g transform={`translate(14 ${frame.height - 15})`}>
          <path d={`M0 -5v5h${bar.pixels.toFixed(1)}v-5`} />
          <text x="4" y="-8">
            {distanceText(bar.metres, locale)}
          </text>
        </g>
      )}
      <g transform={`translate(${frame.width - 22} ${frame.height - 26})`}>
        <path className="needle" d="M0 -14l6 14h-12z" />
        <text y="15" textAnchor="middle">
          {locale.t("map.north")}
        </text>
      </g>
    </g>
  );
}
