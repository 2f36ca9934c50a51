"""Tell the language of a text from the pieces of its words."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from vizsla.recognizers.known_characters import known_only
from vizsla.recognizers.language_pack import shared_table

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CLEAR", "OTHER", "ZERO", "language_sums", "likely_languages", "pieces"]

OTHER = "other"  # a language without a pack
# Words in Latin letters, in Han or kana, and in other letters: Greek, Cyrillic, Arabic, Hangul.
WORD = re.compile(
    "(?P<latin>[a-z\u00df-\u00f6\u00f8-\u024f\u1e00-\u1eff]+)"
    "|(?P<alone>[\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+)"
    "|(?P<other>[\u0370-\u1dff\u1f00-\u1fff\uac00-\ud7af]+)"
)
OTHER_LETTERS = "*"  # the piece that stands for them
CLEAR = 16  # how far a sum is above another where there is no doubt: four times the usual margin
LONGEST_PIECE = 4
LONGEST_WORD = 20  # of longer words, the beginning counts
MOST_CHARACTERS = 2000  # of longer texts, the beginning counts
SHORT = 8  # known pieces: a word of three letters has ten at most, and few are known
ZERO = ord("?")  # the letter that stands for no weight


def likely_languages(text: str) -> tuple[str, ...]:
    """Return the languages that a text may be in, the likeliest first.

    The pieces of a text's words have weights for each language: whole numbers, whose sums are the
    same in every programming language. Those languages are likely whose sum is near the greatest.

    Args:
        text: any text.

    Returns:
        Codes such as ``en``, and ``OTHER``; none where no piece is known, as in "$40".

    """
    table = _table()
    sums, found = _sums(text)
    if not found:
        return ()
    margin = table.short_margin if found <= SHORT else table.margin
    least = max(sums) - margin
    order = sorted(range(len(sums)), key=lambda number: -sums[number])
    return tuple(table.languages[each] for each in order if sums[each] >= least)


def language_sums(text: str) -> dict[str, int]:
    """Return what the pieces of a text's words say for each language: the most for the likeliest.

    Returns:
        The sums by code, and by ``OTHER``; empty where no piece is known, as in "$40".

    """
    sums, found = _sums(text)
    return dict(zip(_table().languages, sums, strict=True)) if found else {}


def _sums(text: str) -> tuple[list[int], int]:
    """Return the sum of each language in the table's order, and the number of known pieces."""
    table = _table()
    sums = list(table.bias)
    found = [table.weights[each] for each in dict.fromkeys(pieces(text)) if each in table.weights]
    for weights in found:
        for number, letter in enumerate(weights):
            sums[number] += ord(letter) - ZERO
    return sums, len(found)


def pieces(text: str) -> Iterator[str]:
    """Yield the pieces of up to four letters of each word, its ends marked, and the word itself.

    Of Han and kana, the pieces are single characters and pairs.
    """
    plain = unicodedata.normalize("NFKC", known_only(text[:MOST_CHARACTERS])).lower()
    for match in WORD.finditer(plain):
        word = match.group()
        if match.lastgroup == "other":
            yield OTHER_LETTERS
        elif match.lastgroup == "alone":
            yield from word
            yield from (word[at : at + 2] for at in range(len(word) - 1))
        else:
            yield from latin_pieces(word)


def latin_pieces(word: str) -> list[str]:
    """Return the pieces of a word in Latin letters."""
    if len(word) > LONGEST_WORD:
        word = word[:LONGEST_WORD]
    ends = f"_{word}_"
    last = len(ends) + 1
    return [
        ends[at : at + length]
        for length in range(1, LONGEST_PIECE + 1)
        for at in range(last - length)
    ] + [f"={ends}"]


class _Table:
    """The weights of pieces.

    Attributes:
        languages: the languages, in the order of the weights.
        bias: what each language's sum begins with.
        margin: how far a likely language's sum may be below the greatest.
        short_margin: the same for a text with few known pieces, such as "7pm".
        weights: for each piece a letter a language, whose distance from "?" is the weight.

    """

    def __init__(self) -> None:
        table = shared_table("languages")
        self.languages: tuple[str, ...] = tuple(table["languages"])
        self.bias: list[int] = table["bias"]
        self.margin: int = table["margin"]
        self.short_margin: int = table["short_margin"]
        self.weights: dict[str, str] = table["weights"]


@cache
def _table() -> _Table:
    return _Table()
