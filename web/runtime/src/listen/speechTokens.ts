/** The words and parts of words that the listening model writes; its twin is `speech_tokens.py`. */
import { concatenate } from "../bytes/bytes.js";
import { BundleDamagedError } from "../errors.js";

/** The numbers of the marks before and after a text. */
export const START = 1;
export const END = 2;

const FIRST = 3; // the first number that stands for a token
const LONG = 128; // a length from here on takes two bytes

/** A vocabulary in the file format of Moonshine: each token's bytes after their number. */
export class SpeechTokens {
  readonly #tokens: Uint8Array[] = [];

  /** @throws BundleDamagedError - the content ends within a token. */
  constructor(content: Uint8Array) {
    for (let at = 0; at < content.length;) {
      let length = content[at++]!;
      if (length >= LONG) length += LONG * (content[at++] ?? 0) - LONG;
      if (at + length > content.length) {
        throw new BundleDamagedError("the tokens of the speech model end too early");
      }
      this.#tokens.push(content.subarray(at, (at += length)));
    }
  }

  /** Returns the text of tokens; marks are left out. */
  text(numbers: readonly number[]): string {
    const parts = numbers.filter((each) => each >= FIRST).map((each) => this.#tokens[each]!);
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(concatenate(parts));
    return text.replaceAll("▁", " ").trim();
  }
}
