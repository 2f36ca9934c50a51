/** One entity of a text: where it stands and what it means. */

/** What a text means, in the fields of the resolutions of Microsoft's Recognizers-Text. */
export type EntityValue = Readonly<Record<string, string | boolean | number | null>>;

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
