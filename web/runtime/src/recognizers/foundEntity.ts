/** One entity of a text: where it stands and what it means. */
import type { EntityValue } from "../answer.js";

export type { EntityValue } from "../answer.js";

/** What a finder found; its places count characters, not units of UTF-16. */
export interface FoundEntity {
  /** The characters of the user's own text. */
  readonly text: string;
  /** The name that Microsoft's Recognizers-Text gives the type: `number`, `currency`. */
  readonly kind: string;
  readonly value: EntityValue;
  /** The place of the first character. */
  readonly start: number;
  /** The place after the last character. */
  readonly end: number;
}
