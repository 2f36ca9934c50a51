"""Fits the rules by which letters of unknown words are pronounced, to the words of cmudict.

    python scripts/fit_letter_sounds.py CMUDICT [--test]

CMUDICT is the file cmudict.dict. Each letter is aligned with none to three sounds, those that
it most often has elsewhere (Viterbi training). Its sounds are then looked up by the letter and
its neighbours, nearest first, and what a longer context does not change is left out: an IGTree
(Daelemans, van den Bosch and Weijters, 1997). With --test every tenth word is left out, and the
rules are measured on these; without, packages/vizsla-speech-voice gets the rules of all words.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from pronunciations import read_cmudict, rewritten  # noqa: E402 - it needs the path above
from vizsla.atomic.write_whole import write_file  # noqa: E402
from vizsla.speech.speaking.letter_sounds import LetterSounds, contexts  # noqa: E402

TARGET = ROOT / "packages/vizsla-speech-voice/src/vizsla_speech_voice/kokoro/letters.txt"
MOST = 3  # sounds of a letter
ROUNDS = 4
LEAST = 2  # words that a rule of a longer context rests on


def sounds(said: str) -> list[str]:
    """Return a word's sounds, each with its mark of stress."""
    return re.findall(r"[ˈˌ]?.", said)


def align(word: str, said: list[str], cost: dict[tuple[str, str], float]) -> list[str] | None:
    """Return each letter's sounds on the cheapest way; None where there is none."""
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for letter in word:
        here: dict[int, tuple[float, int]] = {}
        for at, (so_far, _) in best[-1].items():
            for taken in range(MOST + 1):
                if at + taken > len(said):
                    break
                now = so_far + cost.get((letter, "".join(said[at : at + taken])), 12.0 + 4 * taken)
                if at + taken not in here or now < here[at + taken][0]:
                    here[at + taken] = (now, at)
        best.append(here)
    if len(said) not in best[-1]:
        return None
    parts, at = [], len(said)
    for here in reversed(best[1:]):
        before = here[at][1]
        parts.append("".join(said[before:at]))
        at = before
    return parts[::-1]


def aligned(words: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the sounds of each word's letters."""
    counts: Counter[tuple[str, str]] = Counter()
    for word, said in words.items():  # at first, a letter is near its sound
        for at, letter in enumerate(word):
            near = round(at * (len(said) - 1) / max(1, len(word) - 1)) if said else 0
            for place in range(max(0, near - 1), min(len(said), near + 2)):
                counts[letter, said[place]] += 1
    for letter in "abcdefghijklmnopqrstuvwxyz'":
        counts[letter, ""] = max(1, sum(n for (of, _), n in counts.items() if of == letter) // 8)
    found: dict[str, list[str]] = {}
    for _ in range(ROUNDS):
        totals: Counter[str] = Counter()
        for (letter, _said), number in counts.items():
            totals[letter] += number
        cost = {
            pair: round(math.log(totals[pair[0]] / number), 6) for pair, number in counts.items()
        }
        counts = Counter()
        for word, said in words.items():
            parts = align(word, said, cost)
            if parts is not None:
                found[word] = parts
                counts.update(zip(word, parts, strict=True))
    return found


def fit(words: dict[str, list[str]]) -> dict[str, str]:
    """Return the sounds by context, without contexts that change nothing."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word, parts in aligned(words).items():
        for at, part in enumerate(parts):
            for context in contexts(word, at):
                counts[context][part] += 1
    rules: dict[str, str] = {}
    for context in sorted(counts, key=lambda each: (len(each), each)):
        most = max(counts[context].values())
        part = min(each for each, number in counts[context].items() if number == most)
        if len(context) > 1 and most < LEAST:
            continue
        known = next((rules[c] for c in _shorter(context) if c in rules), None)
        if part != known:
            rules[context] = part
    return rules


def _shorter(context: str) -> list[str]:
    return [context[:length] for length in range(len(context) - 1, 0, -1)]


def errors(right: list[str], said: list[str]) -> int:
    """Return the edit distance."""
    row = list(range(len(said) + 1))
    for at, one in enumerate(right, 1):
        last, row[0] = row[0], at
        for to, other in enumerate(said, 1):
            last, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, last + (one != other))
    return row[-1]


def measure(rules: dict[str, str], words: dict[str, list[str]]) -> None:
    """Print how many words and sounds are right."""
    letters = LetterSounds.of(rules)
    wrong = total = whole = plain = 0
    for word, said in words.items():
        found = letters.say(word)
        missed = errors(
            sounds(re.sub("[ˈˌ]", "", "".join(said))), sounds(re.sub("[ˈˌ]", "", found))
        )
        wrong, total = wrong + missed, total + len(said)
        plain += not missed
        whole += found == "".join(said)
    print(f"{len(words)} words left out: {100 * plain / len(words):.1f} % right, with their stress")
    print(f"{100 * whole / len(words):.1f} %; {100 * wrong / total:.1f} % of the sounds are wrong")


def main() -> None:
    """Fit the rules, and measure or write them."""
    text = Path(sys.argv[1]).read_text(encoding="utf-8")
    words = {
        word: sounds(rewritten(ways[0]))
        for word, ways in sorted(read_cmudict(text).items())
        if "'" not in word
    }
    if "--test" in sys.argv:
        tested = {word: words[word] for number, word in enumerate(words) if number % 10 == 0}
        rules = fit({word: said for word, said in words.items() if word not in tested})
        measure(rules, tested)
    else:
        rules = fit(words)
        lines = sorted(f"{context}\t{part}\n".encode() for context, part in rules.items())
        write_file(TARGET, b"".join(lines))
    print(f"{len(rules)} rules")


if __name__ == "__main__":
    main()
