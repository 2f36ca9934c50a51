/** The map: similar examples lie close together; drawn around with a line, they are chosen. */
import { useQuery } from "@tanstack/react-query";
import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
} from "react";
import { api, call } from "../../api/client";
import { IconButton } from "../../components/Button";
import { Select, Switch } from "../../components/Field";
import { labelColour } from "../../components/labelColour";
import { EmptyState, ErrorNotice, Notice, Skeleton } from "../../components/States";
import { Thumbnail } from "../../components/Thumbnail";
import { useLocale } from "../../state/localeContext";
import { useProject, type Example } from "../../state/project";
import { projectKey } from "../../state/queryClient";
import { nearest, within, type Point } from "./lasso";
import { MapPictures, type Seen } from "./MapPictures";
import { pointsOf, themeColours, type ColourBy, type MapData } from "./mapPoints";
import { PointRenderer, type View } from "./pointRenderer";
import style from "./map.module.css";

const WHOLE: View = { x: 0.5, y: 0.5, zoom: 0.92 };
const STRETCH = 2; // only short distances mean anything on the map
const REACH = 14; // pixels from the pointer to the point that it means
const PICTURE_REACH = 27; // where pictures lie on the points
const LEGEND = 10; // labels
const CARD = 200; // pixels that the picture beside the pointer takes

/** The point under the pointer, and to which sides its picture goes. */
interface Hover {
  readonly at: number;
  readonly x: number;
  readonly y: number;
  readonly left: boolean;
  readonly up: boolean;
}

export interface MapViewProps {
  readonly ids: readonly number[];
  /** Whether the filters leave some out. */
  readonly filtered: boolean;
  readonly chosen: ReadonlySet<number>;
  readonly onChoose: (ids: readonly number[]) => void;
  readonly onOpen: (id: number) => void;
  readonly known: ReadonlyMap<number, Example>;
  readonly onView: (ids: readonly number[]) => void;
}

export function MapView(props: MapViewProps) {
  const { t } = useLocale();
  const { name } = useProject();
  const map = useQuery({
    queryKey: projectKey(name, "exploration", "map"),
    queryFn: ({ signal }) =>
      call(api.GET("/v1/projects/{project}/map", { params: { path: { project: name } }, signal })),
    structuralSharing: false,
  });
  if (map.data === undefined)
    return map.error === null ? (
      <Skeleton lines={5} />
    ) : (
      <ErrorNotice error={map.error} retry={() => void map.refetch()} />
    );
  if (map.data.ids.length === 0)
    return (
      <EmptyState title={t("explore.noMap")} icon="map">
        {t("explore.noMapText")}
      </EmptyState>
    );
  return <Drawing {...props} map={map.data} />;
}

function Drawing({
  map,
  ids,
  filtered,
  chosen,
  onChoose,
  onOpen,
  known,
  onView,
}: MapViewProps & { readonly map: MapData }) {
  const { t } = useLocale();
  const { labels, modality } = useProject();
  const canvas = useRef<HTMLCanvasElement>(null);
  const renderer = useRef<PointRenderer | null>(null);
  const view = useRef(WHOLE);
  const [by, setBy] = useState<ColourBy>("label");
  const [pictures, setPictures] = useState(modality === "image");
  const [seen, setSeen] = useState<Seen | null>(null);
  const [lassoing, setLassoing] = useState(false);
  const [line, setLine] = useState<readonly Point[]>([]);
  const [hover, setHover] = useState<Hover | null>(null);
  const [failed, setFailed] = useState(false);
  const theme = useTheme();
  const shown = useMemo(() => (filtered ? new Set(ids) : null), [filtered, ids]);
  const order = useMemo(
    () =>
      map.labels.map((each) =>
        Math.max(
          0,
          labels.findIndex(({ name }) => name === each),
        ),
      ),
    [map.labels, labels],
  );
  const points = useMemo(() => {
    const colours = themeColours(getComputedStyle(document.documentElement));
    return pointsOf(map, by, colours, order, shown, chosen);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the theme changes the colours
  }, [map, by, order, shown, chosen, theme]);

  /** The part of the map that the canvas shows at zoom 1: all of it, stretched to its shape. */
  const sides = useCallback((): [number, number] => {
    const { clientWidth: width, clientHeight: height } = canvas.current!;
    const shape = Math.max(1, width) / Math.max(1, height);
    return [Math.max(1, shape / STRETCH), Math.max(1, 1 / shape / STRETCH)];
  }, []);
  const frame = useRef(0);
  const draw = useCallback(() => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      const element = canvas.current;
      if (element === null || renderer.current === null) return;
      const ratio = Math.min(devicePixelRatio, 2);
      element.width = Math.round(element.clientWidth * ratio);
      element.height = Math.round(element.clientHeight * ratio);
      const dense = points.x.length > 20_000 ? 2.2 : points.x.length > 2_000 ? 4 : 8;
      const scale = ratio * dense * Math.min(4, Math.sqrt(view.current.zoom) + 0.2);
      const [across, down] = sides();
      renderer.current.draw(view.current, [across, down], scale);
      const { clientWidth: width, clientHeight: height } = element;
      const shape = { across: width / across, down: height / down };
      setSeen({ view: view.current, width, height, shape });
    });
  }, [points, sides]);

  useEffect(() => {
    renderer.current ??= PointRenderer.on(canvas.current!);
    if (renderer.current === null) {
      setFailed(true);
      return;
    }
    renderer.current.set(points);
    draw();
  }, [points, draw]);
  useEffect(() => {
    const observer = new ResizeObserver(draw);
    observer.observe(canvas.current!);
    return () => observer.disconnect();
  }, [draw]);

  /** Returns the place on the map that is under the pointer. */
  const placeOf = useCallback(
    (event: { clientX: number; clientY: number }): Point => {
      const box = canvas.current!.getBoundingClientRect();
      const [across, down] = sides();
      const { x, y, zoom } = view.current;
      return [
        x + (((event.clientX - box.left) / box.width - 0.5) * across) / zoom,
        y + (((event.clientY - box.top) / box.height - 0.5) * down) / zoom,
      ];
    },
    [sides],
  );
  const change = useCallback(
    (next: View) => {
      const edge = (value: number) => Math.min(1.2, Math.max(-0.2, value));
      view.current = {
        x: edge(next.x),
        y: edge(next.y),
        zoom: Math.min(60, Math.max(0.5, next.zoom)),
      };
      setHover(null);
      draw();
    },
    [draw],
  );
  const zoomAt = useCallback(
    (factor: number, place?: Point) => {
      const { x, y, zoom } = view.current;
      const next = Math.min(60, Math.max(0.5, zoom * factor));
      const [px, py] = place ?? [x, y];
      const kept = zoom / next; // the place under the pointer stays there
      change({ x: px + (x - px) * kept, y: py + (y - py) * kept, zoom: next });
    },
    [change],
  );
  // React's own wheel events can't keep the page from scrolling.
  useEffect(() => {
    const element = canvas.current!;
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      zoomAt(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), placeOf(event));
    };
    element.addEventListener("wheel", wheel, { passive: false });
    return () => element.removeEventListener("wheel", wheel);
  }, [placeOf, zoomAt]);

  const pointAt = (event: { clientX: number; clientY: number }): number => {
    const [across] = sides();
    const pixels = pictures ? PICTURE_REACH : REACH;
    const reach = (pixels / canvas.current!.clientWidth) * (across / view.current.zoom);
    return nearest(placeOf(event), points.x, points.y, reach);
  };

  const press = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.button !== 0) return;
    const element = canvas.current!;
    element.setPointerCapture(event.pointerId);
    const draws = lassoing || event.shiftKey;
    const box = element.getBoundingClientRect();
    const start = view.current;
    const [across, down] = sides();
    const drawn: Point[] = [placeOf(event)];
    const screen: Point[] = [[event.clientX - box.left, event.clientY - box.top]];
    let far = 0;
    const move = (next: globalThis.PointerEvent) => {
      const [dx, dy] = [next.clientX - event.clientX, next.clientY - event.clientY];
      far = Math.max(far, Math.hypot(dx, dy));
      if (draws) {
        drawn.push(placeOf(next));
        screen.push([next.clientX - box.left, next.clientY - box.top]);
        setLine([...screen]);
      } else if (far > 3)
        change({
          x: start.x - ((dx / box.width) * across) / start.zoom,
          y: start.y - ((dy / box.height) * down) / start.zoom,
          zoom: start.zoom,
        });
    };
    const end = () => {
      element.removeEventListener("pointermove", move);
      element.removeEventListener("pointerup", end);
      element.removeEventListener("pointercancel", end);
      setLine([]);
      if (draws && far > 3) {
        const found = within(drawn, points.x, points.y).map((n) => map.ids[n]!);
        const fitting = shown === null ? found : found.filter((id) => shown.has(id));
        onChoose(event.ctrlKey || event.metaKey ? [...chosen, ...fitting] : fitting);
      } else if (far <= 3) {
        const at = pointAt(event);
        onChoose(at < 0 ? [] : [map.ids[at]!]);
      }
    };
    element.addEventListener("pointermove", move);
    element.addEventListener("pointerup", end);
    element.addEventListener("pointercancel", end);
  };

  const look = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.buttons !== 0 || event.pointerType === "touch") return;
    const at = pointAt(event);
    if (at === hover?.at) return;
    const box = canvas.current!.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const hovered = { at, x, y, left: x > box.width - CARD, up: y > box.height - CARD };
    setHover(at < 0 ? null : hovered);
    if (at >= 0) onView([map.ids[at]!]);
  };

  const type = (event: KeyboardEvent) => {
    const step = 0.1 / view.current.zoom;
    const { x, y, zoom } = view.current;
    const moves: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => change({ x: x - step, y, zoom }),
      ArrowRight: () => change({ x: x + step, y, zoom }),
      ArrowUp: () => change({ x, y: y - step, zoom }),
      ArrowDown: () => change({ x, y: y + step, zoom }),
      "+": () => zoomAt(1.4),
      "=": () => zoomAt(1.4),
      "-": () => zoomAt(1 / 1.4),
      "0": () => change(WHOLE),
    };
    const run = moves[event.key];
    if (run === undefined) return;
    run();
    event.preventDefault();
    event.stopPropagation();
  };

  const hovered = hover === null ? undefined : known.get(map.ids[hover.at]!);
  return (
    <div className={style.map}>
      <div className={style.tools}>
        <Select
          label={t("explore.colourBy")}
          quiet
          value={by}
          choices={[
            { value: "label", text: t("explore.byLabel") },
            { value: "doubt", text: t("explore.byDoubt"), hint: t("explore.byDoubtHint") },
          ]}
          onChange={setBy}
        />
        {modality === "image" && (
          <Switch on={pictures} onChange={setPictures}>
            {t("explore.mapPictures")}
          </Switch>
        )}
        <Switch on={lassoing} onChange={setLassoing}>
          {t("explore.lasso")}
        </Switch>
        <span className={style.hint}>{t("explore.mapHint")}</span>
        <IconButton label={t("explore.zoomIn")} icon="add" onPress={() => zoomAt(1.4)} />
        <IconButton label={t("explore.wholeMap")} icon="map" onPress={() => change(WHOLE)} />
      </div>
      <div className={style.plane}>
        {failed ? (
          <Notice tone="warn">{t("explore.noWebGL")}</Notice>
        ) : (
          <canvas
            ref={canvas}
            className={style.canvas}
            data-lasso={lassoing}
            tabIndex={0}
            role="img"
            aria-label={t("explore.mapLabel", { n: map.ids.length })}
            onPointerDown={press}
            onPointerMove={look}
            onPointerLeave={() => setHover(null)}
            onDoubleClick={(event) => {
              const at = pointAt(event);
              if (at >= 0) onOpen(map.ids[at]!);
            }}
            onKeyDown={type}
          />
        )}
        {pictures && seen !== null && (
          <MapPictures
            ids={map.ids}
            points={points}
            seen={seen}
            shown={shown}
            chosen={chosen}
            known={known}
            onView={onView}
          />
        )}
        {line.length > 1 && (
          <svg className={style.line} aria-hidden="true">
            <polygon points={line.map((each) => each.join(",")).join(" ")} />
          </svg>
        )}
        {hover !== null && hovered && (
          <div
            className={style.hover}
            style={{ insetInlineStart: hover.x, insetBlockStart: hover.y }}
            data-left={hover.left}
            data-up={hover.up}
          >
            <span className={style.hoverPicture}>
              <Thumbnail example={hovered} size={160} />
            </span>
            <span>{hovered.labels.join(", ") || t(`explore.state_${hovered.state}`)}</span>
          </div>
        )}
        <Legend by={by} />
      </div>
    </div>
  );
}

function Legend({ by }: { readonly by: ColourBy }) {
  const locale = useLocale();
  const { t } = locale;
  const { labels } = useProject();
  if (by === "doubt")
    return (
      <div className={style.legend}>
        <span>{locale.percent(0)}</span>
        <span className={style.scale} aria-hidden="true" />
        <span>{`${locale.percent(0.5)}+`}</span>
        <span>{t("explore.maybeWrong")}</span>
      </div>
    );
  return (
    <ul className={style.legend}>
      {labels.slice(0, LEGEND).map(({ name }) => (
        <li key={name}>
          <span
            className={style.dot}
            style={{ backgroundColor: labelColour(name, labels) }}
            aria-hidden="true"
          />
          {name}
        </li>
      ))}
      {labels.length > LEGEND && <li>{t("explore.moreLabels", { n: labels.length - LEGEND })}</li>}
    </ul>
  );
}

/** Returns the theme that is shown, so that what is drawn changes with it. */
function useTheme(): string {
  const read = () => document.documentElement.dataset["theme"] ?? "";
  const [theme, setTheme] = useState(read);
  useEffect(() => {
    const observer = new MutationObserver(() => setTheme(read()));
    observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => observer.disconnect();
  }, []);
  return theme;
}
