/** The map: similar examples lie close together; drawn around with a line, they are chosen. */
import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState, type PointerEvent } from "react";
import { api, call } from "../../api/client";
import { IconButton } from "../../components/Button";
import { Select, Switch } from "../../components/Field";
import { EmptyState, ErrorNotice, Notice, Skeleton } from "../../components/States";
import { Thumbnail } from "../../components/Thumbnail";
import { useLocale } from "../../state/localeContext";
import { useProject, type Example } from "../../state/project";
import { projectKey } from "../../state/queryClient";
import { useShownTheme } from "../../state/shownTheme";
import { nearest, within, type Point } from "./lasso";
import { MapLegend } from "./MapLegend";
import { MapPictures } from "./MapPictures";
import { pointsOf, themeColours, type ColourBy, type MapData } from "./mapPoints";
import { useDrawnMap } from "./useDrawnMap";
import style from "./map.module.css";

const REACH = 14; // pixels from the pointer to the point that it means
const PICTURE_REACH = 27; // where pictures lie on the points
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
  const [by, setBy] = useState<ColourBy>("label");
  const [pictures, setPictures] = useState(modality !== "text");
  const [lassoing, setLassoing] = useState(false);
  const [line, setLine] = useState<readonly Point[]>([]);
  const [hover, setHover] = useState<Hover | null>(null);
  const theme = useShownTheme();
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

  const { camera, seen, failed } = useDrawnMap(canvas, points, () => setHover(null));
  const { view, sides, placeOf } = camera;

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
        camera.move({
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
        {modality !== "text" && (
          <Switch on={pictures} onChange={setPictures}>
            {t("explore.mapPictures")}
          </Switch>
        )}
        <Switch on={lassoing} onChange={setLassoing}>
          {t("explore.lasso")}
        </Switch>
        <span className={style.hint}>{t("explore.mapHint")}</span>
        <IconButton label={t("explore.zoomIn")} icon="add" onPress={camera.zoomIn} />
        <IconButton label={t("explore.wholeMap")} icon="map" onPress={camera.showAll} />
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
            onKeyDown={camera.press}
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
        <MapLegend by={by} />
      </div>
    </div>
  );
}
