/** Reads cells of columns, for `tests/web/test_columns_twin.py` to compare with Python. */
import { readColumns } from "../../src/bundle/columnEntry.js";
import { Fields } from "../../src/bundle/fields.js";
import { VizslaError } from "../../src/errors.js";
import { namesOfCells } from "../../src/functions/columnValues.js";
import { serve } from "./serve.js";

interface Request {
  readonly entry: object;
  readonly cells: unknown;
}

await serve<Request>(({ entry, cells }) => {
  try {
    return [
      ...namesOfCells(cells, readColumns(new Fields(entry, "function.json")), "trees").keys(),
    ];
  } catch (error) {
    if (error instanceof VizslaError) return { refused: error.code };
    throw error;
  }
});
