"""The characters that every version of Python and every browser knows: those of Unicode 14.0.

Newer ones count as signs without a meaning, so that a text means the same everywhere.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

__all__ = ["is_known", "known_only"]

TABLE = Path(__file__).parents[1] / "contract" / "text" / "characters.json"
NOTHING = "\uffff"  # a code point that never becomes a character


@lru_cache(maxsize=4096)
def is_known(character: str) -> bool:
    """Return whether Unicode 14.0 has a character."""
    return bisect_right(_ends(), ord(character)) % 2 == 0


def known_only(text: str) -> str:
    """Return a text with a sign without a meaning in place of each newer character."""
    if text.isascii():
        return text
    newer = {ord(each): NOTHING for each in set(text) if not is_known(each)}
    return text.translate(newer) if newer else text


@lru_cache(maxsize=1)
def _ends() -> list[int]:
    """Return where the runs of known and of unknown code points end, in turn."""
    return list(accumulate(json.loads(TABLE.read_text("utf-8"))["runs"]))
