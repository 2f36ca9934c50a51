/** A swipe of a finger to the left or to the right, as one turns pages. */
import { useRef, type PointerEvent } from "react";

const FAR_ENOUGH = 48; // pixels

/**
 * Returns what an element needs that is swiped; it takes `touch-action: pan-y pinch-zoom` beside.
 * @param onSwipe - called with 1 for the next (a swipe to the left), with -1 for the one before.
 */
export function useSwipe(onSwipe: (step: 1 | -1) => void) {
  const began = useRef<{ id: number; x: number; y: number } | null>(null);
  return {
    onPointerDown: (event: PointerEvent) => {
      // A second finger zooms.
      began.current =
        event.pointerType === "touch" && event.isPrimary
          ? { id: event.pointerId, x: event.clientX, y: event.clientY }
          : null;
    },
    onPointerUp: (event: PointerEvent) => {
      const from = began.current;
      began.current = null;
      if (from === null || from.id !== event.pointerId) return;
      const [x, y] = [event.clientX - from.x, event.clientY - from.y];
      if (Math.abs(x) >= FAR_ENOUGH && Math.abs(x) > 2 * Math.abs(y)) onSwipe(x < 0 ? 1 : -1);
    },
    onPointerCancel: () => {
      began.current = null;
    },
  };
}
