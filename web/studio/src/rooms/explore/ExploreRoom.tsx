/** The room in which one looks at the data: the findings, and the examples as a grid or a map. */
import { lazy, Suspense, useCallback, useMemo, useState } from "react";
import { Icon } from "../../components/Icon";
import { Page } from "../../components/Page";
import { Button, ButtonLink, names } from "../../components/Button";
import { EmptyState, ErrorNotice, Skeleton } from "../../components/States";
import { roomPath } from "../../state/addresses";
import { useKeys } from "../../state/keys";
import { useLocale } from "../../state/localeContext";
import { useNarrow } from "../../state/mediaQueries";
import { useMay } from "../../state/mayDo";
import { useSearch, type SearchChange } from "../../state/useSearch";
import { FilterBar, SetFilters } from "./FilterBar";
import { Findings, useExploration } from "./Findings";
import { PictureGrid } from "./PictureGrid";
import { SelectionBar } from "./SelectionBar";
import { Viewer } from "./Viewer";
import { CONDITIONS, conditionsOf, readFilters } from "./filters";
import { NOTHING, within, type Selection } from "./selection";
import { useProject } from "../../state/project";
import { useActOnMany } from "./useActOnMany";
import { useExampleIds, useLoadedExamples } from "./useExamples";
import style from "./explore.module.css";

const MapView = lazy(() => import("./MapView").then(({ MapView: view }) => ({ default: view })));

/** The widths of cells in pixels, from a contact sheet to a few large pictures. */
const SIZES = [56, 84, 124, 172, 240, 360];
const USUAL = 3;
const USUAL_NARROW = 2; // two beside each other on a phone
const KEPT_SIZE = "vizsla.explore.size";
const TILES = 24; // while the examples are asked for
const MOST_SHOWN = 500; // chosen examples that an address can name

export default function ExploreRoom() {
  const { t } = useLocale();
  const project = useProject();
  const [search, change] = useSearch();
  const filters = useMemo(() => readFilters(search), [search]);
  const view = search.get("view") === "map" ? "map" : "grid";
  const open = Number(search.get("at")) || null;
  const listed = useExampleIds(filters);
  const ids = useMemo(() => listed.data?.ids ?? [], [listed.data]);
  const exploration = useExploration();
  // An exploration finds other evidence, and a training run suggests other labels.
  const made = `${exploration.data?.made_at} ${project.last_run?.number}`;
  const { known, version, want, renew } = useLoadedExamples(made);
  const [kept, setSelection] = useState<Selection>(NOTHING);
  // Of one example in full, that one is chosen, so that keys act on it.
  const selection = useMemo(
    () => (open === null ? within(kept, ids) : { ...kept, chosen: new Set([open]) }),
    [kept, ids, open],
  );
  const [size, setSize] = useSize();
  const { act, undoLast } = useActOnMany(renew);
  const may = useMay();

  const filter = useCallback(
    (values: SearchChange) => {
      setSelection(NOTHING);
      change({ ...values, at: null });
    },
    [change],
  );
  const only = useCallback(
    (values: SearchChange) =>
      filter({ ...Object.fromEntries(CONDITIONS.map((name) => [name, null])), ...values }),
    [filter],
  );
  const openAt = (at: number) => {
    const id = ids[at];
    if (id === undefined) return;
    setSelection({ chosen: new Set([id]), anchor: at, cursor: at });
    change({ at: id }, open !== null);
  };
  const openId = (id: number) => {
    const at = ids.indexOf(id);
    if (at >= 0) openAt(at);
    else change({ at: id }, open !== null);
  };
  const near = (id: number) => only({ near: id });
  const at = open === null ? -1 : ids.indexOf(open);

  useKeys(t("shell.explore"), [
    ...(may("undoLabels") ? [{ keys: ["z", "Ctrl+z"], text: t("shell.undo"), run: undoLast }] : []),
    { keys: ["+", "="], text: t("explore.larger"), run: () => setSize(size + 1) },
    { keys: ["-"], text: t("explore.smaller"), run: () => setSize(size - 1) },
    {
      keys: ["g"],
      text: t("explore.gridOrMap"),
      run: () => change({ view: view === "map" ? null : "map" }),
    },
  ]);

  if (project.examples === 0)
    return (
      <Page title={t("shell.explore")}>
        <EmptyState
          title={t("explore.empty")}
          icon="image"
          actions={
            may("importSource") && (
              <ButtonLink tone="main" icon="add" href={roomPath(project.name, "add")}>
                {t("explore.addExamples")}
              </ButtonLink>
            )
          }
        >
          {t("explore.emptyText")}
        </EmptyState>
      </Page>
    );
  const nothing = listed.data !== undefined && ids.length === 0;
  return (
    <Page
      full
      title={t("shell.explore")}
      tools={
        <div className={names(style.tools, open !== null && style.toolsOfViewer)}>
          {view === "grid" && open === null && (
            <label className={style.zoom}>
              <Icon name="explore" />
              <span className="visually-hidden">{t("explore.pictureSize")}</span>
              <input
                type="range"
                min={0}
                max={SIZES.length - 1}
                value={size}
                onChange={(event) => setSize(Number(event.target.value))}
              />
              <Icon name="image" size={20} />
            </label>
          )}
          <div className={style.views} role="group" aria-label={t("explore.view")}>
            <button
              type="button"
              aria-pressed={view === "grid"}
              onClick={() => change({ view: null })}
            >
              <Icon name="explore" />
              {t("explore.grid")}
            </button>
            <button
              type="button"
              aria-pressed={view === "map"}
              onClick={() => change({ view: "map", at: null })}
            >
              <Icon name="map" />
              {t("explore.map")}
            </button>
          </div>
        </div>
      }
    >
      <div className={style.body}>
        <div className={open === null ? style.top : style.hidden}>
          <Findings onShow={(finding) => only({ finding, view: null })} />
          <FilterBar filters={filters} onChange={filter} shown={listed.data && ids.length} />
          <SetFilters filters={filters} onChange={filter} shown={listed.data && ids.length} />
        </div>
        <div className={style.main}>
          {open !== null && (
            <Viewer
              id={open}
              at={at}
              count={ids.length}
              onMove={(step) => openAt(at + step)}
              onClose={() => change({ at: null })}
              onNear={() => near(open)}
              onOpen={openId}
            />
          )}
          {listed.error !== null ? (
            <ErrorNotice error={listed.error} retry={() => void listed.refetch()} />
          ) : listed.data === undefined ? (
            <Skeleton tiles lines={TILES} />
          ) : nothing ? (
            open === null && (
              <EmptyState
                title={t("explore.noneFit")}
                icon="search"
                actions={<Button onPress={() => only({})}>{t("explore.showAll")}</Button>}
              >
                {t("explore.noneFitText")}
              </EmptyState>
            )
          ) : view === "map" && open === null ? (
            <Suspense fallback={<Skeleton lines={6} />}>
              <MapView
                ids={ids}
                filtered={conditionsOf(filters).length > 0}
                chosen={selection.chosen}
                onChoose={(chosen) => setSelection({ ...NOTHING, chosen: new Set(chosen) })}
                onOpen={openId}
                known={known}
                onView={want}
              />
            </Suspense>
          ) : (
            <div className={open === null ? style.main : style.hidden}>
              <PictureGrid
                ids={ids}
                known={known}
                version={version}
                size={SIZES[size]!}
                selection={selection}
                onSelect={setSelection}
                onOpen={openAt}
                onView={want}
              />
            </div>
          )}
        </div>
        <SelectionBar
          chosen={selection.chosen}
          onAct={(wanted) => act.mutate(wanted)}
          onClear={() => {
            if (open === null) setSelection({ ...selection, chosen: new Set() });
            else change({ at: null });
          }}
          onAll={() => setSelection({ ...selection, chosen: new Set(ids) })}
          onNear={near}
          onShow={
            selection.chosen.size > MOST_SHOWN
              ? null
              : () => only({ ids: [...selection.chosen].join(","), view: null })
          }
        />
      </div>
    </Page>
  );
}

/** The size of the pictures, kept for the next visit. */
function useSize(): [number, (size: number) => void] {
  const usual = useNarrow() ? USUAL_NARROW : USUAL;
  const [size, setSize] = useState(() => {
    const kept = Number(localStorage.getItem(KEPT_SIZE) ?? usual);
    return Number.isInteger(kept) && SIZES[kept] !== undefined ? kept : usual;
  });
  return [
    size,
    (next: number) => {
      const fitting = Math.min(SIZES.length - 1, Math.max(0, next));
      localStorage.setItem(KEPT_SIZE, String(fitting));
      setSize(fitting);
    },
  ];
}
