import { describe, expect, it } from "vitest";
import { between, cellsIn, gridOf, moved } from "../../src/rooms/explore/gridGeometry";
import { nearest, within as withinLine } from "../../src/rooms/explore/lasso";
import { addAt, chooseOne, extend, toggle, within } from "../../src/rooms/explore/selection";

const IDS = [10, 11, 12, 13, 14, 15];

describe("a selection", () => {
  it("goes from the anchor up to where Shift is pressed", () => {
    const first = chooseOne(IDS, 4);
    expect([...extend(first, IDS, 2).chosen]).toEqual([12, 13, 14]);
    expect([...extend(extend(first, IDS, 2), IDS, 5).chosen]).toEqual([14, 15]);
  });

  it("loses what is taken away and what is gone", () => {
    const two = toggle(chooseOne(IDS, 0), IDS, 3);
    expect([...two.chosen]).toEqual([10, 13]);
    expect([...toggle(two, IDS, 0).chosen]).toEqual([13]);
    expect([...within(two, [13, 14]).chosen]).toEqual([13]);
    expect(within(two, IDS)).toBe(two);
    expect([...addAt(two.chosen, IDS, [1, 99])]).toEqual([10, 13, 11]);
  });
});

describe("the grid", () => {
  const grid = gridOf(10, 306, 96, 0); // three columns of 98 pixels, four rows

  it("has as many columns as fit", () => {
    expect([grid.columns, grid.rows, grid.width]).toEqual([3, 4, 98]);
    expect(gridOf(1, 40, 96, 0).columns).toBe(1);
  });

  it("finds the cells that a rectangle touches", () => {
    expect([...cellsIn(between([0, 0], [1, 1]), grid, 10)]).toEqual([0]);
    expect([...cellsIn(between([250, 150], [90, 10]), grid, 10)]).toEqual([0, 1, 2, 3, 4, 5]);
    const gap = grid.width + 3;
    expect([...cellsIn(between([gap, 5], [gap, 5]), grid, 10)]).toEqual([]);
    expect([...cellsIn(between([0, 9999], [300, 310]), grid, 10)]).toEqual([9]);
  });

  it("is gone through by keys, and never left", () => {
    const go = (at: number, key: string) => moved(at, key, grid, 10, 2);
    expect([go(4, "ArrowUp"), go(4, "ArrowDown"), go(4, "ArrowRight")]).toEqual([1, 7, 5]);
    expect([go(1, "ArrowUp"), go(0, "ArrowLeft"), go(8, "ArrowDown")]).toEqual([1, 0, 9]);
    expect([go(4, "Home"), go(4, "End"), go(7, "PageUp")]).toEqual([0, 9, 1]);
  });
});

describe("a line around points", () => {
  const [x, y] = [
    [0.1, 0.5, 0.5, 0.9],
    [0.1, 0.5, 0.2, 0.9],
  ];

  it("holds those within it", () => {
    const triangle = [
      [0, 0],
      [1, 0.45],
      [0, 0.9],
    ] as const;
    expect(withinLine(triangle, x, y)).toEqual([0, 1]);
    expect(withinLine(triangle.slice(0, 2), x, y)).toEqual([]);
  });

  it("is not needed for one point alone", () => {
    expect(nearest([0.5, 0.45], x, y, 0.1)).toBe(1);
    expect(nearest([0.7, 0.7], x, y, 0.1)).toBe(-1);
  });
});
