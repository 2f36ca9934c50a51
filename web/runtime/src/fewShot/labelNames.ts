/** The rules for a taught label: those of a project's labels. */
import { TeachingError } from "../errors.js";
import { shown } from "../bundle/json.js";
import { MOST_LETTERS } from "./constants.js";

/** Controls, halves of characters, breaks of lines. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;

/**
 * Returns a text as a label: in normal form C, no space around it.
 * @throws TeachingError - empty, longer than 200 letters, with control characters, or no text.
 */
export function cleanLabel(text: unknown): string {
  if (typeof text !== "string") {
    throw new TeachingError(`a label is a text, not ${shown(text)}`);
  }
  const label = text.normalize("NFC").trim();
  if (label === "") {
    throw new TeachingError("the label is empty; write the name of what the images show");
  }
  if ([...label].length > MOST_LETTERS) {
    throw new TeachingError(
      `the label ${shown(label)} is over ${MOST_LETTERS} letters; choose a shorter one`,
    );
  }
  if (UNPRINTABLE.test(label)) {
    throw new TeachingError(
      `the label ${shown(label)} has control characters or invalid Unicode in it; write it in ` +
        "plain letters",
    );
  }
  return label;
}
