/** The points of the map as the renderer draws them. */
import type { Schema } from "../../api/client";
import type { Points } from "./pointRenderer";

export type MapData = Schema["MapPoints"];
export type ColourBy = "label" | "doubt";
type Colour = readonly [number, number, number];

export const SIDE = 10_000; // steps of the server's map
const DIM = 40; // the opacity of examples that the filters leave out
const FULL = 215;

/** The colours of a theme, read from the style sheet. */
export interface MapColours {
  readonly labels: readonly Colour[];
  readonly none: Colour;
  /** From little doubt to much. */
  readonly doubts: readonly [Colour, Colour, Colour];
  readonly chosen: Colour;
}

/** Reads a colour that the style sheet has as #rrggbb. */
export function colour(text: string): Colour {
  const value = parseInt(text.trim().replace("#", ""), 16);
  return Number.isNaN(value) ? [128, 128, 128] : [value >> 16, (value >> 8) & 255, value & 255];
}

/** Reads the colours of the theme that is shown. */
export function themeColours(style: CSSStyleDeclaration): MapColours {
  const of = (name: string) => colour(style.getPropertyValue(name));
  return {
    labels: Array.from({ length: 10 }, (_, n) => of(`--label-${n + 1}`)),
    none: of("--ink-faint"),
    doubts: [of("--label-1"), of("--label-5"), of("--bad")],
    chosen: of("--ink"),
  };
}

/** Returns the colour of a doubt in percent. */
export function doubtColour(percent: number, { doubts }: MapColours): Colour {
  const share = Math.min(1, percent / 50) * 2; // half wrong is as doubtful as it gets
  const [from, to] = share < 1 ? [doubts[0], doubts[1]] : [doubts[1], doubts[2]];
  const part = share < 1 ? share : share - 1;
  return [0, 1, 2].map((n) =>
    Math.round(from[n]! + (to[n]! - from[n]!) * part),
  ) as unknown as Colour;
}

/**
 * Returns the points to draw.
 * @param order - the colour's number of each label, as all rooms have it.
 * @param shown - the ids that the filters leave; null for all.
 */
export function pointsOf(
  map: MapData,
  by: ColourBy,
  colours: MapColours,
  order: readonly number[],
  shown: ReadonlySet<number> | null,
  chosen: ReadonlySet<number>,
): Points {
  const count = map.ids.length;
  const paint = new Uint8Array(4 * count);
  const sizes = new Float32Array(count);
  for (let n = 0; n < count; n += 1) {
    const id = map.ids[n]!;
    const label = map.label[n]!;
    const doubt = map.doubt[n]!;
    const isChosen = chosen.has(id);
    const own =
      by === "label"
        ? label < 0
          ? colours.none
          : colours.labels[order[label]! % colours.labels.length]!
        : doubt < 0
          ? colours.none
          : doubtColour(doubt, colours);
    const [red, green, blue] = isChosen ? colours.chosen : own;
    const there = shown === null || shown.has(id);
    paint.set([red, green, blue, isChosen ? 255 : there ? FULL : DIM], 4 * n);
    sizes[n] = isChosen ? 2 : there ? (label < 0 && by === "label" ? 0.8 : 1) : 0.7;
  }
  return {
    x: Float32Array.from(map.x, (each) => each / SIDE),
    y: Float32Array.from(map.y, (each) => each / SIDE),
    colours: paint,
    sizes,
  };
}
