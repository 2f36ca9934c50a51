/** The fields of a text in `input` of a manifest. */
import type { Fields } from "../../bundle/fields.js";

const FEWEST = 3;
const MOST = 256; // the arithmetic is exact to here

/**
 * Checks the fields.
 * @throws BundleDamagedError - one is missing or wrong.
 */
export function checkTextInput(input: Fields): void {
  if (input.integer("tokens", FEWEST) > MOST) input.refuse("tokens", `must be at most ${MOST}`);
}
