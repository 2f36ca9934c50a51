/** Puts parts into entities, for `tests/web/test_entity_parts_twin.py` to compare with Python. */
import type { Entity } from "../../src/answer.js";
import { withParts } from "../../src/functions/entityParts.js";
import { serve } from "./serve.js";

interface Request {
  readonly entities: readonly Entity[];
  readonly parts: readonly (readonly [kind: string, parts: readonly string[]])[];
}

await serve<Request>(({ entities, parts }) => Promise.resolve(withParts(entities, new Map(parts))));
