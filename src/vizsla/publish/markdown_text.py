"""Writes text that is not ours, such as labels, into Markdown: it stays text."""

from __future__ import annotations

import re
from html import escape

__all__ = ["markdown_text"]

# Within a line these begin code, emphasis, a link, an image, a strike, a cell or an escape.
# An underscore between letters, as in golden_retriever, is none of them.
_SPECIAL = re.compile(r"[\\`*\[\]~|]|(?<![^\W_])_|_(?![^\W_])")


def markdown_text(text: str) -> str:
    """Return a text for the inside of a line of Markdown, with no HTML and no markup in it."""
    return escape(_SPECIAL.sub(r"\\\g<0>", " ".join(text.split())), quote=False)
