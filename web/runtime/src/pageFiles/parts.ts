/** The parts of the runtime that a page may leave out. */
import { SHIPPED } from "../contract.js";

/** The functions that JavaScript has. */
export const PAGE_FUNCTIONS = SHIPPED.filter((name) => name !== "speak");

/** A modality of functions of your own. */
export type OwnModality = "image" | "text" | "sound";

export const OWN_MODALITIES: readonly OwnModality[] = ["image", "text", "sound"];

export interface Parts {
  /** The shipped functions that the page loads; those that they need come with them. */
  readonly functions: readonly string[];
  /** The modalities of functions of your own, which the page loads by their address. */
  readonly own: readonly OwnModality[];
  /** `lean` runs the shipped functions, on one thread; `whole` runs any graph, and may use several. */
  readonly engine: "lean" | "whole";
}

/** The parts of a page that may load anything. */
export const ALL_PARTS: Parts = {
  functions: PAGE_FUNCTIONS,
  own: OWN_MODALITIES,
  engine: "whole",
};

/** The parts of a page that loads nothing. */
export const NO_PARTS: Parts = { functions: [], own: [], engine: "lean" };

/** The parts that an app or a command asks for; the others follow from them. */
export interface AskedParts {
  readonly functions?: readonly string[] | undefined;
  readonly own?: readonly string[] | undefined;
  readonly engine?: string | undefined;
}

/**
 * Fills in the parts that were not asked for, of those that were found to be needed.
 * @throws RangeError - a name is not known; the message lists those that are.
 */
export function completeParts(asked: AskedParts, needed: Parts): Parts {
  const functions = known("function", asked.functions ?? needed.functions, PAGE_FUNCTIONS);
  const own = known("modality", asked.own ?? needed.own, OWN_MODALITIES);
  const engines = ["lean", "whole"] as const;
  const engine = asked.engine ?? (own.includes("image") ? "whole" : "lean");
  return { functions, own, engine: known("engine", [engine], engines)[0]! };
}

function known<Name extends string>(
  what: string,
  names: readonly string[],
  all: readonly Name[],
): readonly Name[] {
  for (const name of names) {
    if (!(all as readonly string[]).includes(name)) {
      throw new RangeError(
        `there is no ${what} ${JSON.stringify(name)}: choose of ${all.join(", ")}`,
      );
    }
  }
  return names as readonly Name[];
}
