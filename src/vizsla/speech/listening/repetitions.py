"""Finds words that a model repeats without end: a known fault of decoders on unclear sounds."""

from __future__ import annotations

__all__ = ["without_repetitions"]

_MOST_WORDS = 8  # of a phrase that is repeated
_MOST_TIMES = 3  # people say "no, no, no"


def without_repetitions(text: str) -> tuple[str, bool]:
    """Return a text in which no phrase follows itself more than once, and whether one did.

    A phrase of up to eight words that stands more than three times in a row is kept once.

    Args:
        text: the words.

    """
    words = text.split()
    plain = [each.strip(".,;:!?").lower() for each in words]
    kept: list[str] = []
    at = 0
    while at < len(words):
        length, times = _phrase(plain, at)
        kept += words[at : at + length]
        at += length * times
    return " ".join(kept), at > len(kept)


def _phrase(words: list[str], at: int) -> tuple[int, int]:
    """Return the length of the phrase at a place, and how many times in a row it stands there.

    A word that no repeated phrase begins with is a phrase of its own.
    """
    for length in range(1, _MOST_WORDS + 1):
        phrase = words[at : at + length]
        times = 1
        while words[at + times * length : at + (times + 1) * length] == phrase:
            times += 1
        if times > _MOST_TIMES:
            return length, times
    return 1, 1
