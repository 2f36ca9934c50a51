/** Reads a head and returns the novelty of embeddings, for `tests/web` to compare with Python's. */
import { readHead } from "../../src/bundle/head.js";
import { noveltyOf } from "../../src/functions/novelty.js";
import { serve } from "./serve.js";

interface Request {
  /** The head's file, in base64. */
  readonly head: string;
  readonly rows: number;
  /** Of each input the embedding's numbers, the row of its answer, and its score. */
  readonly inputs: readonly { sums: number[]; row: number; score: number }[];
  readonly scoreWeight: number;
}

await serve<Request>(({ head, rows, inputs, scoreWeight }) => {
  const { prototypes } = readHead(Buffer.from(head, "base64"), "head", rows);
  return inputs.map(({ sums, row, score }) => {
    const embedding = { sums: new Float64Array(sums), factor: 1 };
    return noveltyOf(prototypes!, embedding, row, score, scoreWeight);
  });
});
