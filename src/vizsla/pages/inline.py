"""Data inside of a page's script, where no value can end the script or become a part of it."""

from __future__ import annotations

import json

from markupsafe import Markup

__all__ = ["script_json"]

# HTML looks for "</script" and "<!--" inside of scripts whatever the quotes; JavaScript before
# 2019 took the two separators for ends of lines. In JSON's strings all may be written as \u....
_ESCAPES = str.maketrans(
    {each: f"\\u{ord(each):04x}" for each in ("<", ">", "&", "'", "\u2028", "\u2029")}
)


def script_json(value: object) -> Markup:
    """Return a value as JSON that may stand inside of a ``<script>``, executed or not.

    Args:
        value: what ``json`` can write; infinities and NaN are refused, as JSON has none.

    Raises:
        ValueError: the value holds an infinity or a NaN.

    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # Safe: every character by which HTML could leave the script is escaped.
    return Markup(text.translate(_ESCAPES))  # noqa: S704
