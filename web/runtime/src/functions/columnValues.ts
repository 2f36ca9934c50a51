/**
 * Reads the cells of columns of metadata that come with an input.
 *
 * The twin of `vizsla/functions/column_values.py`.
 */
import type { ColumnEntry } from "../bundle/columnEntry.js";
import { OptionError } from "../errors.js";

/** The cells of an input by its columns: texts, numbers, or null for unknown. */
export type Cells = Readonly<Record<string, string | number | null | undefined>>;

const SPACES = /^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g;
const NUMBER = /^[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?$/;

/**
 * Returns the names of an input's cells in a table of weights, with their names for people.
 * @param cells - as the caller gave them; null for none.
 * @param of - the function's name, for messages.
 * @throws OptionError - a column is not known, or a cell is neither a text nor a number.
 */
export function namesOfCells(
  cells: unknown,
  columns: readonly ColumnEntry[],
  of: string,
): Map<string, string> {
  const names = new Map<string, string>();
  if (cells === null) return names;
  if (typeof cells !== "object" || Array.isArray(cells)) {
    throw new OptionError("columns must be cells by their columns, such as { place: 'garden' }");
  }
  for (const [name, cell] of Object.entries(cells as Record<string, unknown>)) {
    const column = columns.find((each) => each.name === name);
    const quoted = JSON.stringify(name);
    if (!column) {
      const known = columns.map((each) => JSON.stringify(each.name)).join(", ");
      const has = known ? `its columns are ${known}` : "it has none";
      throw new OptionError(`${JSON.stringify(of)} knows no column ${quoted}; ${has}`);
    }
    if (cell === null || cell === undefined) continue;
    if (typeof cell !== "string" && typeof cell !== "number") {
      throw new OptionError(
        `the column ${quoted} must be a text as the table has it, a number, or null for unknown`,
      );
    }
    const found = nameOf(cell, column);
    if (found === null) continue;
    const shown = typeof cell === "string" ? cell.replace(SPACES, "") : String(cell);
    names.set(found, `column ${name} = ${shown}`);
  }
  return names;
}

/** Returns the name of a cell's value, or of its bin; null where it is not known. */
function nameOf(cell: string | number, { name, kind, values, edges }: ColumnEntry): string | null {
  const text = typeof cell === "string" ? cell.replace(SPACES, "") : null;
  const number = typeof cell === "string" ? numberIn(cell) : cell;
  if (kind === "number") {
    if (number === null || !Number.isFinite(number)) return null;
    return `column ${name} ${edges.filter((edge) => edge <= number).length}`;
  }
  const value = values.find((each) => each === text || (text === null && numberIn(each) === cell));
  return value === undefined ? null : `column ${name} = ${value}`;
}

/** Returns the number that a cell is, written as in JSON; null for another text. */
function numberIn(cell: string): number | null {
  const text = cell.replace(SPACES, "");
  const number = NUMBER.test(text) ? Number(text) : NaN;
  return Number.isFinite(number) ? number : null;
}
