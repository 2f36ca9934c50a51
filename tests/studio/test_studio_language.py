"""The studio in German: no room shows an English sentence, neither its own nor the server's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from vizsla.project.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from server.running_server import Running
    from studio.studio_window import StudioWindow

ROOMS = (
    "explore",
    "label",
    "features",
    "train",
    "test",
    "test?view=try",
    "publish",
    "inside",
    "add",
)
SCREENS = ("/", "/new", "/people", "/inside?chapter=learning", *(f"/p/walls/{r}" for r in ROOMS))
# Words of nearly every English sentence, and of no German one.
ENGLISH = re.compile(
    r"\b(the|is|are|were|of|and|with|not|to|you|your|it|its|this|that|from|for|by|on|or|be|has|have)\b",
    re.IGNORECASE,
)
# The texts of a page, without code and without what the studio marks as English.
TEXTS = """() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const text = node.data.trim();
    if (text && !node.parentElement.closest("code, pre, kbd, script, style, noscript, [lang=en]"))
      found.push(text);
  }
  const named = [...document.querySelectorAll("[aria-label], [placeholder]")];
  return [...found, ...named.flatMap((each) =>
    [each.getAttribute("aria-label"), each.getAttribute("placeholder")].filter(Boolean))];
}"""


@pytest.fixture
def walls(studio: Running, textures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project that was explored, trained, tested and published."""
    del studio
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "workspace"))
    with Project.open("walls") as project:
        project.add(textures)
        project.rename_label("brick", "Ziegel")
        project.train()
        project.test()
        project.publish()


def _english(page: Page) -> list[str]:
    return [each for each in page.evaluate(TEXTS) if ENGLISH.search(each)]


@pytest.mark.usefixtures("walls")
def test_no_room_shows_an_english_sentence_to_a_german_reader(
    open_window: Callable[..., StudioWindow],
) -> None:
    window = open_window("/", locale="de")
    found = []
    for screen in SCREENS:
        window.open(screen)
        expect(window.page.locator("main h1, main h2").first).to_be_visible()
        window.page.wait_for_function("""() => !document.querySelector("main [class*=skeleton]")""")
        found += [f"{screen}: {each}" for each in _english(window.page)]
    assert not found, "\n".join(found)


@pytest.mark.usefixtures("walls")
def test_an_error_of_the_server_is_told_in_german(
    open_window: Callable[..., StudioWindow],
) -> None:
    window = open_window("/p/walls/add", locale="de")
    page = window.page
    page.get_by_role("button", name="Ordner dieses Computers angeben").click()
    page.get_by_role("textbox").last.fill("/nowhere")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Es gibt keine Datei und keinen Ordner /nowhere")).to_be_visible()
