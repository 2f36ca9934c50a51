"""Writes text that is not ours, such as labels, into Markdown: it stays text."""

from __future__ import annotations

import re
from html import escape

__all__ = ["markdown_paragraphs", "markdown_text"]

# Within a line these begin code, emphasis, a link, an image, a strike, a cell or an escape.
# An underscore between letters, as in golden_retriever, is none of them.
_BEGINS = re.compile(r"(?:#|[+=]|\d+[.)]|-(?! ))")  # a heading, a list, a line below a heading
_SPECIAL = re.compile(r"[\\`*\[\]~|]|(?<![^\W_])_|_(?![^\W_])")


def markdown_text(text: str) -> str:
    """Return a text for the inside of a line of Markdown, with no HTML and no markup in it."""
    return escape(_SPECIAL.sub(r"\\\g<0>", " ".join(text.split())), quote=False)


def markdown_paragraphs(text: str) -> str:
    """Return a text of several lines as Markdown: paragraphs, and lists of lines that begin with -.

    A line of it is otherwise no markup: no heading, link, image or HTML.
    """
    lines = [each.strip() for each in text.strip().splitlines()]
    return "\n".join(_line(each) for each in lines)


def _line(line: str) -> str:
    if line.startswith("- "):
        return f"- {markdown_text(line[2:])}"
    begins = _BEGINS.match(line)
    if begins is None:
        return markdown_text(line)
    sign = begins.end() - 1
    return f"{line[:sign]}\\{line[sign]}{markdown_text(f'x{line[sign + 1 :]}')[1:]}"
