"""Compares what a page of the documentation says is printed with what is printed."""

from __future__ import annotations

import re

__all__ = ["said_in_comments", "unlike"]

_COMMENT = re.compile(r"(?:#|//) -> (.+)$", re.MULTILINE)
_PART = re.compile(r"\.\.\.|\d+\.\d+")


def said_in_comments(code: str) -> str:
    """Return what the comments ``# -> ...`` (``// -> ...``) of a piece of code say, by lines."""
    return "".join(f"{line}\n" for line in _COMMENT.findall(code))


def unlike(said: str, printed: str) -> str | None:
    """Return how a page differs from what is printed; None where it does not.

    In what a page says, ``...`` stands for any text, and on a line of its own for any lines. A
    number with a point may differ by one in its last digit, because a training may end a little
    elsewhere on another processor. All else is the same, but for space at the end of a line.

    Args:
        said: the lines of the page.
        printed: the output.

    """
    lines = [line.rstrip() for line in said.strip().splitlines()]
    output = "".join(f"{line.rstrip()}\n" for line in printed.strip().splitlines())
    pattern = "".join(
        "(?:.*\n)*?" if line.strip() == "..." else f"{_pattern(line)}\n" for line in lines
    )
    found = re.fullmatch(pattern, output)
    numbers = [number for line in lines for number in re.findall(r"\d+\.\d+", line)]
    if found and all(_near(*each) for each in zip(numbers, found.groups(), strict=True)):
        return None
    return f"the page says\n{said}\nand this is printed:\n{printed}"


def _pattern(line: str) -> str:
    pattern, at = "", 0
    for part in _PART.finditer(line):
        pattern += re.escape(line[at : part.start()])
        pattern += ".*" if part[0] == "..." else r"(\d+\.\d+)"
        at = part.end()
    return pattern + re.escape(line[at:])


def _near(said: str, printed: str) -> bool:
    digits = len(said.partition(".")[2])
    one = 1.01 * 10**-digits
    return len(printed.partition(".")[2]) == digits and abs(float(said) - float(printed)) < one
