/** Counts the steps that reading a text takes, so that no text takes more than some seconds. */
import { LIMITS } from "../contract.js";
import { InputTooLargeError } from "../errors.js";

/**
 * The steps that the readers of one text may take together.
 *
 * A step is one more word of a number, or one place in a pattern of dates. The same text takes the same
 * steps on every machine and in Python.
 */
export class ReadingSteps {
  left: number;

  constructor(readonly most: number = LIMITS.text.reading_steps) {
    this.left = most;
  }

  /**
   * Counts some steps.
   * @throws InputTooLargeError - there are none left.
   */
  take(count = 1): void {
    this.left -= count;
    if (this.left < 0) {
      throw new InputTooLargeError(
        `reading the text takes more than ${this.most.toLocaleString("en")} steps, as its numbers and ` +
          "dates can be read in very many ways. Give a part of it.",
      );
    }
  }
}
