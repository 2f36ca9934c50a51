/** Draws the points of the map on a canvas: when they change, when it moves, when the page does. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import type { Seen } from "./MapPictures";
import { PointRenderer, type Points } from "./pointRenderer";
import { useMapCamera, type MapCamera } from "./useMapCamera";

/** The width of a point in pixels, where there are more of them than this many. */
const WIDTHS = [
  [20_000, 2.2],
  [2_000, 4],
  [0, 8],
] as const;

export interface DrawnMap {
  readonly camera: MapCamera;
  /** What was drawn last; null before that. */
  readonly seen: Seen | null;
  /** Whether the browser can't draw it. */
  readonly failed: boolean;
}

/** Draws points on a canvas; `onMove` is called when another part of the map is shown. */
export function useDrawnMap(
  canvas: RefObject<HTMLCanvasElement | null>,
  points: Points,
  onMove: () => void,
): DrawnMap {
  const renderer = useRef<PointRenderer | null>(null);
  const frame = useRef(0);
  const redraw = useRef<() => void>(() => undefined);
  const [seen, setSeen] = useState<Seen | null>(null);
  const [failed, setFailed] = useState(false);
  const camera = useMapCamera(canvas, () => {
    onMove();
    redraw.current();
  });
  const { view, sides } = camera;

  const draw = useCallback(() => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      const element = canvas.current;
      if (element === null || renderer.current === null) return;
      const ratio = Math.min(devicePixelRatio, 2);
      element.width = Math.round(element.clientWidth * ratio);
      element.height = Math.round(element.clientHeight * ratio);
      const wide = WIDTHS.find(([count]) => points.x.length > count)?.[1] ?? 8;
      const scale = ratio * wide * Math.min(4, Math.sqrt(view.current.zoom) + 0.2);
      const [across, down] = sides();
      renderer.current.draw(view.current, [across, down], scale);
      const { clientWidth: width, clientHeight: height } = element;
      const shape = { across: width / across, down: height / down };
      setSeen({ view: view.current, width, height, shape });
    });
  }, [canvas, points, view, sides]);
  useLayoutEffect(() => {
    redraw.current = draw;
  }, [draw]);

  useEffect(() => {
    if (canvas.current === null) return; // it has failed before
    renderer.current ??= PointRenderer.on(canvas.current);
    if (renderer.current === null) {
      setFailed(true);
      return;
    }
    renderer.current.set(points);
    draw();
  }, [canvas, points, draw]);
  useEffect(() => {
    if (canvas.current === null) return;
    const observer = new ResizeObserver(draw);
    observer.observe(canvas.current);
    return () => observer.disconnect();
  }, [canvas, draw]);

  return { camera, seen, failed };
}
