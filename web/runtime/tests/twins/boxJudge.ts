/** Judges made-up boxes, for `tests/web/test_box_judge_twin.py` to compare with Python. */
import type { Box } from "../../src/answer.js";
import type { BoxScores } from "../../src/bundle/manifest.js";
import { BoxJudge, ownShare } from "../../src/functions/boxJudge.js";
import { serve } from "./serve.js";

interface Request {
  readonly lines: BoxScores;
  /** For each class of the classifier the ids of its kinds. */
  readonly above: readonly (readonly string[])[];
  readonly boxes: readonly Box[];
  /** The classifier's scores, in the order in which it is asked. */
  readonly scores: readonly (readonly number[])[];
}

await serve<Request>(async ({ lines, above, boxes, scores }) => {
  const judge = new BoxJudge(
    lines,
    above.map((kinds) => new Set(kinds)),
  );
  let asked = 0;
  const judged = await judge.judge(boxes, () => Promise.resolve(scores[asked++]!));
  const hidden = judged.find(({ score }) => score < lines.shown)?.score ?? 0;
  return {
    asked,
    judged,
    nothing: judge.nothing(hidden),
    own: boxes.map((box) => ownShare(box, lines)),
  };
});
