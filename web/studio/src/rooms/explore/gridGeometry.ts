/** Where the cells of the grid are: as many columns as fit, all of one size. */

export const GAP = 6; // pixels between cells

export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** The width of a cell in pixels. */
  readonly width: number;
  /** The height of a row with the gap below it. */
  readonly pitch: number;
}

/**
 * Returns the grid of a number of cells.
 * @param inner - the width that there is, in pixels.
 * @param wanted - the width of a cell that the person chose; cells are at least as wide.
 * @param foot - the height of the words below each picture.
 * @param shape - a cell's height by its width: a text of a few lines needs less than a picture.
 */
export function gridOf(
  count: number,
  inner: number,
  wanted: number,
  foot: number,
  shape = 1,
): Grid {
  const columns = Math.max(1, Math.floor((inner + GAP) / (wanted + GAP)));
  const width = Math.max(1, (inner - GAP * (columns - 1)) / columns);
  return {
    columns,
    rows: Math.ceil(count / columns),
    width,
    pitch: Math.round(shape * Math.min(width, wanted * 1.35)) + foot + GAP,
  };
}

export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Returns the rectangle between two corners. */
export function between(a: readonly [number, number], b: readonly [number, number]): Rect {
  return {
    left: Math.min(a[0], b[0]),
    top: Math.min(a[1], b[1]),
    right: Math.max(a[0], b[0]),
    bottom: Math.max(a[1], b[1]),
  };
}

/** Returns the indices of the cells that a rectangle of the grid's content touches. */
export function* cellsIn(rect: Rect, grid: Grid, count: number): Generator<number> {
  const step = grid.width + GAP;
  const first = Math.max(0, Math.ceil((rect.left - grid.width) / step));
  const last = Math.min(grid.columns - 1, Math.floor(rect.right / step));
  const top = Math.max(0, Math.ceil((rect.top - grid.pitch + GAP) / grid.pitch));
  const bottom = Math.min(grid.rows - 1, Math.floor(rect.bottom / grid.pitch));
  for (let row = top; row <= bottom; row += 1)
    for (let column = first; column <= last; column += 1) {
      const at = row * grid.columns + column;
      if (at < count) yield at;
    }
}

/** Returns the index that an arrow key leads to. */
export function moved(at: number, key: string, grid: Grid, count: number, page: number): number {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -grid.columns,
    ArrowDown: grid.columns,
    PageUp: -grid.columns * page,
    PageDown: grid.columns * page,
    Home: -at,
    End: count - 1 - at,
  };
  const step = steps[key] ?? 0;
  const next = at + step;
  // Up from the first row stays; beyond the end is the last.
  if (next < 0) return key === "ArrowLeft" || key === "Home" || key === "PageUp" ? 0 : at;
  return Math.min(next, count - 1);
}
