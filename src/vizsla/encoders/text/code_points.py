"""Folds a text before it is cut into words, by a table of code points that travels with the model.

The table says what BERT's normaliser for uncased models does with each code point: control
characters and accents are dropped, capitals become small, and punctuation marks and ideographs
stand alone. No language's own tables of Unicode are asked: they differ by version.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from typing import Any

__all__ = ["CodePoints"]

HANGUL = range(0xAC00, 0xD7A4)  # syllables, composed by a rule (The Unicode Standard, 3.12)
LEADS, VOWELS, TAILS = 0x1100, 0x1161, 0x11A7  # the first of each; no tail has the index 0
VOWEL_COUNT, TAIL_COUNT = 21, 28
MOST_KEPT = 2**14  # code points that were asked for; a language needs fewer


class CodePoints:
    """The table of code points.

    Args:
        content: ``code_points.json``: ranges of code points that are ``dropped``, are ``spaces``,
            or stand ``alone``, each as the flat list of first and last code points in order; and
            ``replaced``, a map from characters to what stands for them. All others stay.

    """

    def __init__(self, content: bytes) -> None:
        self._folded = _Folded(json.loads(content))

    def fold(self, text: str) -> str:
        """Return a text's words and marks, parted by one or more spaces."""
        return text.translate(self._folded)


class _Folded(dict[int, str]):
    """Code point -> what stands for it: those that were asked for, and the replaced ones."""

    def __init__(self, table: dict[str, Any]) -> None:
        super().__init__((ord(key), value) for key, value in table["replaced"].items())
        self._ranges = [(table[kind], kind) for kind in ("dropped", "spaces", "alone")]

    def __missing__(self, code: int) -> str:
        found = self._find(code)
        if len(self) < MOST_KEPT:
            self[code] = found
        return found

    def _find(self, code: int) -> str:
        if code in HANGUL:
            rest, tail = divmod(code - HANGUL.start, TAIL_COUNT)
            lead, vowel = divmod(rest, VOWEL_COUNT)
            return chr(LEADS + lead) + chr(VOWELS + vowel) + (chr(TAILS + tail) if tail else "")
        for bounds, kind in self._ranges:
            at = bisect_right(bounds, code)
            if at % 2 or (at and bounds[at - 1] == code):
                return {"dropped": "", "spaces": " ", "alone": f" {chr(code)} "}[kind]
        return chr(code)
