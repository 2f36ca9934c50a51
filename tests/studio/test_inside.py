"""How a function learns: the toys are moved, and a project's own function is looked into."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from vizsla.project.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

    from server.running_server import Running
    from studio.studio_window import StudioWindow


@pytest.fixture
def walls(studio: Running, textures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A trained project's address."""
    del studio
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "workspace"))
    with Project.open("walls") as project:
        project.add(textures)
        project.train()
    return "/p/walls/inside"


def test_an_example_is_followed_through_the_own_function(
    walls: str, open_window: Callable[..., StudioWindow]
) -> None:
    page = open_window(f"{walls}?chapter=function&example=1").page
    expect(page.get_by_role("radio", name="brick")).to_be_checked()
    place = page.get_by_role("slider", name="Place")
    before = place.get_attribute("aria-valuetext")
    place.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    assert place.get_attribute("aria-valuetext") != before
    page.get_by_text("Most alike").click()
    page.get_by_role("link", name=re.compile("brick")).first.click()
    expect(page).to_have_url(re.compile(r"example=(?!1$)\d+"))
    page.get_by_role("button", name="A picture").first.click()
    page.get_by_role("tab", name="Normalise").click()
    expect(page.get_by_role("row", name="Red")).to_contain_text(re.compile(r"\d"))


def test_the_saved_page_works_as_a_file_and_asks_nobody(
    window: StudioWindow, chromium: Browser, tmp_path: Path
) -> None:
    window.open("/inside")
    with window.page.expect_download() as started:
        window.page.get_by_role("link", name="Save as a page").click()
    file = tmp_path / started.value.suggested_filename
    started.value.save_as(file)
    context = chromium.new_context(locale="en-GB")
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(file.as_uri())
    bias = page.get_by_role("slider", name="Bias", exact=True)
    bias.focus()
    page.keyboard.press("ArrowDown")
    expect(bias).to_have_attribute("aria-valuetext", "0.9")
    page.get_by_role("button", name="Learning").first.click()
    for _ in range(4):
        page.get_by_role("button", name="Ten steps").click()
    expect(page.get_by_text("The line has learnt")).to_be_visible()
    page.get_by_role("button", name="A real function").first.click()
    expect(page.get_by_role("radio", name="macaw")).to_be_checked()
    assert {each for each in asked if not each.startswith("data:")} == {file.as_uri()}
    context.close()
