/** A picture as numbers: which part is taken, and what a number of it stands for. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Returns the square in the middle of a picture, as Vizsla cuts it.
 * @param crop - the square's side as a share of the shorter side.
 */
export function middleSquare(width: number, height: number, crop: number): Box {
  const side = Math.max(1, Math.floor(Math.min(width, height) * crop));
  const left = Math.floor((width - side) / 2);
  const top = Math.floor((height - side) / 2);
  return { left, top, right: left + side, bottom: top + side };
}

/** Returns the real value that a number of a tensor stands for. */
export function realValue(number: number, zeroPoint: number, scale: number): number {
  return (number - zeroPoint) * scale;
}

export type Colour = readonly [red: number, green: number, blue: number];

/** Returns the colour of a pixel of a picture's data: four numbers a pixel, row by row. */
export function colourAt(
  data: ArrayLike<number>,
  width: number,
  column: number,
  row: number,
): Colour {
  const at = 4 * (row * width + column);
  return [data[at]!, data[at + 1]!, data[at + 2]!];
}

/** Returns the pixels of one colour alone, as greys: four numbers a pixel. */
export function onePlane(
  data: ArrayLike<number>,
  colour: 0 | 1 | 2,
): Uint8ClampedArray<ArrayBuffer> {
  const found = new Uint8ClampedArray(data.length);
  for (let at = 0; at < data.length; at += 4) {
    const value = data[at + colour]!;
    found[at] = found[at + 1] = found[at + 2] = value;
    found[at + 3] = 255;
  }
  return found;
}
