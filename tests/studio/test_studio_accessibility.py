"""Every room for everybody: axe in both themes and sizes, text at 200 %, the list of keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from vizsla.project.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from server.running_server import Running
    from studio.studio_window import StudioWindow

AXE = Path(__file__).parents[2] / "web" / "studio" / "node_modules" / "axe-core" / "axe.min.js"
ROOMS = ("explore", "label", "features", "train", "test", "publish", "inside")
SCREENS = (
    "/",
    "/new",
    "/people",
    "/inside?chapter=learning",
    *(f"/p/walls/{room}" for room in ROOMS),
    "/p/walls/inside?chapter=function",
    "/p/walls/test?view=try",
    "/p/empty/label",
    "/p/empty/test",
)
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def walls(studio: Running, textures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project that was trained, tested and published, and an empty one."""
    del studio
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "workspace"))
    with Project.open("walls") as project:
        project.add(textures)
        project.train()
        project.test()
        project.publish()
    with Project.open("empty"):
        pass


def _come_to_rest(page: Page) -> None:
    """Wait until the screen shows what it has."""
    expect(page.locator("main h1, main h2").first).to_be_visible()
    page.wait_for_function("""() => !document.querySelector("main [class*=skeleton]")""")


def _violations(page: Page) -> list[str]:
    run: list[dict[str, Any]] = page.evaluate(
        """async () => (await axe.run({resultTypes: ["violations"]})).violations"""
    )
    return [f"{each['id']}: {node['html'][:160]}" for each in run for node in each["nodes"][:3]]


@pytest.mark.usefixtures("walls")
def test_axe_finds_nothing_on_any_screen_and_text_may_be_twice_as_large(
    open_window: Callable[..., StudioWindow],
) -> None:
    faults = []
    for size in (DESK, PHONE):
        window = open_window("/", viewport=size, reduced_motion="reduce")
        page = window.page
        for screen in SCREENS:
            window.open(screen)
            _come_to_rest(page)
            page.evaluate(AXE.read_text("utf-8"))
            for theme in ("light", "dark"):
                page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
                where = f"{screen} {size['width']} {theme}"
                faults += [f"{where}: {each}" for each in _violations(page)]
            if size is DESK:
                page.evaluate("""() => document.documentElement.style.fontSize = "200%" """)
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if wide > 1:
                faults.append(f"{screen} {size['width']}: {wide} pixels are beyond the edge")
    assert not faults, "\n".join(faults)


@pytest.mark.usefixtures("walls")
def test_a_question_mark_lists_the_keys_of_the_room(
    open_window: Callable[..., StudioWindow],
) -> None:
    page = open_window("/p/walls/inside?chapter=learning").page
    expect(page.get_by_role("button", name="One step")).to_be_visible()
    page.keyboard.press("s")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_contain_text("One step")
    expect(keys).to_contain_text("Show this list")
