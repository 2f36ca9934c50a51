"""The words that can name a version of a published function, such as ``production``."""

from __future__ import annotations

import re

from vizsla.errors import OptionError

__all__ = ["LIVE", "NAMES", "check_version_word", "is_version_word", "version_number"]

LIVE = "live"  # a function's file with the number of its live version
NAMES = "names"  # the folder beside it: a file for each word
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,79}\Z")


def is_version_word(word: str) -> bool:
    """Return whether a word can name a version: it is no number, and not ``live``."""
    is_taken = word.isdecimal() or word == LIVE
    return not is_taken and not word.endswith((" ", ".")) and bool(_WORD.match(word))


def check_version_word(word: str) -> None:
    """Refuse a word that can't name a version.

    Raises:
        OptionError: it can't; the error says why.

    """
    if not is_version_word(word):
        raise OptionError(
            f"{word!r:.90} can't be a version's name: use 1 to 80 letters from a to z, digits, "
            f"spaces and . _ -, and neither a number nor {LIVE!r}"
        )


def version_number(text: str) -> int | None:
    """Return the number in a file that names a version, or None where it holds none."""
    digits = text.strip()
    return int(digits) if digits.isdecimal() else None
