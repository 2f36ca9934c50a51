/** The fields of a sound in `input` of a manifest. */
import type { Fields } from "../../bundle/fields.js";
import { RATE } from "./sound.js";

/**
 * Checks the fields.
 * @throws BundleDamagedError - the rate is missing, or another one than the encoder's.
 */
export function checkSoundInput(input: Fields): void {
  if (input.integer("rate", RATE) !== RATE) input.refuse("rate", `must be ${RATE}`);
}
