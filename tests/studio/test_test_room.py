"""The Test room: a mistake is found, corrected and tested again, and a picture is tried."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from vizsla.project.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from server.running_server import Running
    from studio.studio_window import StudioWindow

LONGEST = 60_000.0  # milliseconds: a test and a download on a busy computer


@pytest.fixture
def mistaken(
    studio: Running, tmp_path: Path, textures: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """The address of a project with one test example that somebody labelled wrongly."""
    del studio
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "workspace"))
    with Project.open("walls") as project:
        project.add(textures)
        run = project.train()
        tested = next(each for each in project if each.split == "test" and each.label == "brick")
        project.label(tested, "grass")
        project.test(run)
    return "/p/walls/test"


def test_a_mistake_is_seen_corrected_and_tested_again_and_a_picture_is_tried(
    mistaken: str, open_window: Callable[..., StudioWindow], textures: Path
) -> None:
    page = open_window(mistaken).page
    expect(page.get_by_role("tab", name="Mistakes (1)")).to_be_visible()
    slider = page.get_by_role("slider", name="Threshold")
    slider.press("End")
    expect(page.get_by_text(re.compile(r"^0 mistakes$"))).to_be_visible()
    slider.press("Home")
    expect(page.get_by_text(re.compile(r"^1 mistake$"))).to_be_visible()
    expect(page).to_have_url(re.compile("threshold=0"))

    cell = page.get_by_role("button", name="grass: 1 taken for brick")
    expect(cell).to_have_attribute("aria-pressed", "true")
    heat = page.locator("img[src*=heat-map]")
    expect(heat).to_have_count(1)
    heat.scroll_into_view_if_needed()
    assert heat.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0

    def correct() -> None:
        page.get_by_role("button", name="Correct the label").click()
        page.get_by_role("menuitem", name="brick").click()
        expect(page.get_by_text("1 tested example has another label now.")).to_be_visible()

    correct()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("1 tested example has another label now.")).to_have_count(0)
    correct()
    page.get_by_role("button", name="Test again").first.click()
    expect(page.get_by_role("tab", name="Mistakes (0)")).to_be_visible(timeout=LONGEST)

    page.get_by_role("tab", name="Try it").click()
    page.locator("input[type=file]").set_input_files(textures / "gravel" / "0.png")
    for place in ("On the server", "In this browser"):
        answer = page.locator("section", has=page.get_by_role("heading", name=place))
        expect(answer.get_by_text("gravel").first).to_be_visible(timeout=LONGEST)
        expect(answer.get_by_text(re.compile(r"\d ms$"))).to_be_visible()
    expect(page.get_by_text("The same answer, with the same scores.")).to_be_visible()
