/** The part of the live view that neither the hint nor the controls cover: measured when a size changes. */
import { useLayoutEffect, useRef, type RefObject } from "react";
import type { Box } from "../images/geometry";

export function useFreeArea(
  hint: RefObject<HTMLElement | null>,
  controls: RefObject<HTMLElement | null>,
): RefObject<Box> {
  const area = useRef<Box>({ x: 0, y: 0, width: 0, height: 0 });
  useLayoutEffect(() => {
    const [above, below] = [hint.current!, controls.current!];
    const view = below.offsetParent!;
    const measure = (): void => {
      area.current = freeArea(view, above, below);
    };
    measure();
    // A toast makes the view lower, and a longer hint may take another line.
    const observer = new ResizeObserver(measure);
    for (const each of [view, above, below]) observer.observe(each);
    return () => observer.disconnect();
  }, [hint, controls]);
  return area;
}

function freeArea(view: Element, hint: HTMLElement, controls: HTMLElement): Box {
  const isColumn = controls.offsetTop === 0; // on a phone on its side
  const y = hint.offsetTop + hint.offsetHeight;
  const bottom = isColumn ? view.clientHeight : controls.offsetTop;
  return { x: 0, y, width: isColumn ? controls.offsetLeft : view.clientWidth, height: bottom - y };
}
