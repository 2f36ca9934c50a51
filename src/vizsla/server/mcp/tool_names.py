"""Names functions as tools, in the letters that all clients take."""

from __future__ import annotations

import hashlib
import re

__all__ = ["tool_name"]

LONGEST = 64  # some clients take no more
_VALID = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST}}}\Z")
_OTHER = re.compile(r"[^A-Za-z0-9_-]+")
_DIGITS = 6  # of the hash of a name that can't stand as it is


def tool_name(function: str) -> str:
    """Return the name of a function's tool: the function's own, where clients take it.

    Otherwise other letters become ``_``, and the beginning of the name's hash keeps it apart from
    the others: ``my trees`` is ``my_trees-6c9b5f``.
    """
    if _VALID.match(function):
        return function
    mark = hashlib.sha256(function.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
    plain = _OTHER.sub("_", function)[: LONGEST - _DIGITS - 1].strip("_")
    return f"{plain or 'function'}-{mark}"
