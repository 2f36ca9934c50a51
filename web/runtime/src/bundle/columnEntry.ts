/** The columns of metadata that a function knows, as its manifest lists them. */
import type { Fields } from "./fields.js";

const MOST_COLUMNS = 50;
const MOST_VALUES = 1000;

export interface ColumnEntry {
  /** Its name, such as `place`. */
  readonly name: string;
  readonly kind: "category" | "number";
  /** Of a category the values that are known; any other counts as unknown. */
  readonly values: readonly string[];
  /** Of a number the edges between its bins, rising; a number on an edge is in the upper bin. */
  readonly edges: readonly number[];
}

/**
 * Checks and reads the field `columns`, which may be missing.
 * @throws BundleDamagedError - a field is missing or of a wrong type, or a column is there twice.
 */
export function readColumns(fields: Fields): readonly ColumnEntry[] {
  if (!fields.has("columns")) return [];
  const found = fields.objects("columns").map(readColumn);
  if (found.length > MOST_COLUMNS || new Set(found.map(({ name }) => name)).size < found.length) {
    fields.refuse("columns", `must be at most ${MOST_COLUMNS}, each of a name of its own`);
  }
  return found;
}

function readColumn(fields: Fields): ColumnEntry {
  const name = fields.text("name");
  const kind = fields.oneOf("kind", ["category", "number"] as const);
  if (kind === "number") {
    const edges = fields.list("edges") as readonly number[];
    const rises = (each: number, at: number) =>
      Number.isFinite(each) && (at === 0 || edges[at - 1]! < each);
    if (edges.length > MOST_VALUES || !edges.every(rises)) {
      fields.refuse("edges", `must be at most ${MOST_VALUES} numbers that rise`);
    }
    return { name, kind, values: [], edges };
  }
  const values = fields.texts("values");
  if (values.length > MOST_VALUES || new Set(values).size < values.length) {
    fields.refuse("values", `must be at most ${MOST_VALUES}, each once`);
  }
  return { name, kind, values, edges: [] };
}
