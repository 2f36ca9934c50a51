/**
 * The catches on a map of the world. Its outlines (Natural Earth) come with the app, so that no
 * server learns a user's place. It zooms with two fingers, the wheel, the buttons, or + and -.
 */
import { geoPath } from "d3-geo";
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection } from "topojson-specification";
import world from "world-atlas/countries-50m.json";
import { Icon } from "../components/Icon";
import { useLocale } from "../state/appContext";
import type { Catch } from "../storage/userRecords";
import {
  HEIGHT,
  MOST_ZOOM,
  panView,
  pointsOnMap,
  projectionOf,
  viewOf,
  WIDTH,
  zoomView,
  type MapPoint,
  type MapPosition,
  type MapView,
} from "./mapView";

interface WorldMapProps {
  readonly catches: readonly Catch[];
  readonly onOpen: (caught: Catch) => void;
  /** Called for a point with catches at one place, which no zoom separates. */
  readonly onMany: (catches: readonly Catch[]) => void;
}

/** Units that an arrow key moves the map by. */
const STEP = 60;

const countries = world.objects.countries as GeometryCollection;
const land = feature(world, world.objects.land as GeometryCollection);
const borders = mesh(world, countries, (a, b) => a !== b);

export default function WorldMap({ catches, onOpen, onMany }: WorldMapProps) {
  const { t } = useLocale();
  const [view, setView] = useState<MapView>(() => viewOf(catches));
  const svg = useRef<SVGSVGElement>(null);
  const fingers = useRef(new Map<number, MapPosition>());
  const { landPath, borderPath } = useMemo(() => {
    const path = geoPath(projectionOf(view)).digits(1);
    return { landPath: path(land) ?? "", borderPath: path(borders) ?? "" };
  }, [view]);
  const points = useMemo(() => pointsOnMap(catches, projectionOf(view)), [catches, view]);

  const zoomBy = (factor: number, at?: MapPosition): void => setView(zoomView(view, factor, at));
  const panBy = (x: number, y: number): void => setView(panView(view, x, y));
  const positionOf = (event: { clientX: number; clientY: number }): MapPosition => {
    const box = svg.current!.getBoundingClientRect();
    return [
      ((event.clientX - box.left) / box.width) * WIDTH,
      ((event.clientY - box.top) / box.height) * HEIGHT,
    ];
  };

  // React's own wheel listener is passive: it can't keep the page from scrolling.
  const onWheel = useEffectEvent((event: WheelEvent): void => {
    event.preventDefault();
    zoomBy(Math.exp(-event.deltaY / 300), positionOf(event));
  });
  useEffect(() => {
    const element = svg.current!;
    const listener = (event: WheelEvent): void => onWheel(event);
    element.addEventListener("wheel", listener, { passive: false });
    return () => element.removeEventListener("wheel", listener);
  }, []);

  const moveFinger = (event: React.PointerEvent): void => {
    const before = fingers.current.get(event.pointerId);
    if (!before) return;
    const now = positionOf(event);
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    fingers.current.set(event.pointerId, now);
    if (!other) return panBy(now[0] - before[0], now[1] - before[1]);
    const distance = ([x, y]: MapPosition): number => Math.hypot(x - other[0], y - other[1]);
    const middle: MapPosition = [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2];
    zoomBy(distance(now) / Math.max(distance(before), 1), middle);
  };
  const liftFinger = ({ pointerId }: React.PointerEvent): void =>
    void fingers.current.delete(pointerId);
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const keys: Record<string, () => void> = {
      ArrowLeft: () => panBy(STEP, 0),
      ArrowRight: () => panBy(-STEP, 0),
      ArrowUp: () => panBy(0, STEP),
      ArrowDown: () => panBy(0, -STEP),
      "+": () => zoomBy(1.6),
      "-": () => zoomBy(1 / 1.6),
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const openPoint = ({ x, y, catches: those }: MapPoint): void => {
    if (those.length === 1) onOpen(those[0]!);
    else if (view.zoom >= MOST_ZOOM) onMany(those);
    else zoomBy(3, [x, y]);
  };
  return (
    <div className="map">
      <svg
        ref={svg}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="group"
        aria-label={t("map.label")}
        tabIndex={0}
        onPointerDown={(event) => {
          if ((event.target as Element).closest("[role=button]")) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          fingers.current.set(event.pointerId, positionOf(event));
        }}
        onPointerMove={moveFinger}
        onPointerUp={liftFinger}
        onPointerCancel={liftFinger}
        onKeyDown={onKeyDown}
      >
        <rect className="sea" width={WIDTH} height={HEIGHT} />
        <path className="land" d={landPath} />
        <path className="borders" d={borderPath} />
        {points.map((point) => (
          <Point key={point.catches[0]!.id} point={point} onOpen={() => openPoint(point)} />
        ))}
      </svg>
      <div className="map-zoom">
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
      </div>
      <p className="fine">{t("map.outlines")}</p>
    </div>
  );
}

function Point({ point, onOpen }: { point: MapPoint; onOpen: () => void }) {
  const locale = useLocale();
  const { x, y, catches } = point;
  const { breed, at } = catches[0]!;
  const isMany = catches.length > 1;
  const label = isMany
    ? locale.t("map.many", { n: catches.length })
    : locale.t("catch.open", { breed: locale.breed(breed), when: locale.moment(at) });
  return (
    <g
      className="point"
      transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
      role="button"
      tabIndex={0}
      aria-label={label}
      onClick={onOpen}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        onOpen();
      }}
    >
      <circle r="26" className="touch" />
      <circle r={isMany ? 17 : 11} />
      {isMany && (
        <text textAnchor="middle" dy="6">
          {locale.number(catches.length)}
        </text>
      )}
    </g>
  );
}
