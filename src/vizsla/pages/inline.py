"""Writes data into a page's script, so that no value can end the script or become code."""

from __future__ import annotations

import json

from markupsafe import Markup

__all__ = ["script_json"]

# HTML looks for "</script" and "<!--" within scripts, even within quotes; JavaScript before 2019
# took the two separators for ends of lines. A JSON string may hold each of them as \u....
_ESCAPES = str.maketrans(
    {each: f"\\u{ord(each):04x}" for each in ("<", ">", "&", "'", "\u2028", "\u2029")}
)


def script_json(value: object) -> Markup:
    """Return a value as JSON for the inside of a ``<script>`` element.

    Args:
        value: any value that ``json`` can write, without infinities and NaN.

    Raises:
        ValueError: the value holds an infinity or a NaN.

    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # Safe: every character by which HTML could leave the script is escaped.
    return Markup(text.translate(_ESCAPES))  # noqa: S704
