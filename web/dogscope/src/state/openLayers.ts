/**
 * The photo, sheets and pickers that are open over a screen. Each is an entry of the browser's history:
 * the back button closes the topmost, instead of leaving the screen.
 */
import { useEffect, useEffectEvent } from "react";

interface Layer {
  readonly close: () => void;
}

/** The lowest first. */
let layers: readonly Layer[] = [];
/** Whether the browser was asked to go back, and has not done so yet. */
let isGoing = false;
/** The link that was followed meanwhile. */
let nextLink: string | null = null;

/** Returns the number of layers that the browser's current entry stands for. */
function depth(): number {
  return (history.state as { layers?: number } | null)?.layers ?? 0;
}

/** Brings the history's entries up to the open layers, once all of them are opened and closed. */
function settle(): void {
  queueMicrotask(() => {
    if (isGoing) return;
    for (let at = depth() + 1; at <= layers.length; at++) history.pushState({ layers: at }, "");
    const surplus = depth() - layers.length;
    if (surplus <= 0) return;
    isGoing = true;
    history.go(-surplus);
  });
}

addEventListener("popstate", () => {
  isGoing = false;
  const closed = layers.slice(depth()).reverse();
  layers = layers.slice(0, depth());
  for (const { close } of closed) close();
  if (nextLink !== null) location.hash = nextLink;
  nextLink = null;
  settle(); // the entry of layers that were left with their screen shows nothing: it is skipped
});

// A link that is followed while the browser goes back would be left again.
addEventListener(
  "click",
  (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#/"]') : null;
    if (!isGoing || !link) return;
    event.preventDefault();
    nextLink = link.getAttribute("href");
  },
  { capture: true },
);

settle(); // after a reload nothing is open

/**
 * Opens a layer over those that are open; the function that it returns closes it.
 * @param close - called when the user goes back.
 */
export function openLayer(close: () => void): () => void {
  const layer = { close };
  layers = [...layers, layer];
  settle();
  return () => {
    layers = layers.filter((each) => each !== layer);
    settle();
  };
}

/** Lets the back button close a layer while it is open. */
export function useLayer(isOpen: boolean, onBack: () => void): void {
  const close = useEffectEvent(onBack);
  useEffect(() => (isOpen ? openLayer(() => close()) : undefined), [isOpen]);
}
