"""Compares what was heard with what was said, word by word."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.speech.number_words import digit_by_digit, spoken_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["WordErrors", "compared_words", "joined_compounds", "word_errors"]

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*|[0-9]+")
# Short forms, which people hear and write either way.
_SHORTENED = (
    (re.compile(r"\bcan't\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"\bi'm\b"), "i am"),
    (re.compile(r"\b(it|that|there|here|what|who|where|how|he|she)'s\b"), r"\1 is"),
    (re.compile(r"\blet's\b"), "let us"),
)
_APOSTROPHES = str.maketrans("\u2018\u2019`", "'''")
_GROUPED = re.compile(r"(?<=[0-9]),(?=[0-9]{3}\b)")  # the commas of 1,000
_SIGNS = {"&": " and ", "%": " percent ", "#": " number ", "@": " at ", "+": " plus "}
_SHORT = {"mr": "mister", "mrs": "missus", "dr": "doctor", "st": "saint", "vs": "versus"}


@dataclass(frozen=True, slots=True)
class WordErrors:
    """How many words differ.

    Attributes:
        errors: the fewest words to replace, insert or delete.
        words: the words that were said.

    """

    errors: int
    words: int

    @property
    def rate(self) -> float:
        """The word error rate: errors for each word that was said; above 1 for many inserted."""
        return self.errors / max(self.words, 1)


def word_errors(said: str, heard: str) -> WordErrors:
    """Compare two texts, whatever their case, their punctuation and how numbers are written.

    Args:
        said: the right text.
        heard: the text to judge.

    """
    right, found = compared_words(said), compared_words(heard)
    right, found = joined_compounds(right, found), joined_compounds(found, right)
    return WordErrors(_distance(right, found), len(right))


def joined_compounds(words: Sequence[str], others: Iterable[str]) -> list[str]:
    """Join two words that another text writes as one: ``log in`` where that has ``login``.

    Args:
        words: the words of a text.
        others: those of the text that it is compared with.

    """
    known = set(others)
    found: list[str] = []
    for word in words:
        if found and found[-1] + word in known:
            found[-1] += word
        else:
            found.append(word)
    return found


def compared_words(text: str) -> list[str]:
    """Return the words of an English text as they are compared: ``Mr. Li has 21`` is of five."""
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).lower()
    for pattern, whole in _SHORTENED:
        plain = pattern.sub(whole, plain)
    for sign, word in _SIGNS.items():
        plain = plain.replace(sign, word)
    words: list[str] = []
    for each in _WORD.findall(_GROUPED.sub("", plain)):
        plain_word = each.replace("'", "")  # a user's or the users: they sound alike
        words += _spoken(each) if each[0].isdigit() else [_SHORT.get(plain_word, plain_word)]
    return words


def _spoken(digits: str) -> list[str]:
    """Return a whole number in words; one of more than four digits, or from 0, digit by digit."""
    if len(digits) > 4 or (len(digits) > 1 and digits[0] == "0"):  # noqa: PLR2004 - as people read
        return digit_by_digit(digits).split()
    return spoken_number(int(digits)).replace("-", " ").split()


def _distance(right: Sequence[str], found: Sequence[str]) -> int:
    """Return the edit distance of two lists of words (Levenshtein's)."""
    row = list(range(len(found) + 1))
    for number, word in enumerate(right, 1):
        before, row[0] = row[0], number
        for at, other in enumerate(found, 1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (word != other))
    return row[-1]
