/** Texts on a canvas that fit: they shrink, and then wrap. */

export const DISPLAY = '"Fredoka Variable", sans-serif';
export const TEXT = '"Figtree Variable", sans-serif';

/** Loads the two fonts of the cards; a font that fails to load is replaced by the device's own. */
export async function loadCardFonts(sample = "Dog Scope"): Promise<void> {
  const fonts = [`600 40px ${DISPLAY}`, `500 40px ${TEXT}`, `700 40px ${TEXT}`];
  await Promise.allSettled(fonts.map((font) => document.fonts.load(font, sample)));
}

export interface TextStyle {
  readonly family: string;
  readonly weight: number;
  /** Pixels. */
  readonly size: number;
  /** The size that the text may shrink to, in pixels, before it wraps. */
  readonly least: number;
  readonly colour: string;
  /** The most lines; what is longer shrinks further. */
  readonly lines?: number;
  readonly align?: "left" | "right" | "center";
}

interface FittedText {
  readonly lines: readonly string[];
  readonly size: number;
}

/** Returns a text in lines of at most a width, at the greatest size that fits. */
export function fitText(
  measure: (text: string, size: number) => number,
  text: string,
  width: number,
  { size, least, lines: most = 1 }: Pick<TextStyle, "size" | "least" | "lines">,
): FittedText {
  for (let lines = 1; lines <= most; lines++) {
    for (let at = size; at >= least; at -= 2) {
      const found = wrap(text, lines, (line) => measure(line, at) <= width);
      if (found) return { lines: found, size: at };
    }
  }
  let smaller = least;
  while (smaller > 8 && !wrap(text, most, (line) => measure(line, smaller) <= width)) smaller -= 1;
  return {
    lines: wrap(text, most, (line) => measure(line, smaller) <= width) ?? [text],
    size: smaller,
  };
}

/** Returns a text in lines, each of which fits; null where they are too many or a word is too long. */
function wrap(text: string, most: number, fits: (line: string) => boolean): string[] | null {
  if (fits(text)) return [text];
  const lines: string[] = [];
  for (const word of text.split(/\s+|(?<=[-‐/])/)) {
    const last = lines.at(-1);
    const longer =
      last === undefined ? word : /[-‐/]$/.test(last) ? last + word : `${last} ${word}`;
    if (last !== undefined && fits(longer)) lines[lines.length - 1] = longer;
    else if (fits(word)) lines.push(word);
    else return null;
  }
  return lines.length <= most ? lines : null;
}

/**
 * Draws a text; `y` is the top of its first line.
 * @returns the height that it takes, in pixels.
 */
export function drawText(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  width: number,
  style: TextStyle,
): number {
  const { family, weight, colour, align = "left" } = style;
  const font = (size: number): string => `${weight} ${size}px ${family}`;
  const measure = (line: string, size: number): number => {
    context.font = font(size);
    return context.measureText(line).width;
  };
  const { lines, size } = fitText(measure, text, width, style);
  context.font = font(size);
  context.fillStyle = colour;
  context.textAlign = align;
  context.textBaseline = "alphabetic";
  const step = 1.16 * size;
  const from = align === "left" ? x : align === "right" ? x + width : x + width / 2;
  lines.forEach((line, at) => context.fillText(line, from, y + 0.88 * size + at * step));
  return step * lines.length;
}
