/** What a walker sees of the map: rings of distance, ways, towns, the scale and the north. */
import type { GeoProjection } from "d3-geo";
import { distanceText } from "../locales/distanceText";
import { useLocale } from "../state/appContext";
import type { Place, Walk } from "../storage/userRecords";
import { linePath, type TrailPosition } from "../walks/trail";
import {
  HEIGHT,
  isVisible,
  metresPerUnit,
  PIXEL,
  WIDTH,
  type Coordinates,
  type MapView,
} from "./mapView";
import { ringsOf, scaleBar } from "./rings";
import type { TownLabel } from "./townLabels";

interface ProjectedProps {
  readonly projection: GeoProjection;
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
}

export function Rings({ projection, view, around, opacity }: RingsProps) {
  const locale = useLocale();
  const [x, y] = positionOf(projection, around);
  return (
    <g className="rings" opacity={opacity}>
      {ringsOf(view).map(({ metres, units }) => (
        <g key={metres}>
          <circle cx={x} cy={y} r={units} />
          <text x={x} y={y - units} dy={4 * PIXEL} textAnchor="middle">
            {distanceText(metres, locale)}
          </text>
        </g>
      ))}
    </g>
  );
}

export function Trails({
  projection,
  walks,
}: ProjectedProps & { readonly walks: readonly Walk[] }) {
  return (
    <g className="trails">
      {walks.map(({ id, path }) => {
        const positions: TrailPosition[] = path.map(([latitude, longitude]) =>
          projection([longitude, latitude])!,
        );
        if (!positions.some(([x, y]) => isVisible([x, y]))) return null;
        return <path key={id} d={linePath(positions)} />;
      })}
    </g>
  );
}

export function Towns({ labels }: { readonly labels: readonly TownLabel[] }) {
  return (
    <g className="towns">
      {labels.map(({ town, x, y }) => (
        <g key={`${town.name} ${town.latitude} ${town.longitude}`}>
          <circle cx={x} cy={y} r={3 * PIXEL} />
          <text x={x + 6 * PIXEL} y={y + 4 * PIXEL}>
            {town.name}
          </text>
        </g>
      ))}
    </g>
  );
}

interface OwnPlaceProps extends ProjectedProps {
  readonly view: MapView;
  readonly place: Place;
}

export function OwnPlace({ projection, view, place }: OwnPlaceProps) {
  const [x, y] = positionOf(projection, place);
  return (
    <g className="own-place">
      <circle className="accuracy" cx={x} cy={y} r={place.accuracy / metresPerUnit(view)} />
      <circle cx={x} cy={y} r={7 * PIXEL} />
    </g>
  );
}

export function ScaleAndNorth({ view }: { readonly view: MapView }) {
  const locale = useLocale();
  const bar = scaleBar(view);
  return (
    <g className="map-scale">
      {bar && (
        <g transform={`translate(${14 * PIXEL} ${HEIGHT - 15 * PIXEL})`}>
          <path d={`M0 ${-5 * PIXEL}v${5 * PIXEL}h${bar.units.toFixed(1)}v${-5 * PIXEL}`} />
          <text x={4 * PIXEL} y={-8 * PIXEL}>
            {distanceText(bar.metres, locale)}
          </text>
        </g>
      )}
      <g transform={`translate(${WIDTH - 22 * PIXEL} ${HEIGHT - 26 * PIXEL})`}>
        <path
          className="needle"
          d={`M0 ${-14 * PIXEL}l${6 * PIXEL} ${14 * PIXEL}h${-12 * PIXEL}z`}
        />
        <text y={15 * PIXEL} textAnchor="middle">
          {locale.t("map.north")}
        </text>
      </g>
    </g>
  );
}
