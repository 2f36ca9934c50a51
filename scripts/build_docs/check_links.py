"""Finds links of a built site that lead nowhere: pages, files and anchors."""

from __future__ import annotations

from html.parser import HTMLParser
from os.path import normpath
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINKS = {"a": "href", "link": "href", "img": "src", "script": "src", "source": "src"}


class Links(HTMLParser):
    """The links and the anchors of one page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.anchors: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Note what a tag leads to, and what leads to it."""
        found = dict(attrs)
        self.anchors.update(filter(None, (found.get("id"), found.get("name"))))
        target = found.get(_LINKS.get(tag, ""))
        if target is not None:
            self.links.add(target)


def broken_links(site: Path) -> list[str]:
    """Return a line for each link within the site that leads nowhere."""
    pages = {each: Links(each.read_text("utf-8")) for each in sorted(site.rglob("*.html"))}
    return [
        f"{page.relative_to(site)}: {link}"
        for page, found in pages.items()
        if page.name != "404.html"  # it is shown at any address
        for link in sorted(found.links)
        if not _leads_somewhere(link, page, pages)
    ]


def _leads_somewhere(link: str, page: Path, pages: dict[Path, Links]) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return True
    target = Path(normpath(page.parent / unquote(parts.path))) if parts.path else page
    target = target / "index.html" if target.is_dir() else target
    if target not in pages:
        return target.is_file()
    anchor = unquote(parts.fragment)
    return not anchor or anchor in pages[target].anchors
