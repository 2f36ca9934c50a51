import { expect, test } from "vitest";
import type { Answer } from "../../src/answer.js";
import { watchSound } from "../../src/api/watchSound.js";
import { OptionError } from "../../src/errors.js";

test.each([NaN, 0, -16_000, 12.5, 999, 768_001, Infinity, "16000", null])(
  "a sound is not watched at a rate of %s",
  async (rate) => {
    const hear = async (): Promise<Answer> => ({}) as Answer;
    const watched = watchSound(hear, [new Float32Array(10)], { rate: rate as number });
    await expect(watched.next()).rejects.toThrow(OptionError);
    await expect(watchSound(hear, [], { rate: rate as number }).next()).rejects.toThrow("rate");
  },
);
