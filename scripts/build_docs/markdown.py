"""Markdown of texts and tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_CODE = re.compile(r"(`[^`]*`)")
_MARKS = re.compile(r"([*_<>\[\]\\])")


def escaped(text: str) -> str:
    """Return a text whose marks mean nothing in Markdown, but for its code in backquotes."""
    parts = _CODE.split(text)
    parts[::2] = [_MARKS.sub(r"\\\1", each) for each in parts[::2]]
    return "".join(parts)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; its cells are Markdown already."""
    lines = [head, ["---"] * len(head), *rows]
    cells = [[each.replace("|", "&#124;").replace("\n", " ") for each in line] for line in lines]
    return "".join(f"| {' | '.join(line)} |\n" for line in cells)
