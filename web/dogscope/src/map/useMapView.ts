/** The map's view, and the fingers, keys and buttons that move it. */
import {
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
  type RefObject,
} from "react";
import {
  panView,
  refitView,
  viewBetween,
  zoomView,
  type MapFrame,
  type MapPosition,
  type MapView,
} from "./mapView";

/** Pixels that an arrow key moves the map by. */
const STEP = 40;
/** Milliseconds that a flight to another view takes. */
const FLIGHT = 450;

export function useMapView(
  svg: RefObject<SVGSVGElement | null>,
  frame: MapFrame,
  first: () => MapView,
) {
  const [view, setView] = useState(first);
  /** The view that was chosen last, and its frame; null while the first view fits the frame. */
  const chosen = useRef<{ readonly view: MapView; readonly frame: MapFrame } | null>(null);
  /** Where a flight ends: another one goes on from there. */
  const aim = useRef(view);
  const animation = useRef(0);
  const fingers = useRef(new Map<number, MapPosition>());
  useEffect(() => () => cancelAnimationFrame(animation.current), []);

  // On a phone that is turned, the first view fits again, and a chosen one keeps its scale.
  const refit = useEffectEvent((): void => {
    const last = chosen.current;
    cancelAnimationFrame(animation.current);
    aim.current = last ? refitView(last.view, last.frame, frame) : first();
    setView(aim.current);
  });
  useLayoutEffect(() => refit(), [frame.width, frame.height]);

  const choose = (next: MapView): void => {
    cancelAnimationFrame(animation.current);
    chosen.current = { view: next, frame };
    aim.current = next;
  };
  /** Shows a view at once. */
  const show = (next: MapView): void => {
    choose(next);
    setView(next);
  };
  /** Moves to a view, so that the eye can follow. */
  const fly = (next: MapView): void => {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return show(next);
    choose(next);
    const from = view;
    const start = performance.now();
    const move = (now: number): void => {
      const part = Math.min(1, Math.max(0, (now - start) / FLIGHT));
      setView(viewBetween(from, next, part * part * (3 - 2 * part)));
      if (part < 1) animation.current = requestAnimationFrame(move);
    };
    animation.current = requestAnimationFrame(move);
  };
  const zoomBy = (factor: number, at?: MapPosition): void =>
    fly(zoomView(aim.current, factor, frame, at));
  const panBy = (x: number, y: number): void => show(panView(view, x, y, frame));
  const positionOf = (event: { clientX: number; clientY: number }): MapPosition => {
    const box = svg.current!.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  // React's own wheel listener is passive: it can't keep the page from scrolling.
  const onWheel = useEffectEvent((event: WheelEvent): void => {
    event.preventDefault();
    show(zoomView(view, Math.exp(-event.deltaY / 300), frame, positionOf(event)));
  });
  useEffect(() => {
    const element = svg.current!;
    const listener = (event: WheelEvent): void => onWheel(event);
    element.addEventListener("wheel", listener, { passive: false });
    return () => element.removeEventListener("wheel", listener);
  }, [svg]);

  const onPointerDown = (event: React.PointerEvent<SVGSVGElement>): void => {
    if ((event.target as Element).closest("[role=button]")) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    fingers.current.set(event.pointerId, positionOf(event));
  };
  const onPointerMove = (event: React.PointerEvent): void => {
    const before = fingers.current.get(event.pointerId);
    if (!before) return;
    const now = positionOf(event);
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    fingers.current.set(event.pointerId, now);
    if (!other) return panBy(now[0] - before[0], now[1] - before[1]);
    const distance = ([x, y]: MapPosition): number => Math.hypot(x - other[0], y - other[1]);
    const middle: MapPosition = [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2];
    show(zoomView(view, distance(now) / Math.max(distance(before), 1), frame, middle));
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
  const handlers = {
    ...{ onPointerDown, onPointerMove, onKeyDown },
    ...{ onPointerUp: liftFinger, onPointerCancel: liftFinger },
  };
  return { view, fly, zoomBy, handlers };
}
