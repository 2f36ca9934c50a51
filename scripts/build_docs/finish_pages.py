"""Mends what Zensical's pages lack, for those who use a keyboard, a screen reader or a search."""

from __future__ import annotations

import re
from html import escape, unescape
from textwrap import shorten
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_CHANGES = (
    # A link without a name before each line of code.
    (re.compile(r'<a id="__codelineno-[^"]*" name="[^"]*" href="[^"]*"></a>'), ""),
    # The header of a column that has none.
    (re.compile(r"<th( [^>]*)?></th>"), r"<td\1></td>"),
    # The path to a page has the name of the navigation.
    (re.compile(r'(<nav class="md-path" aria-label=)"[^"]*"'), r'\1"Path"'),
)
# A type of Python's own, which a page of another language happens to have as a heading.
_OTHER_NAMES = re.compile(r'<a class="autorefs[^>]*href="\.\./[^>]*>(.*?)</a>')
# What a page is about: its first paragraph, as far as search engines show it.
_DESCRIPTION = re.compile(r'(<meta name="description" content=)"[^"]*"')
_FIRST_PARAGRAPH = re.compile(r"<article\b.*?<p>(.*?)</p>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SHOWN = 155
_NAVIGATION = re.compile(r"<nav\b([^>]*)>|</nav>")
_STATE = re.compile(r' aria-expanded="[^"]*"')


def finish_pages(site: Path) -> None:
    """Change each page of a built site."""
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        for pattern, instead in _CHANGES:
            text = pattern.sub(instead, text)
        text = _described(_OTHER_NAMES.sub(r"\1", text))
        page.write_text(_without_inner_landmarks(text), encoding="utf-8")


def _described(text: str) -> str:
    found = _FIRST_PARAGRAPH.search(text)
    if found is None:
        return text
    words = unescape(_TAG.sub("", found[1]))
    short = escape(shorten(words, _SHOWN, placeholder="…"))
    return _DESCRIPTION.sub(lambda meta: f'{meta[1]}"{short}"', text, count=1)


def _without_inner_landmarks(text: str) -> str:
    """Make groups of the navigations within a navigation: a page needs no landmark for each."""
    inner: list[bool] = []

    def instead(found: re.Match[str]) -> str:
        if found[1] is None:
            return "</div>" if inner.pop() else "</nav>"
        inner.append('class="md-nav"' in found[1])
        return f'<div{_STATE.sub("", found[1])} role="group">' if inner[-1] else found[0]

    return _NAVIGATION.sub(instead, text)
