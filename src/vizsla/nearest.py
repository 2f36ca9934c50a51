"""Finds the known names that a mistyped name may stand for."""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import TYPE_CHECKING

from vizsla.vizsla_warning import VizslaWarning

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "SimilarNameWarning",
    "by_letters",
    "did_you_mean",
    "letters_of",
    "nearest",
    "nearly_equal",
    "words_of",
]

MOST = 3  # names that a message suggests
SIMILAR = 0.65  # difflib's ratio from which a name is worth suggesting ...
NEARLY = 0.85  # ... and from which a new name is probably a known one, mistyped
SHORTEST = 4  # letters from which one wrong letter is more likely than another word
SEPARATORS = re.compile(r"[\s_\-.]+")


class SimilarNameWarning(VizslaWarning):
    """A new name is nearly one that exists, and may be a typing mistake."""


def nearest(name: str, known: Iterable[str], most: int = MOST) -> list[str]:
    """Return the known names that are most like a name, the best first.

    Case, spaces, ``_``, ``-``, ``.`` and apostrophes make no difference. Names with the same
    letters in another order come first, and names that have a word in common last.

    Args:
        name: the unknown name.
        known: the known names.
        most: the most names to return.

    """
    spelt = by_letters(known)
    letters = letters_of(name)
    swapped = (each for each in spelt if sorted(each) == sorted(letters))
    close = (*swapped, *difflib.get_close_matches(letters, spelt, most, SIMILAR))
    found = [each for like in close for each in spelt[like]]
    words = set(words_of(name))
    sharing = (
        each for names in spelt.values() for each in names if words.intersection(words_of(each))
    )
    return list(dict.fromkeys((*found, *sharing)))[:most]


def nearly_equal(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that a new name probably is, mistyped; None where there is none.

    Two names are different names where their digits differ (``row 1``, ``row 2``), and where one
    ends in the other (``healthy``, ``unhealthy``).

    Args:
        name: the new name.
        known: the existing names; an equal one is never returned.

    """
    letters = letters_of(name)
    best, ratio = None, NEARLY
    for each in known:
        other = letters_of(each)
        if each == name or _digits(letters) != _digits(other):
            continue
        if letters == other:
            return each
        shorter, longer = sorted((letters, other), key=len)
        if len(shorter) < SHORTEST or longer.endswith(shorter):
            continue
        found = difflib.SequenceMatcher(None, letters, other).ratio()
        if found >= ratio:
            best, ratio = each, found
    return best


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a question that names the nearest known names; empty where none is near.

    Args:
        name: the unknown name.
        known: the known names.

    """
    quoted = [repr(each) for each in nearest(name, known)]
    if not quoted:
        return ""
    *others, last = quoted
    return f"did you mean {', '.join(others)} or {last}?" if others else f"did you mean {last}?"


def words_of(name: str) -> list[str]:
    """Return a name's words, in lower case."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return [each for each in SEPARATORS.split(folded) if each]


def letters_of(name: str) -> str:
    """Return a name without the marks that people write in many ways."""
    joined = "".join(words_of(name))
    return "".join(each for each in joined if each not in {"'", "\N{RIGHT SINGLE QUOTATION MARK}"})


def _digits(letters: str) -> str:
    return "".join(each for each in letters if each.isdigit())


def by_letters(names: Iterable[str]) -> dict[str, list[str]]:
    """Return names by their letters."""
    found: dict[str, list[str]] = {}
    for each in names:
        found.setdefault(letters_of(each), []).append(each)
    return found
