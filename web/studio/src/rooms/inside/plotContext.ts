/** Where numbers stand in the drawing around. */
import { createContext, use } from "react";
import type { Scale } from "./math/plotScale";

/** What a pointer's event says of its place. */
export interface Pointer {
  readonly clientX: number;
  readonly clientY: number;
  readonly currentTarget: SVGElement;
}

export interface PlotPlaces {
  readonly across: Scale;
  readonly up: Scale;
  /** Returns the numbers at the place of a pointer. */
  readonly pointed: (event: Pointer) => readonly [number, number];
}

export const PlotContext = createContext<PlotPlaces | null>(null);

export function usePlot(): PlotPlaces {
  const found = use(PlotContext);
  if (found === null) throw new Error("usePlot outside of a Plot");
  return found;
}
