from __future__ import annotations

import html.parser
import json
import re

import pytest
from jinja2 import UndefinedError

from vizsla.pages.axis import Axis
from vizsla.pages.inline import script_json
from vizsla.pages.render import render

VICIOUS = "</script><script>alert('1')</script><!--&\u2028\u2029\"<img src=x onerror=alert(2)>"


class Page(html.parser.HTMLParser):
    """Collects the elements of a page, and the texts of its scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.elements.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        """Keep the text of a script."""
        if self.lasttag == "script" and data.strip():
            self.scripts[-1] += data


@pytest.fixture(scope="module")
def template_package(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("package")
    (folder / "page_for_a_test").mkdir()
    (folder / "page_for_a_test" / "__init__.py").touch()
    (folder / "page_for_a_test" / "page.html").write_text(
        '{% extends "base.html" %}{% import "charts.html" as charts %}'
        "{% block main %}<p title='{{ label }}'>{{ label }}</p>"
        '{{ charts.bars([{"name": label, "value": 0.5, "text": label}]) }}'
        '{{ charts.lines(label, [{"name": label, "colour": 0, "points": [(0, 0), (1, 1)]},'
        '{"name": label, "colour": 1, "points": [(0, 1)], "band": [(0, 0, 1), (1, 0, 1)]}],'
        " label, label, (0, 1)) }}{{ charts.copy(label) }}{% endblock %}"
        '{% block script %}<script type="application/json">{{ {"it": label} | script_json }}'
        "</script>{% endblock %}"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        render("page_for_a_test", "page.html", title="", label="")  # imported while it is found
    return "page_for_a_test"


def test_a_users_text_is_never_markup(template_package: str) -> None:
    page = Page(render(template_package, "page.html", title=VICIOUS, label=VICIOUS))
    tags = [tag for tag, _ in page.elements]
    assert tags.count("script") == 2
    assert "img" not in tags
    assert not any(name.startswith("on") for _, attrs in page.elements for name in attrs)
    assert json.loads(page.scripts[-1]) == {"it": VICIOUS}


def test_a_page_refers_to_nothing_outside(template_package: str) -> None:
    text = render(template_package, "page.html", title="A page", label="beagle")
    page = Page(text)
    for _, attrs in page.elements:
        for name in ("src", "href", "srcset", "action", "data", "poster"):
            assert (attrs.get(name) or "#").startswith(("#", "data:"))
    assert not re.search(r"url\(|@import|https?://|fetch\(|XMLHttpRequest|WebSocket", text)
    policy = next(
        attrs["content"]
        for tag, attrs in page.elements
        if tag == "meta" and attrs.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert policy.startswith("default-src 'none'; img-src data:;")


def test_a_variable_that_was_not_given_is_an_error(template_package: str) -> None:
    with pytest.raises(UndefinedError):
        render(template_package, "page.html", title="A page")


def test_script_json_reads_back_and_never_ends_its_script() -> None:
    text = script_json([VICIOUS])
    assert json.loads(text) == [VICIOUS]
    assert not set("<>&'\u2028\u2029") & set(text)
    with pytest.raises(ValueError, match="JSON"):
        script_json(float("nan"))


def test_an_axis_converts_values_to_coordinates() -> None:
    up = Axis(0, 1, 240, 40)
    assert (up.at(0), up.at(0.5), up.at(1), up.at(7)) == (240, 140, 40, 40)
    assert up.ticks() == (0, 0.2, 0.4, 0.6, 0.8, 1)
    factors = Axis(10, 1000, 0, 100, log=True)
    assert factors.at(100) == 50
    assert factors.ticks() == (10, 30, 100, 300, 1000)
    assert Axis(5, 5, 0, 10).ticks() == (5,)
    assert Axis(5, 5, 0, 10).at(5) == 5
