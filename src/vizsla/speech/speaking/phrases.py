"""Cuts symbols into parts that are said one after another, the first a short one."""

from __future__ import annotations

import re

from vizsla.speech.speaking.kokoro import LONGEST

__all__ = ["phrases", "sentences"]

# Symbols of the first parts at best: the first is of about a second of sound, and each is made, at
# 0.6 of real time, while the one before it is heard.
_FIRST = (26, 42, 68, 110)
_BEST = 160  # symbols of the others: the model is quicker, and steadier, with whole sentences
_SENTENCE = re.compile(
    r"(?<=[.!?…])[\"')\]]*\s+(?=[\"'(\[]?[^\Wa-z])|\n\s*\n|(?<=[:;])\s*\n|\n(?=\s*[-*•\d])"
)
_LONGEST = 1_000  # characters of a sentence
_TOO_LONG = re.compile(rf"(?s).{{1,{_LONGEST}}}(?:(?=\s)|\Z)|.{{1,{_LONGEST}}}")
_SHORTENED = re.compile(
    r"(?:^|\s)(?:[A-Z]|Dr|Mr|Mrs|Ms|Prof|St|Mt|Ft|Gen|Sen|Rev|Gov|Lt|Capt|Sgt|Col|vs|No|Jan|Feb|Mar|"
    r"Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|e\.g|i\.e|approx|Fig|Vol|pp?)\.$"
)
_END = 12  # characters: more than the longest abbreviation and the space before it


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, without those that say nothing.

    A point behind an abbreviation or an initial ends no sentence. An empty line does. What goes on
    for more than 1,000 characters is cut between two words: no voice has that much breath.
    """
    found: list[str] = []
    for piece in (part for each in _SENTENCE.split(text) for part in _TOO_LONG.findall(each)):
        fits = bool(found) and len(found[-1]) + len(piece) < _LONGEST
        if fits and _SHORTENED.search(found[-1][-_END:]):
            found[-1] = f"{found[-1]} {piece}"
        elif piece.strip():
            found.append(piece.strip())
    return found


def phrases(symbols: str, before: int = len(_FIRST)) -> list[str]:
    """Return a sentence's symbols in parts that the model takes.

    A part ends at a mark; where there is none for long, between two words.

    Args:
        symbols: the symbols of a sentence.
        before: the number of parts that were said before, where somebody waits to hear them: the
            first ones are short. By default they need not be.

    """
    parts: list[str] = []
    left = symbols.strip()
    while left:
        best = (*_FIRST, _BEST)[min(before + len(parts), len(_FIRST))]
        if len(left) <= best + best // 3:  # a rest of one word would be a part of its own
            parts.append(left)
            break
        cut = _cut(left, best)
        parts.append(left[:cut].strip())
        left = left[cut:].strip()
    return parts


def _cut(symbols: str, best: int) -> int:
    """Return the place to cut at: behind the last mark before ``best``, or the next one."""
    marks = [found.end() for found in re.finditer(r"[,.;:!?…](?= )", symbols)]
    before = [each for each in marks if best // 3 <= each <= best]
    after = [each for each in marks if best < each <= min(2 * best, LONGEST)]
    if before:
        return before[-1]
    if after:
        return after[0]
    spaces = [
        found.start()
        for found in re.finditer(" ", symbols)
        if found.start() <= min(2 * best, LONGEST)
    ]
    near = [each for each in spaces if each >= best]
    if near or spaces:
        return (near or spaces[-1:])[0]
    return min(len(symbols), LONGEST)
