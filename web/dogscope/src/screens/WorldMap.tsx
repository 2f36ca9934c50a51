/**
 * Where the dogs were: outlines that ship with the app (Natural Earth), so that no server learns
 * where anybody is. To zoom: two fingers, a wheel, the buttons, or + and -.
 */
import { geoMercator, geoPath } from "d3-geo";
import { useEffect, useMemo, useRef, useState } from "react";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection } from "topojson-specification";
import world from "world-atlas/countries-50m.json";
import type { Catch } from "../storage/records";
import { useWords } from "../state/appContext";
import { Icon } from "../components/Icon";

interface WorldMapProps {
  readonly catches: readonly Catch[];
  readonly onOpen: (caught: Catch) => void;
  /** Catches at one place, which no zoom tells apart. */
  readonly onMany: (catches: readonly Catch[]) => void;
}

/** The whole world, to a city's surroundings: some 20 km across. */
const LEAST = 1;
const MOST = 2000;
/** The closest that the map begins with: the coasts and borders around still tell where it is. */
const FIRST = 24;
/** The drawing's own units: upright on a phone, wide on a laptop. */
const [WIDTH, HEIGHT] = matchMedia("(min-width: 700px)").matches ? [1080, 620] : [720, 900];

interface View {
  /** What is in the middle, degrees. */
  readonly longitude: number;
  readonly latitude: number;
  readonly zoom: number;
}

const countries = world.objects.countries as GeometryCollection;
const land = feature(world, world.objects.land as GeometryCollection);
const borders = mesh(world, countries, (a, b) => a !== b);

export default function WorldMap({ catches, onOpen, onMany }: WorldMapProps) {
  const words = useWords();
  const { t } = words;
  const [view, setView] = useState<View>(() => around(catches));
  const svg = useRef<SVGSVGElement>(null);
  const fingers = useRef(new Map<number, { x: number; y: number }>());

  const { project, invert, landPath, borderPath } = useMemo(() => {
    const projection = geoMercator()
      .center([view.longitude, view.latitude])
      .scale((WIDTH / (2 * Math.PI)) * view.zoom)
      .translate([WIDTH / 2, HEIGHT / 2])
      .clipExtent([
        [-20, -20],
        [WIDTH + 20, HEIGHT + 20],
      ]);
    const path = geoPath(projection).digits(1);
    return {
      project: projection,
      invert: projection.invert!.bind(projection),
      landPath: path(land) ?? "",
      borderPath: path(borders) ?? "",
    };
  }, [view]);

  const zoomBy = (factor: number, at: [number, number] = [WIDTH / 2, HEIGHT / 2]): void => {
    const zoom = Math.min(MOST, Math.max(LEAST, view.zoom * factor));
    const held = invert(at);
    if (!held) return;
    // What is under the fingers stays there.
    const next = geoMercator()
      .center([view.longitude, view.latitude])
      .scale((WIDTH / (2 * Math.PI)) * zoom)
      .translate([WIDTH / 2, HEIGHT / 2]);
    const moved = next(held)!;
    const centre = next.invert!([WIDTH / 2 + moved[0] - at[0], HEIGHT / 2 + moved[1] - at[1]])!;
    setView(bounded({ longitude: centre[0], latitude: centre[1], zoom }));
  };
  const panBy = (x: number, y: number): void => {
    const centre = invert([WIDTH / 2 - x, HEIGHT / 2 - y]);
    if (centre) setView(bounded({ ...view, longitude: centre[0], latitude: centre[1] }));
  };
  const local = (event: { clientX: number; clientY: number }): { x: number; y: number } => {
    const box = svg.current!.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) / box.width) * WIDTH,
      y: ((event.clientY - box.top) / box.height) * HEIGHT,
    };
  };

  // React's own wheel listener may not stop the page from scrolling.
  const wheel = useRef(zoomBy);
  useEffect(() => {
    wheel.current = zoomBy;
  });
  useEffect(() => {
    const element = svg.current!;
    const turned = (event: WheelEvent): void => {
      event.preventDefault();
      const { x, y } = local(event);
      wheel.current(Math.exp(-event.deltaY / 300), [x, y]);
    };
    element.addEventListener("wheel", turned, { passive: false });
    return () => element.removeEventListener("wheel", turned);
  }, []);

  const move = (event: React.PointerEvent): void => {
    const held = fingers.current;
    const before = held.get(event.pointerId);
    if (!before) return;
    const now = local(event);
    const other = [...held].find(([id]) => id !== event.pointerId)?.[1];
    held.set(event.pointerId, now);
    if (other) {
      const apart = (a: { x: number; y: number }): number =>
        Math.hypot(a.x - other.x, a.y - other.y);
      zoomBy(apart(now) / Math.max(apart(before), 1), [
        (now.x + other.x) / 2,
        (now.y + other.y) / 2,
      ]);
    } else {
      panBy(now.x - before.x, now.y - before.y);
    }
  };
  const letGo = (event: React.PointerEvent): void => void fingers.current.delete(event.pointerId);
  const groups = useMemo(() => clusters(catches, project), [catches, project]);

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
          fingers.current.set(event.pointerId, local(event));
        }}
        onPointerMove={move}
        onPointerUp={letGo}
        onPointerCancel={letGo}
        onKeyDown={(event) => {
          const step = 60;
          const keys: Record<string, () => void> = {
            ArrowLeft: () => panBy(step, 0),
            ArrowRight: () => panBy(-step, 0),
            ArrowUp: () => panBy(0, step),
            ArrowDown: () => panBy(0, -step),
            "+": () => zoomBy(1.6),
            "-": () => zoomBy(1 / 1.6),
          };
          const act = keys[event.key];
          if (!act) return;
          event.preventDefault();
          act();
        }}
      >
        <rect className="sea" width={WIDTH} height={HEIGHT} />
        <path className="land" d={landPath} />
        <path className="borders" d={borderPath} />
        {groups.map((group) => {
          const { x, y, all } = group;
          const first = all[0]!;
          const label =
            all.length === 1
              ? t("catch.open", { breed: words.breed(first.breed), when: words.moment(first.at) })
              : t("map.many", { n: all.length });
          const act = (): void => {
            if (all.length === 1) onOpen(first);
            else if (view.zoom >= MOST) onMany(all);
            else zoomBy(3, [x, y]);
          };
          return (
            <g
              key={first.id}
              className="point"
              transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
              role="button"
              tabIndex={0}
              aria-label={label}
              onClick={act}
              onKeyDown={(event) => {
                if (event.key !== "Enter" && event.key !== " ") return;
                event.preventDefault();
                event.stopPropagation();
                act();
              }}
            >
              <circle r="26" className="touch" />
              <circle r={all.length > 1 ? 17 : 11} />
              {all.length > 1 && (
                <text textAnchor="middle" dy="6">
                  {words.number(all.length)}
                </text>
              )}
            </g>
          );
        })}
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

/** A view that holds all catches; the world where there are none. */
function around(catches: readonly Catch[]): View {
  const places = catches.flatMap(({ place }) => (place ? [place] : []));
  if (places.length === 0) return { longitude: 10, latitude: 25, zoom: LEAST };
  const longitudes = places.map(({ longitude }) => longitude);
  const latitudes = places.map(({ latitude }) => latitude);
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)];
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)];
  const spread = Math.max((east - west) / 360, (north - south) / 170, 1 / 1200);
  return bounded({
    longitude: (west + east) / 2,
    latitude: (south + north) / 2,
    zoom: Math.min(FIRST, Math.max(LEAST, 0.6 / spread)),
  });
}

function bounded({ longitude, latitude, zoom }: View): View {
  return {
    longitude: ((((longitude + 180) % 360) + 360) % 360) - 180,
    latitude: Math.min(80, Math.max(-75, latitude)),
    zoom,
  };
}

interface Group {
  x: number;
  y: number;
  all: Catch[];
}

/** Catches that would lie over one another are one point. */
function clusters(
  catches: readonly Catch[],
  project: (at: [number, number]) => [number, number] | null,
): Group[] {
  const groups: Group[] = [];
  for (const each of catches) {
    const at = each.place && project([each.place.longitude, each.place.latitude]);
    if (!at || at[0] < -20 || at[1] < -20 || at[0] > WIDTH + 20 || at[1] > HEIGHT + 20) continue;
    const near = groups.find(({ x, y }) => Math.hypot(x - at[0], y - at[1]) < 30);
    if (near) near.all.push(each);
    else groups.push({ x: at[0], y: at[1], all: [each] });
  }
  return groups;
}
