from __future__ import annotations

import html.parser
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from vizsla.functions.explanation import Explanation
from vizsla.testing import ExampleSource, Report, TestResult, compare

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Make = Callable[..., Report]
    Draw = Callable[..., list[TestResult]]

VICIOUS = "</script><script>alert(1)</script>\"'<img src=x onerror=alert(2)>\u2028"


class Page(html.parser.HTMLParser):
    """Collects a page's elements, and checks that they are closed in order."""

    VOID = frozenset({"meta", "img", "br", "input", "link", "hr"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.data: dict[str, Any] = {}
        self._open: list[str] = []
        self._data_id: str | None = None
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self._open.append(tag)
        self._data_id = dict(attrs).get("id") if tag == "script" else None

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element that closes itself, as in SVG."""
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Check the order."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep text, and what a script of data holds."""
        self.text.append(data)
        if self._data_id and data.strip():
            self.data[self._data_id] = json.loads(data)


def check(text: str) -> Page:
    page = Page(text)
    for tag, attrs in page.elements:
        assert tag not in {"link", "iframe", "object", "base"}
        assert not any(name.startswith("on") for name in attrs)
        for name in ("src", "href"):
            assert (attrs.get(name) or "#").startswith(("#", "data:image/"))
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", text)
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    return page


class Explainer:
    """Explains every answer with a diagonal, and records what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[bytes, str]] = []

    def explain(self, content: bytes, answer: str) -> Explanation:
        """Return the explanation."""
        self.asked.append((content, answer))
        return Explanation(answer, np.eye(20, dtype=np.float32))


@pytest.fixture
def source(photographs: Path) -> ExampleSource:
    content = (photographs / "coffee.png").read_bytes()
    return ExampleSource(lambda key: None if key.endswith("7") else content)


def test_a_report_is_one_page_with_images_and_heat_maps(
    make: Make, draw: Draw, source: ExampleSource
) -> None:
    explainer = Explainer()
    found = make(draw(80))
    page = check(found.page(replace(source, function=explainer)))
    text = " ".join(page.text).replace("\N{NO-BREAK SPACE}", " ")
    for line in found.summary:
        assert line in text
    expected = [e.answer for e in found.mistakes[:12] if not e.key.endswith("7")]
    assert [answer for _, answer in explainer.asked] == expected
    images = [attrs for tag, attrs in page.elements if tag == "img"]
    assert len(images) == len(found.mistakes[:12]) + len(expected)


def test_each_cell_of_the_confusion_matrix_opens_its_examples(
    make: Make, draw: Draw, source: ExampleSource
) -> None:
    found = make(draw(80))
    page = check(found.page(source))
    data = page.data["data"]
    opened = {
        attrs["aria-label"]: data["lists"][int(attrs["data-open"] or 0)]
        for tag, attrs in page.elements
        if tag == "button" and "data-open" in attrs and "aria-label" in attrs
    }
    assert len(opened) == len(found.confusion.cells)
    examples = opened[f"oak, answered with elm: {len(found.confusion.keys('oak', 'elm'))} examples"]
    lines = {data["images"][number]["lines"][-1] for number in examples["images"]}
    names = {e.key: e.name for e in found.results}
    assert lines == {names[key] for key in found.confusion.keys("oak", "elm")}


def test_text_from_people_is_never_markup(make: Make, draw: Draw) -> None:
    results = [
        replace(e, name=VICIOUS + e.name, truth=VICIOUS, scores=((VICIOUS, 0.5), ("a", 0.1)))
        for e in draw(10)
    ]
    found = make(
        results, name=VICIOUS, tested_on=VICIOUS, left_out=((VICIOUS, VICIOUS),), notes=(VICIOUS,)
    )
    for text in (found.page(), compare(found, make(draw(10))).page()):
        page = check(text)
        assert VICIOUS in "".join(page.text)
        tags = [tag for tag, _ in page.elements]
        assert tags.count("script") <= 3
        assert all(attrs.get("src") != "x" for _, attrs in page.elements)


def test_a_page_of_many_labels_and_examples_stays_small(make: Make) -> None:
    rng = np.random.default_rng(1)
    labels = [f"label {n}" for n in range(150)]
    results = [
        TestResult(f"{n}x", f"{n}.jpg", labels[t], labels[a], 0.5, sure=False)
        for n, (t, a) in enumerate(rng.integers(0, 150, (3000, 2)))
    ]
    read: list[str] = []

    def small(key: str) -> bytes | None:
        read.append(key)
        return None

    text = make(results, labels=tuple(labels)).page(ExampleSource(small))
    page = check(text)
    assert len(set(read)) <= 612
    assert len(text) < 2_000_000
    assert "the table has the 20 that are confused most" in " ".join(page.text)


@pytest.mark.parametrize("count", [1, 2, 15])
def test_few_examples_make_a_page(make: Make, draw: Draw, count: int) -> None:
    check(make(draw(count, accuracy=1)).page())
    check(make(draw(count, accuracy=0), threshold=None).page())
    check(compare(make(draw(count)), make(draw(count, 1))).page())


def test_pages_of_few_examples_speak_of_the_numbers_that_there_are(make: Make, draw: Draw) -> None:
    report = make(draw(1, accuracy=1))
    assert "over all answers at once" in report.page()
    page = compare(report, report).page()
    assert "Of 1 example that both were tested on, both answered 1 rightly and 0 wrongly." in page


def test_a_page_says_which_mistakes_are_on_novel_examples(make: Make) -> None:
    wrong = TestResult("a", "a.jpg", "oak", "elm", 0.9, sure=False)
    for novel in (False, True):
        text = make([replace(wrong, novel=novel)]).page()
        assert ("a.jpg; unlike the training examples" in text) == novel


def test_a_page_without_images_has_the_names(make: Make, draw: Draw) -> None:
    found = make(draw(20))
    data = check(found.page()).data["data"]
    assert {each["uri"] for each in data["images"]} == {""}
    assert {each["lines"][-1] for each in data["images"]} == {e.name for e in found.results}


def test_a_comparison_shows_the_changed_answers(
    make: Make, draw: Draw, source: ExampleSource
) -> None:
    found = compare(make(draw(120)), make(draw(120, 1, accuracy=0.9)))
    page = check(found.page(source))
    text = " ".join(page.text).replace("\N{NO-BREAK SPACE}", " ")
    for line in found.summary:
        assert line in text
    assert "Now right" in text
    figures = [tag for tag, _ in page.elements if tag == "figcaption"]
    assert len(figures) == min(len(found.gained), 60) + min(len(found.lost), 60)
