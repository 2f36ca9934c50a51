"""The navigation of the site has every page of the docs, and links that lead nowhere are found."""

from __future__ import annotations

import re
import runpy
from typing import TYPE_CHECKING

from docs.built_site import ROOT
from docs.navigation import listed_pages

if TYPE_CHECKING:
    from pathlib import Path

DOCS = ROOT / "docs"
BUILD = ROOT / "scripts" / "build_docs"


def test_the_navigation_has_every_page_of_the_docs_once() -> None:
    listed = sorted(listed_pages())
    assert listed == sorted(set(listed))
    pages = {each.relative_to(DOCS).as_posix() for each in DOCS.rglob("*.md")}
    assert pages - set(listed) == set(), "docs/zensical.toml has no row for these"


def test_the_list_of_how_tos_is_the_navigation_and_names_pages_by_their_headings() -> None:
    index = DOCS / "how-to" / "index.md"
    listed = re.findall(r"^- \[([^]]+)\]\(([^)]+)\)", index.read_text("utf-8"), re.MULTILINE)
    paths = [(index.parent / path).resolve() for _, path in listed]
    pages = [DOCS / each for each in listed_pages()]
    first = pages.index(index) + 1
    assert paths == pages[first : first + len(paths)]
    assert {each for each in pages if each.parent == index.parent} <= {*paths, index}
    headings = [path.read_text("utf-8").partition("\n")[0] for path in paths]
    assert headings == [f"# {name}" for name, _ in listed]


def test_a_link_to_no_page_and_one_to_no_anchor_are_found(tmp_path: Path) -> None:
    broken_links = runpy.run_path(str(BUILD / "check_links.py"))["broken_links"]
    (tmp_path / "a.html").write_text(
        '<h1 id="top">A</h1><a href="b.html#here">1</a><a href="b.html#there">2</a>'
        '<a href="c.html">3</a><a href="#top">4</a><img src="no.png"><a href="https://x.y">5</a>'
    )
    (tmp_path / "b.html").write_text('<h2 id="here">B</h2>')
    assert broken_links(tmp_path) == ["a.html: b.html#there", "a.html: c.html", "a.html: no.png"]


def test_a_block_of_code_names_its_language_alone() -> None:
    plain_fences = runpy.run_path(str(BUILD / "stage_pages.py"))["plain_fences"]
    page = "```js browser\nx\n```\n\n```python\ny\n```\n"
    assert plain_fences(page) == "```js\nx\n```\n\n```python\ny\n```\n"
