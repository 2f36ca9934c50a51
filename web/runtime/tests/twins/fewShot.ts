/** Teaches from embeddings that Python made: for `tests/web/test_teach.py`, and to measure it. */
import type { Answer } from "../../src/answer.js";
import { exportTaught, importTaught } from "../../src/fewShot/taughtArchive.js";
import { mergeAnswers } from "../../src/fewShot/mergeAnswers.js";
import { FewShotLabels } from "../../src/fewShot/fewShotLabels.js";
import type { TaughtExample } from "../../src/fewShot/taughtExamples.js";
import { sha256 } from "../../src/bytes/sha256.js";
import { serve } from "./serve.js";

const FACTS = { function: "dog-breeds", graph: "0".repeat(64) };
const TOP = 5;

/** A row of the embeddings, and for an export the image's file in base64. */
type Shown = readonly [row: number, file?: string, type?: string];

interface Request {
  /** The embeddings of all images from now on: 32-bit whole numbers in base64. */
  readonly sums?: string;
  readonly channels?: number;
  /** What to teach to begin with. */
  readonly taught?: readonly (readonly [label: string, examples: readonly Shown[]])[];
  /** The rows to judge. */
  readonly judge?: readonly number[];
  /** The same with the function's own answers, to merge with. */
  readonly answers?: readonly Answer[];
  /** An export in base64, to add to the taught labels. */
  readonly zip?: string;
  readonly exported?: boolean;
}

const rows: Float64Array[] = [];

await serve<Request>(async (request) => {
  if (request.sums !== undefined) return know(request.sums, request.channels!);
  const labels = new FewShotLabels();
  for (const [label, shown] of request.taught ?? []) {
    labels.teach(label, await Promise.all(shown.map(exampleOf)));
  }
  if (request.zip !== undefined) {
    labels.merge(await importTaught(Buffer.from(request.zip, "base64"), FACTS));
  }
  if (request.exported) return Buffer.from(exportTaught(labels, FACTS)).toString("base64");
  if (request.judge === undefined) return labels.counts();
  return request.judge.map((row, at) => {
    const judged = labels.judge(rows[row]!);
    const answer = request.answers?.[at];
    return answer === undefined ? judged : mergeAnswers(answer, judged, TOP);
  });
});

function know(base64: string, channels: number): number {
  const bytes = new Uint8Array(Buffer.from(base64, "base64"));
  const sums = new Int32Array(bytes.buffer);
  rows.length = 0;
  for (let at = 0; at < sums.length; at += channels) {
    rows.push(Float64Array.from(sums.subarray(at, at + channels)));
  }
  return rows.length;
}

async function exampleOf([row, file, type = ""]: Shown): Promise<TaughtExample> {
  const content = file === undefined ? null : new Uint8Array(Buffer.from(file, "base64"));
  const key = await sha256(content ?? new TextEncoder().encode(`row ${row}`));
  return { embedding: rows[row]!, factor: 1, file: content, type, sha256: key };
}
