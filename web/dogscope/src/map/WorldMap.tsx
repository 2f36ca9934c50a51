/**
 * The catches and the walks on a map, from the world to a street corner. Its outlines (Natural
 * Earth) and towns (GeoNames) come with the app, so that no server learns a user's place. It zooms
 * with two fingers, the wheel, the buttons, or + and -.
 */
import { geoPath } from "d3-geo";
import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection } from "topojson-specification";
import world from "world-atlas/countries-50m.json";
import { Icon } from "../components/Icon";
import { distanceText } from "../locales/distanceText";
import { useApp, useLocale } from "../state/appContext";
import { askForLocation, currentPlace } from "../state/userLocation";
import type { Catch, Place, Walk } from "../storage/userRecords";
import { useStore } from "../store/stateStore";
import { walkPlace } from "../walks/walkTracker";
import { MapPin } from "./MapPin";
import { areAtOnePlace, boxOfPoint, pointsOnMap, type MapPoint } from "./mapPoints";
import { FarTowns, OwnPlace, Rings, ScaleAndNorth, Towns, Trails } from "./MapSurroundings";
import { isLow, takenParts } from "./freeSpots";
import {
  MOST_ZOOM,
  metresPerPixel,
  projectionOf,
  ringsShare,
  viewOf,
  walkingShare,
  type Coordinates,
  type MapFrame,
  type MapView,
} from "./mapView";
import { farTowns, townLabels } from "./townLabels";
import { nearestTown } from "./towns";
import { townsOnMap } from "./townsOnMap";
import { useMapView } from "./useMapView";

interface WorldMapProps {
  readonly catches: readonly Catch[];
  readonly walks: readonly Walk[];
  readonly onOpen: (caught: Catch) => void;
  /** Called for a pin with catches at one place, which no zoom separates. */
  readonly onMany: (catches: readonly Catch[]) => void;
}

/** The zooms from which towns are named, the nearest one is told, and those around the map, too. */
const [TOWNS_FROM, NEAREST_FROM, AROUND_FROM] = [12, 60, 240];
/** The zoom at which the user's own place is shown. */
const OWN_ZOOM = 20_000;
/** Metres within which a place is in a town. */
const IN_TOWN = 1500;

const countries = world.objects.countries as GeometryCollection;
const land = feature(world, world.objects.land as GeometryCollection);
const borders = mesh(world, countries, (a, b) => a !== b);

/** The map as large as its frame is on the screen. */
export default function WorldMap(props: WorldMapProps) {
  const [frame, setFrame] = useState<MapFrame | null>(null);
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = element.current!;
      if (width > 0 && height > 0) setFrame({ width, height });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element.current!);
    return () => observer.disconnect();
  }, []);
  return (
    <div className="map">
      <div className="map-frame" ref={element}>
        {frame && <FramedMap {...props} frame={frame} />}
      </div>
      <MapSource />
    </div>
  );
}

function MapSource() {
  return <p className="fine">{useLocale().t("map.outlines")}</p>;
}

interface FramedMapProps extends WorldMapProps {
  readonly frame: MapFrame;
}

function FramedMap({ catches, walks, onOpen, onMany, frame }: FramedMapProps) {
  const { toaster } = useApp();
  const { t } = useLocale();
  const svg = useRef<SVGSVGElement>(null);
  const places = useMemo(() => placesOf(catches, walks), [catches, walks]);
  const { view, fly, zoomBy, handlers } = useMapView(svg, frame, () => viewOf(places, frame));
  const [found, setFound] = useState<Place | null>(null);
  const own = useStore(walkPlace) ?? found;
  const walking = walkingShare(view);
  const projection = useMemo(() => projectionOf(view, frame), [view, frame]);
  const outlines = useMemo(() => {
    if (walking >= 1) return null; // they are not seen, and take most of the time
    const path = geoPath(projection).digits(1);
    return { land: path(land) ?? "", borders: path(borders) ?? "" };
  }, [projection, walking]);
  const points = useMemo(
    () => pointsOnMap(catches, projection, frame),
    [catches, projection, frame],
  );
  const hasTown = view.zoom >= NEAREST_FROM;
  const buttons = places.length > 0 ? 4 : 3;
  const { labels, around, covered } = useMemo(() => {
    const taken = [...takenParts(frame, buttons, hasTown), ...points.map(boxOfPoint)];
    if (view.zoom < TOWNS_FROM) return { labels: [], around: [], covered: taken };
    const towns = townsOnMap(projection, frame);
    const far =
      view.zoom >= AROUND_FROM ? farTowns(towns, frame, taken, metresPerPixel(view, frame)) : [];
    const withFar = [...taken, ...far.map(({ box }) => box)];
    const near = townLabels(towns, frame, withFar);
    return { labels: near, around: far, covered: [...withFar, ...near.map(({ box }) => box)] };
  }, [frame, buttons, hasTown, points, view, projection]);
  const centre = own ?? places[0] ?? null;
  const rings = ringsShare(view);

  const openPoint = ({ x, y, catches: those }: MapPoint): void => {
    if (those.length === 1) onOpen(those[0]!);
    else if (view.zoom >= MOST_ZOOM || areAtOnePlace(those)) onMany(those);
    else zoomBy(3, [x, y]);
  };
  const showOwnPlace = async (): Promise<void> => {
    if (!(await askForLocation())) return toaster.show(t("walk.refused"), "bad");
    const place = walkPlace.value ?? (await currentPlace());
    if (!place) return toaster.show(t("walk.none"));
    setFound(place);
    fly({ longitude: place.longitude, latitude: place.latitude, zoom: OWN_ZOOM });
  };
  return (
    <>
      <svg
        ref={svg}
        viewBox={`0 0 ${frame.width} ${frame.height}`}
        role="group"
        aria-label={t("map.label")}
        tabIndex={0}
        {...handlers}
      >
        <rect className="sea" width={frame.width} height={frame.height} />
        {outlines && (
          <>
            <path className="land" d={outlines.land} />
            <path className="borders" d={outlines.borders} />
          </>
        )}
        <rect className="ground" width={frame.width} height={frame.height} opacity={walking} />
        {centre && rings > 0 && (
          <Rings {...{ projection, frame, view }} around={centre} opacity={rings} taken={covered} />
        )}
        <FarTowns towns={around} from={view} />
        <Towns labels={labels} />
        <Trails {...{ projection, frame, walks }} />
        {own && <OwnPlace {...{ projection, frame, view }} place={own} />}
        <ScaleAndNorth view={view} frame={frame} />
        {points.map((point) => (
          <MapPin key={point.catches[0]!.id} point={point} onOpen={() => openPoint(point)} />
        ))}
      </svg>
      {hasTown && <NearestTown view={view} />}
      <div className={isLow(frame) ? "map-zoom low" : "map-zoom"}>
        <button type="button" className="round" aria-label={t("map.in")} onClick={() => zoomBy(2)}>
          <Icon name="plus" />
        </button>
        <button
          type="button"
          className="round"
          aria-label={t("map.out")}
          onClick={() => zoomBy(0.5)}
        >
          <Icon name="minus" />
        </button>
        {places.length > 0 && (
          <button
            type="button"
            className="round"
            aria-label={t("map.fit")}
            onClick={() => fly(viewOf(places, frame))}
          >
            <Icon name="fit" />
          </button>
        )}
        <button
          type="button"
          className="round"
          aria-label={t("map.own")}
          onClick={() => void showOwnPlace()}
        >
          <Icon name="target" />
        </button>
      </div>
    </>
  );
}

/** Returns where the map has something to show, the newest first. */
function placesOf(catches: readonly Catch[], walks: readonly Walk[]): Coordinates[] {
  const caught = catches.flatMap(({ at, place }) => (place ? [{ at, ...place }] : []));
  const walked = walks.flatMap(({ path }) =>
    path.map(([latitude, longitude, at]) => ({ at, latitude, longitude })),
  );
  return [...caught, ...walked].sort((a, b) => b.at - a.at);
}

/** Names the nearest town of the map's middle. */
function NearestTown({ view }: { readonly view: MapView }) {
  const locale = useLocale();
  const { t } = locale;
  const { town, metres, direction } = nearestTown(view.latitude, view.longitude);
  const distance = distanceText(metres, locale);
  return (
    <p className="map-town">
      {metres < IN_TOWN
        ? t("map.town.in", { town: town.name })
        : t(`map.town.${direction}`, { town: town.name, distance })}
    </p>
  );
}
