from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from vizsla.explore import explore, map_data

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PIL import Image

    from vizsla.explore import ExploredExamples

    Make = Callable[[Sequence[tuple[Any, ...]]], ExploredExamples]

NASTY = """</script><script>alert("1")</script><img src=x onerror='alert(2)'> & "quoted" `${3}`"""


class Tags(HTMLParser):
    """Collects the tags with their attributes, and the text outside of scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._skip = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, dict(attrs)))
        self._skip = tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        """Know that a script or a style has ended."""
        del tag
        self._skip = False

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.text += "" if self._skip else data


@pytest.fixture
def nasty(explored_of: Make, two_kinds: list[tuple[Image.Image, str]]) -> ExploredExamples:
    given = [(each, NASTY, {"name": NASTY}) for each, _ in two_kinds[:10]]
    copy = (two_kinds[10][0].resize((300, 500)), NASTY, {"name": NASTY})
    explored = explored_of([*given, *two_kinds[10:], copy])
    return replace(explored, project=NASTY)


def test_labels_and_names_are_text_and_never_markup(nasty: ExploredExamples) -> None:
    html = explore(nasty).page()
    tags = Tags(html)
    scripts = [attributes.get("type") for tag, attributes in tags.tags if tag == "script"]
    assert scripts == [None, "application/json", "application/json", None]
    assert not any("onerror" in attributes for _, attributes in tags.tags)
    assert html.count(NASTY) == 0
    assert tags.text.count(NASTY) >= 3


def test_a_page_refers_to_nothing_outside_of_itself(nasty: ExploredExamples) -> None:
    html = explore(nasty).page()
    policy = "default-src 'none'; img-src data:"
    assert policy in html
    for tag, attributes in Tags(html).tags:
        for name in ("src", "href", "action", "poster"):
            value = attributes.get(name)
            assert value is None or value.startswith(("data:", "#")), (tag, value)
    assert not re.search(r"url\((?![\"']?(?:\$\{|data:))", html)


def test_a_finding_shows_some_of_its_images_and_the_number_of_all(
    explored_of: Make, photos: list[Image.Image]
) -> None:
    tiny = [(each.resize((20, 20)), "thing") for each in photos[:30]]
    html = explore(explored_of(tiny)).page()
    assert "The first 24 of 30." in html


def test_a_page_reads_each_file_once_or_twice(
    explored_of: Make, two_kinds: list[tuple[Image.Image, str]]
) -> None:
    read_ids: list[int] = []

    def read(number: int) -> bytes | None:
        read_ids.append(number)
        return None

    copies = [(each.resize((300, 500)), label) for each, label in two_kinds[:4]]
    replace(explore(explored_of([*two_kinds, *copies])), read=read).page()
    assert set(read_ids) == set(range(1, 25))
    assert max(read_ids.count(each) for each in read_ids) <= 2


def test_a_part_of_a_large_map_is_drawn_and_the_page_says_so(
    explored_of: Make, two_kinds: list[tuple[Image.Image, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(map_data, "POINTS", 12)
    monkeypatch.setattr(map_data, "PREVIEWS", 5)
    explored = explored_of(two_kinds)
    html = explore(explored).page()
    assert "12 of 20 images are drawn." in html
    assert "5 of them have a preview." in html


def test_many_labels_get_bars_and_marks_for_the_most_frequent(
    explored_of: Make, photos: list[Image.Image]
) -> None:
    explored = explored_of([(each, f"label {n:02}") for n, each in enumerate(photos)])
    html = explore(explored).page()
    assert "These are 24 of 34 labels." in html
    assert "other labels" in html
    assert html.count('data-label="') == 25


def test_a_label_that_python_and_the_shell_must_quote_is_quoted(nasty: ExploredExamples) -> None:
    found = explore(nasty)
    act = found.findings[0].act
    assert act is not None
    import shlex

    assert NASTY in shlex.split(act.command)
    assert np.isfinite(found.points).all()
