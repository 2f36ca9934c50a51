/** Which part of the map the canvas shows, and how the pointer, the wheel and keys move it. */
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  type KeyboardEvent,
  type RefObject,
} from "react";
import type { Point } from "./lasso";
import type { View } from "./pointRenderer";

const WHOLE: View = { x: 0.5, y: 0.5, zoom: 0.92 };
const STRETCH = 2; // only short distances mean anything on the map
const LEAST_ZOOM = 0.5;
const MOST_ZOOM = 60;
const BEYOND = 0.2; // how far the middle may leave the map, as a share of it
const STEP = 1.4; // the factor of a key or a button

type Pointer = Readonly<{ clientX: number; clientY: number }>;

export interface MapCamera {
  /** Where it looks now; drawing reads it, so that moving draws nothing but the canvas. */
  readonly view: RefObject<View>;
  /** Returns the width and height of what the canvas shows at zoom 1: the map, stretched to it. */
  readonly sides: () => readonly [number, number];
  /** Returns the place on the map that is under the pointer. */
  readonly placeOf: (pointer: Pointer) => Point;
  readonly move: (next: View) => void;
  readonly zoomIn: () => void;
  readonly showAll: () => void;
  /** Acts on a key that moves it. */
  readonly press: (event: KeyboardEvent) => void;
}

/** Returns the camera of a canvas; `onMove` is called after each move. */
export function useMapCamera(
  canvas: RefObject<HTMLCanvasElement | null>,
  onMove: () => void,
): MapCamera {
  const view = useRef(WHOLE);
  const moved = useRef(onMove);
  useLayoutEffect(() => {
    moved.current = onMove;
  });

  const sides = useCallback((): readonly [number, number] => {
    const { clientWidth: width, clientHeight: height } = canvas.current!;
    const shape = Math.max(1, width) / Math.max(1, height);
    return [Math.max(1, shape / STRETCH), Math.max(1, 1 / shape / STRETCH)];
  }, [canvas]);
  const placeOf = useCallback(
    (pointer: Pointer): Point => {
      const box = canvas.current!.getBoundingClientRect();
      const [across, down] = sides();
      const { x, y, zoom } = view.current;
      return [
        x + (((pointer.clientX - box.left) / box.width - 0.5) * across) / zoom,
        y + (((pointer.clientY - box.top) / box.height - 0.5) * down) / zoom,
      ];
    },
    [canvas, sides],
  );
  const move = useCallback(({ x, y, zoom }: View) => {
    view.current = { x: edge(x), y: edge(y), zoom: bounded(zoom) };
    moved.current();
  }, []);
  const zoomAt = useCallback(
    (factor: number, place?: Point) => {
      const { x, y, zoom } = view.current;
      const next = bounded(zoom * factor);
      const [px, py] = place ?? [x, y];
      const kept = zoom / next; // the place under the pointer stays there
      move({ x: px + (x - px) * kept, y: py + (y - py) * kept, zoom: next });
    },
    [move],
  );
  // React's own wheel events can't keep the page from scrolling.
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      zoomAt(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), placeOf(event));
    };
    element.addEventListener("wheel", wheel, { passive: false });
    return () => element.removeEventListener("wheel", wheel);
  }, [canvas, placeOf, zoomAt]);

  const zoomIn = () => zoomAt(STEP);
  const showAll = () => move(WHOLE);
  const press = (event: KeyboardEvent) => {
    const { x, y, zoom } = view.current;
    const step = 0.1 / zoom;
    const moves: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => move({ x: x - step, y, zoom }),
      ArrowRight: () => move({ x: x + step, y, zoom }),
      ArrowUp: () => move({ x, y: y - step, zoom }),
      ArrowDown: () => move({ x, y: y + step, zoom }),
      "+": zoomIn,
      "=": zoomIn,
      "-": () => zoomAt(1 / STEP),
      "0": showAll,
    };
    const run = moves[event.key];
    if (run === undefined) return;
    run();
    event.preventDefault();
    event.stopPropagation();
  };
  return { view, sides, placeOf, move, zoomIn, showAll, press };
}

const edge = (value: number) => Math.min(1 + BEYOND, Math.max(-BEYOND, value));
const bounded = (zoom: number) => Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, zoom));
