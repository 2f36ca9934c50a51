"""Finds the words of a text that an explanation leaves out one by one."""

from __future__ import annotations

import re

__all__ = ["words_of"]

# What stands between white space; in scripts without spaces, each character. Spelt out, because
# Python and JavaScript take other characters for white space.
_SPACES = "\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(f"[{_ALONE}]|[^{_SPACES}{_ALONE}]+")


def words_of(text: str) -> list[tuple[int, int]]:
    """Return the start and the end of each word, in the text's order."""
    return [each.span() for each in _WORD.finditer(text)]
