/** Finds what features find in texts, for `tests/web/test_features_twin.py` to compare with Python. */
import { FeatureFinder } from "../../src/features/entityFinder.js";
import { readFeatureSet } from "../../src/features/featureFile.js";
import { openKindFinder } from "../../src/recognizers/kindFinder.js";
import { SourceText } from "../../src/recognizers/sourceText.js";
import { VizslaError } from "../../src/errors.js";
import { serve } from "./serve.js";

interface Request {
  /** The files, in base64. */
  readonly features: string;
  readonly taggers: string | null;
  readonly labels: readonly string[];
  readonly dimension: number;
  readonly texts: readonly string[];
  /** Of each text the vectors of its words. */
  readonly vectors: readonly (readonly (readonly number[])[])[];
}

const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, "base64"));

await serve<Request>(async ({ features, taggers, labels, dimension, texts, vectors }) => {
  try {
    const tensors = taggers === null ? null : bytes(taggers);
    const read = readFeatureSet(bytes(features), tensors, "trip", labels, dimension);
    const kinds = read.kinds.size
      ? await openKindFinder(read.language, [...read.kinds.values()].flat())
      : null;
    const found = [];
    for (const [at, text] of texts.entries()) {
      const numbers = Float64Array.from((vectors[at] ?? []).flat());
      const finder = new FeatureFinder(read, kinds, () =>
        Promise.resolve({ numbers, width: dimension }),
      );
      const { entities, byRule } = await finder.find(new SourceText(text));
      found.push({
        entities: entities.map((each) => [
          ...[each.name, each.start, each.end, each.value],
          ...[each.role, each.score, each.kind, each.isCalibrated],
        ]),
        by_rule: [...byRule],
      });
    }
    return found;
  } catch (error) {
    if (error instanceof VizslaError) return { refused: error.code };
    throw error;
  }
});
