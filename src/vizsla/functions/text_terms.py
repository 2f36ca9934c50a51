"""Finds the terms of a text, its words and runs of letters, and what they say of its labels.

All numbers are whole up to one division and one rounding for each term, so that every language
gets the same. ``contract/text_terms.json`` has the constants.
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vizsla.bundle.term_table import TermTable

__all__ = ["COUNTS", "UNIT", "WORDS", "TermScores", "letters_of", "words_of"]

WORDS = "words"  # the feature's kind
MOST_WORDS = 512  # of a text; the others are not read
LONGEST_WORD = 100  # characters of a word that are read
LETTERS = (2, 3, 4)  # the lengths of runs, with a space before and behind each word
# What a term counts that is there so often: 16 * (1 + ln(times)), rounded; the last for more.
COUNTS = (0, 16, 27, 34, 38, 42, 45, 47, 49, 51, 53, 54, 56, 57, 58, 59, 60)
UNIT = 2**12  # a text's terms have this length, words and letters each


def words_of(words: Sequence[str]) -> Counter[str]:
    """Return the words and pairs of words of a text, and how often each is there.

    Args:
        words: the text's words in order, as the encoder folds them.

    """
    read = words[:MOST_WORDS]
    found = Counter(read)
    found.update(f"{one} {other}" for one, other in pairwise(read))
    return found


def letters_of(words: Sequence[str]) -> Counter[str]:
    """Return the runs of 2, 3 and 4 letters of each word, a space before and behind it."""
    found: Counter[str] = Counter()
    for word in words[:MOST_WORDS]:
        padded = f" {word[:LONGEST_WORD]} "
        for length in LETTERS:
            found.update(padded[at : at + length] for at in range(len(padded) - length + 1))
    return found


class TermScores:
    """The sums of a text's terms, row by row of the head.

    Args:
        table: the terms that the function knows.

    """

    def __init__(self, table: TermTable) -> None:
        self._table = table
        self._words = {term: column for column, term in enumerate(table.words)}
        start = len(table.words)
        self._letters = {term: start + column for column, term in enumerate(table.letters)}
        self._scale = table.scale / UNIT

    def outputs(self, words: Sequence[str]) -> np.ndarray:
        """Return what a text's terms add to the head's outputs, (rows,) float64.

        Args:
            words: the text's words in order, as the encoder folds them.

        """
        columns, numbers = [], []
        for counts, known in ((words_of(words), self._words), (letters_of(words), self._letters)):
            for column, number in self._numbers(counts, known):
                columns.append(column)
                numbers.append(number)
        # Products and sums are whole numbers below 2**53.
        sums: np.ndarray = self._table.weights[:, columns].astype(np.float64) @ np.array(numbers)
        sums *= self._scale
        return sums

    def _numbers(
        self, counts: Mapping[str, int], known: Mapping[str, int]
    ) -> list[tuple[int, float]]:
        """Return the columns and numbers of the known terms, of length ``UNIT``."""
        found = [
            (column, COUNTS[min(count, len(COUNTS) - 1)] * int(self._table.idf[column]))
            for term, count in counts.items()
            if (column := known.get(term)) is not None
        ]
        length = math.sqrt(sum(number * number for _, number in found))
        return [(column, float(round(number * UNIT / length))) for column, number in found]
