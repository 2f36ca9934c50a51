"""Shows the beginning of a text on one line."""

from __future__ import annotations

from itertools import islice

__all__ = ["excerpt"]


def excerpt(text: str, longest: int) -> str:
    """Return the beginning of a text, fit for one line: one space for white space, no controls.

    Args:
        text: the text, which may hold any character.
        longest: the most characters, at least 2; a longer text ends in ``…``.

    """
    start = text[: 8 * longest]  # white space may be long
    line = " ".join(start.split())
    more = len(line) > longest or len(start) < len(text)
    shown = line[: longest - 1].rstrip() if more else line
    if not shown.isprintable():
        shown = "".join(
            each if each.isprintable() else each.encode("unicode_escape").decode("ascii")
            for each in islice(shown, longest)
        )
    return f"{shown}…" if more else shown
