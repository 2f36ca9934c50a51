"""The Label room: two people label at once by keyboard, and settle what they disagree on."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import httpx
import pytest
from playwright.sync_api import expect

from server.running_server import TIMEOUT
from vizsla.project.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page, Route

    from server.running_server import Running
    from studio.studio_window import StudioWindow


@pytest.fixture
def unlabelled(
    studio: Running, tmp_path: Path, textures: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """The server's address of a project with twelve pictures without a label, and two texts."""
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "workspace"))
    with Project.open("walls") as project:
        for folder in ("brick", "grass"):
            project.add(sorted((textures / folder).iterdir())[:6])
    with Project.open("trips", kind="text-classification") as project:
        project.add(texts=["a train to Oslo", "hello"])
    return f"{studio.url}/v1/projects"


def example_of(page: Page) -> str:
    return str(page.locator("figure").get_attribute("data-example"))


def label_next(page: Page, name: str) -> str:
    """Find or make a label by keyboard; return the example that got it."""
    number = example_of(page)
    page.keyboard.press("/")
    page.get_by_role("dialog").get_by_role("textbox").fill(name)
    page.keyboard.press("Enter")
    expect(page.locator(f'figure[data-example="{number}"]')).to_have_count(0)
    return number


def test_two_people_label_at_once_and_see_what_the_other_does(
    unlabelled: str, open_window: Callable[..., StudioWindow]
) -> None:
    walls = f"{unlabelled}/walls"
    one, two = (open_window("/p/walls/label").page for _ in range(2))
    for page in (one, two):
        expect(page.locator("figure img")).to_be_visible()
    assert example_of(one) != example_of(two)

    first = label_next(one, "brick")
    recent = two.get_by_role("region", name="Just labelled")
    expect(recent.get_by_text("brick")).to_be_visible()
    second = label_next(two, "grass")
    expect(two.locator("li", has_text="brick").get_by_text("1").first).to_be_visible()
    one.keyboard.press("z")  # one undoes what was done last in that window's name
    expect(one.locator(f'figure[data-example="{first}"]')).to_be_visible()
    del second

    third = label_next(one, "brick")
    skipped = example_of(one)
    one.keyboard.press("s")
    expect(one.locator(f'figure[data-example="{skipped}"]')).to_have_count(0)
    shown = httpx.get(f"{walls}/examples/{third}", timeout=TIMEOUT).json()
    assert shown["label"] == "brick"
    while httpx.get(f"{walls}/examples/{skipped}", timeout=TIMEOUT).json()["state"] != "skipped":
        one.wait_for_timeout(50)

    with Project.open("walls", who="ann") as project:
        project._store.label_beside([int(third)], "stone", "ann")
    one.goto(re.sub(r"\?.*|$", "?view=settle", one.url, count=1))
    one.get_by_role("button", name="stone").click()
    expect(one.get_by_text("No contradictions")).to_be_visible()
    assert httpx.get(f"{walls}/examples/{third}", timeout=TIMEOUT).json()["label"] == "stone"


def test_undo_keeps_the_picture_in_sight_though_news_of_its_label_come_late(
    unlabelled: str, open_window: Callable[..., StudioWindow]
) -> None:
    page = open_window("/p/walls/label").page
    expect(page.locator("figure img")).to_be_visible()
    label_next(page, "brick")
    expect(page.locator("li", has_text="brick").get_by_text("1").first).to_be_visible()

    def late(route: Route) -> None:
        time.sleep(2)  # the news of the label come meanwhile
        route.continue_()

    page.route("**/labels:undo", late)
    number = example_of(page)
    page.keyboard.press("1")
    page.keyboard.press("z")
    address = f"{unlabelled}/walls/examples/{number}"
    with page.expect_response("**/labels:undo"):
        expect(page.locator(f'figure[data-example="{number}"]')).to_be_visible()
    assert httpx.get(address, timeout=TIMEOUT).json()["state"] == "unlabelled"
    page.wait_for_timeout(500)
    expect(page.locator(f'figure[data-example="{number}"]')).to_be_visible()


def test_entities_are_marked_by_keyboard_and_undone(
    unlabelled: str, open_window: Callable[..., StudioWindow]
) -> None:
    page = open_window("/p/trips/label").page
    expect(page.get_by_text("Drag over words")).to_be_visible()
    number = example_of(page)
    address = f"{unlabelled}/trips/examples/{number}"
    text = httpx.get(f"{address}/content", timeout=TIMEOUT).text
    page.keyboard.press("e")
    for _ in range(len(text.split()) - 1):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_role("textbox").fill("last")
    page.keyboard.press("Enter")
    expect(page.locator("figure small", has_text="last")).to_be_visible()
    last = {"start": text.rfind(" ") + 1, "end": len(text), "name": "last", "role": ""}

    def stored() -> object:
        return httpx.get(address, timeout=TIMEOUT).json()["entities"]

    while stored() != [last]:
        page.wait_for_timeout(50)
    page.keyboard.press("z")
    expect(page.locator("figure small", has_text="last")).to_have_count(0)
    while stored() is not None:
        page.wait_for_timeout(50)
