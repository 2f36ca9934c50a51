/** Reads a head and returns the presence of embeddings, for `tests/web` to compare with Python's. */
import { readHead } from "../../src/bundle/head.js";
import { presenceOf } from "../../src/functions/presence.js";
import { serve } from "./serve.js";

interface Request {
  /** The head's file, in base64. */
  readonly head: string;
  readonly rows: number;
  /** Of each input the embedding's numbers, and the row of its likeliest label. */
  readonly inputs: readonly { sums: number[]; row: number }[];
}

await serve<Request>(({ head, rows, inputs }) => {
  const read = readHead(Buffer.from(head, "base64"), "head", rows);
  return inputs.map(({ sums, row }) =>
    presenceOf(read, { sums: new Float64Array(sums), factor: 1 }, row),
  );
});
