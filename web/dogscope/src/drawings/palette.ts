/** The colours of coats, as a warm flat drawing shows them. */
export const COLOURS = {
  black: "#37302f",
  white: "#fbf5ea",
  cream: "#f2e0bf",
  gold: "#dda757",
  fawn: "#dfb985",
  tan: "#cb8f52",
  rust: "#c0692f",
  red: "#b4572b",
  mahogany: "#8e3f22",
  liver: "#70432f",
  brown: "#7b4f37",
  taupe: "#a5958c",
  blue: "#67717d",
  steel: "#535c69",
  silver: "#b3aea8",
  grey: "#8d8986",
  wheaten: "#e2c590",
} as const;

export type Colour = keyof typeof COLOURS;

/** A line, an eye or a nose. */
export const INK = "#2a1d17";
export const SHADE = "#3a1d0c";
export const INSIDE_EAR = "#e3a48f";
export const BLUSH = "#e8866b";
export const BOW = "#c8453b";
export const BOW_KNOT = "#9e2f2a";

/** How light a colour is, from 0 to 1. */
export function lightness(colour: string): number {
  const channel = (at: number): number => parseInt(colour.slice(at, at + 2), 16) / 255;
  return 0.3 * channel(1) + 0.59 * channel(3) + 0.11 * channel(5);
}
