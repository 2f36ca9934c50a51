/** The examples as a grid of pictures, of which only those in view are drawn. */
import { useVirtualizer } from "@tanstack/react-virtual";
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
} from "react";
import { names } from "../../components/Button";
import { useLocale } from "../../state/localeContext";
import { useProject, type Example } from "../../state/project";
import { GridCell } from "./GridCell";
import { GAP, between, cellsIn, gridOf, moved, type Rect } from "./gridGeometry";
import { addAt, chooseOne, extend, toggle, type Selection } from "./selection";
import style from "./grid.module.css";

export interface PictureGridProps {
  readonly ids: readonly number[];
  readonly known: ReadonlyMap<number, Example>;
  /** Changes when more is known. */
  readonly version: number;
  /** The width of a cell in pixels. */
  readonly size: number;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  readonly onOpen: (at: number) => void;
  /** Called with the ids that are in view. */
  readonly onView: (ids: readonly number[]) => void;
}

const SMALL = 110; // pixels: smaller cells have no words below the picture
const FOOT = 26;
const SHAPE_OF_TEXT = 0.6; // height by width
const DRAG = 5; // pixels that the mouse moves before it draws a rectangle
const MANY = 900; // cells a second: more pass by without being drawn
const REST = 120; // milliseconds without scrolling, after which they are
const EDGE = 36; // pixels from the edge at which a rectangle scrolls

export function PictureGrid(props: PictureGridProps) {
  const { ids, known, version, size, selection, onSelect, onOpen, onView } = props;
  const { t } = useLocale();
  const { modality } = useProject();
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const inner = useWidth(scroller);
  const foot = size < SMALL ? 0 : FOOT;
  const grid = useMemo(
    () => gridOf(ids.length, inner, size, foot, modality === "text" ? SHAPE_OF_TEXT : 1),
    [ids.length, inner, size, foot, modality],
  );
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing of it is handed on
  const rows = useVirtualizer({
    count: inner === 0 ? 0 : grid.rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => grid.pitch,
    overscan: 3,
  });
  const [band, setBand] = useState<Rect | null>(null);
  const hurried = useHurried(scroller, (MANY * grid.pitch) / grid.columns);

  // Another size keeps the picture at the top in its place.
  const top = useRef(0);
  useLayoutEffect(() => {
    const first = top.current;
    rows.measure();
    if (first > 0) rows.scrollToIndex(Math.floor(first / grid.columns), { align: "start" });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the virtualizer is the same one always
  }, [grid.pitch, grid.columns]);

  const shown = rows.getVirtualItems();
  const [from, to] = [
    (shown[0]?.index ?? 0) * grid.columns,
    ((shown.at(-1)?.index ?? -1) + 1) * grid.columns,
  ];
  useEffect(() => {
    top.current = Math.floor((scroller.current?.scrollTop ?? 0) / grid.pitch) * grid.columns;
    onView(ids.slice(from, to));
  }, [ids, from, to, onView, grid.pitch, grid.columns]);

  const place = useCallback((event: { clientX: number; clientY: number }): [number, number] => {
    const box = content.current!.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }, []);
  const cellAt = (event: { clientX: number; clientY: number }): number => {
    const [x, y] = place(event);
    const [at] = cellsIn({ left: x, right: x, top: y, bottom: y }, grid, ids.length);
    return at ?? -1;
  };

  const press = (event: PointerEvent<HTMLDivElement>) => {
    if (event.pointerType === "touch" || event.button !== 0) return;
    if (event.target === scroller.current && event.nativeEvent.offsetX > inner) return; // its bar
    const start = place(event);
    const before = event.ctrlKey || event.metaKey ? selection.chosen : new Set<number>();
    const element = scroller.current!;
    let last: { clientX: number; clientY: number } = event;
    let drawing = false;
    let frame = 0;
    const draw = () => {
      const rect = between(start, place(last));
      setBand(rect);
      const at = [...cellsIn(rect, grid, ids.length)];
      const cursor = at.at(-1) ?? selection.cursor;
      onSelect({ chosen: addAt(before, ids, at), anchor: at[0] ?? selection.anchor, cursor });
    };
    const scroll = () => {
      const box = element.getBoundingClientRect();
      const up = Math.max(0, box.top + EDGE - last.clientY);
      const down = Math.max(0, last.clientY - (box.bottom - EDGE));
      if (up + down > 0) {
        element.scrollTop += (down - up) * 0.5;
        draw();
      }
      frame = requestAnimationFrame(scroll);
    };
    const move = (next: globalThis.PointerEvent) => {
      last = next;
      const [x, y] = place(next);
      if (!drawing && Math.hypot(x - start[0], y - start[1]) < DRAG) return;
      if (!drawing) {
        drawing = true;
        frame = requestAnimationFrame(scroll);
      }
      draw();
    };
    const end = () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", end);
      removeEventListener("pointercancel", end);
      cancelAnimationFrame(frame);
      setBand(null);
      if (drawing) return;
      const at = cellAt(event);
      if (at < 0) onSelect({ ...selection, chosen: new Set() });
      else if (event.shiftKey) onSelect(extend(selection, ids, at));
      else if (event.ctrlKey || event.metaKey || isMark(event.target))
        onSelect(toggle(selection, ids, at));
      else onSelect(chooseOne(ids, at));
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
  };

  const tap = (event: React.MouseEvent<HTMLDivElement>) => {
    if ((event.nativeEvent as globalThis.PointerEvent).pointerType !== "touch") return;
    const at = cellAt(event);
    if (at < 0) return;
    if (selection.chosen.size > 0 || isMark(event.target)) onSelect(toggle(selection, ids, at));
    else onOpen(at);
  };

  const type = (event: KeyboardEvent<HTMLDivElement>) => {
    const { key } = event;
    const at = Math.min(selection.cursor, ids.length - 1);
    if (at < 0) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / grid.pitch) - 1);
    if (key === "Enter") onOpen(at);
    else if (key === " ") onSelect(toggle(selection, ids, at));
    else if (key.startsWith("Arrow") || /^(Page(Up|Down)|Home|End)$/.test(key)) {
      const next = moved(at, key, grid, ids.length, page);
      rows.scrollToIndex(Math.floor(next / grid.columns));
      onSelect(
        event.shiftKey
          ? extend(selection, ids, next)
          : event.ctrlKey || event.metaKey
            ? { ...selection, cursor: next }
            : chooseOne(ids, next),
      );
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const cursorId = ids[selection.cursor];
  return (
    <div
      ref={scroller}
      className={style.scroller}
      role="grid"
      aria-label={t("explore.examples")}
      aria-multiselectable="true"
      aria-rowcount={grid.rows}
      aria-colcount={grid.columns}
      aria-activedescendant={cursorId === undefined ? undefined : `cell-${cursorId}`}
      tabIndex={0}
      onKeyDown={type}
      onPointerDown={press}
      onClick={tap}
      onDoubleClick={(event) => {
        const at = cellAt(event);
        if (at >= 0) onOpen(at);
      }}
      data-version={version}
    >
      <div
        ref={content}
        className={style.content}
        style={{ blockSize: rows.getTotalSize() }}
        role="presentation"
      >
        {shown.map((row) => (
          <div
            key={row.key}
            className={names(style.row, hurried && style.passing)}
            role="row"
            aria-rowindex={row.index + 1}
            style={{
              transform: `translateY(${row.start}px)`,
              blockSize: grid.pitch - GAP,
              gridTemplateColumns: `repeat(${grid.columns}, minmax(0, 1fr))`,
            }}
          >
            {(hurried
              ? []
              : ids.slice(row.index * grid.columns, (row.index + 1) * grid.columns)
            ).map((id) => (
              <GridCell
                key={id}
                id={id}
                example={known.get(id)}
                chosen={selection.chosen.has(id)}
                current={id === cursorId}
                pictureSize={size}
                words={foot > 0}
              />
            ))}
          </div>
        ))}
        {band !== null && (
          <div
            className={style.band}
            aria-hidden="true"
            style={{
              insetInlineStart: band.left,
              insetBlockStart: band.top,
              inlineSize: band.right - band.left,
              blockSize: band.bottom - band.top,
            }}
          />
        )}
      </div>
    </div>
  );
}

/** Whether the pointer is on a cell's mark, which adds it to those that are chosen. */
function isMark(target: EventTarget): boolean {
  return target instanceof Element && target.closest("[data-mark]") !== null;
}

/** Returns whether an element scrolls by more than some pixels a second. */
function useHurried(of: React.RefObject<HTMLElement | null>, most: number): boolean {
  const [hurried, setHurried] = useState(false);
  useEffect(() => {
    const element = of.current!;
    let last = { at: performance.now(), top: element.scrollTop };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const scrolled = () => {
      const now = { at: performance.now(), top: element.scrollTop };
      const seconds = Math.max(now.at - last.at, 8) / 1000;
      setHurried(Math.abs(now.top - last.top) / seconds > most);
      last = now;
      clearTimeout(timer);
      timer = setTimeout(() => setHurried(false), REST);
    };
    element.addEventListener("scroll", scrolled, { passive: true });
    return () => {
      clearTimeout(timer);
      element.removeEventListener("scroll", scrolled);
    };
  }, [of, most]);
  return hurried;
}

/** Returns the width within an element's padding, without its scroll bar. */
function useWidth(of: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = of.current!;
    const measure = () => {
      const { paddingLeft, paddingRight } = getComputedStyle(element);
      setWidth(element.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [of]);
  return width;
}
