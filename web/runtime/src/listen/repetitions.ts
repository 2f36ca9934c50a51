/**
 * Finds words that a model repeats without end: a known fault of decoders on unclear sounds. Its twin is
 * `src/vizsla/speech/listening/repetitions.py`.
 */
const MOST_WORDS = 8; // of a phrase that is repeated
const MOST_TIMES = 3; // people say "no, no, no"

/**
 * Returns a text in which no phrase follows itself more than once, and whether one did. A phrase of up to
 * eight words that stands more than three times in a row is kept once.
 */
export function withoutRepetitions(text: string): readonly [text: string, repeats: boolean] {
  const words = text.split(/\s+/u).filter(Boolean);
  const plain = words.map((each) => each.replace(/^[.,;:!?]+|[.,;:!?]+$/gu, "").toLowerCase());
  const kept: string[] = [];
  let at = 0;
  while (at < words.length) {
    const [length, times] = phraseAt(plain, at);
    kept.push(...words.slice(at, at + length));
    at += length * times;
  }
  return [kept.join(" "), at > kept.length];
}

/** Returns the length of the phrase at a place, and how many times in a row it stands there. */
function phraseAt(words: readonly string[], at: number): readonly [length: number, times: number] {
  for (let length = 1; length <= MOST_WORDS; length++) {
    const isSame = (start: number): boolean => {
      if (start + length > words.length) return false;
      for (let k = 0; k < length; k++) if (words[start + k] !== words[at + k]) return false;
      return true;
    };
    let times = 1;
    while (isSame(at + times * length)) times++;
    if (times > MOST_TIMES) return [length, times];
  }
  return [1, 1];
}
