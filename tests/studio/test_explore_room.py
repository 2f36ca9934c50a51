"""The Explore room: what stands out is found, dealt with and undone; many are labelled at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import httpx
import pytest
from playwright.sync_api import Page, expect

from server.running_server import TIMEOUT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from server.running_server import Running
    from studio.studio_window import StudioWindow


@pytest.fixture
def walls(studio: Running, textures: Path) -> str:
    """The address of a project of twelve brick, grass and gravel; two of brick are wrong."""
    with studio.client() as client:
        client.post("/v1/projects", json={"name": "walls"}).raise_for_status()
        address = "/v1/projects/walls"
        for label in ("brick", "grass", "gravel"):
            folder = sorted((textures / label).iterdir())
            files = [("files", (each.name, each.read_bytes())) for each in folder]
            added = client.post(f"{address}/examples?label={label}", files=files)
            added.raise_for_status()
        wrong = {"examples": [1, 2], "label": "grass"}
        client.post(f"{address}/labels:set", json=wrong).raise_for_status()
    return f"{studio.url}{address}"


def labels_of(address: str, *examples: int) -> list[str | None]:
    return [
        httpx.get(f"{address}/examples/{each}", timeout=TIMEOUT).json()["label"]
        for each in examples
    ]


def cells(page: Page) -> list[int]:
    """Return the ids of the examples that the grid shows, in order."""
    shown = page.get_by_role("gridcell").all()
    return [int((each.get_attribute("id") or "").removeprefix("cell-")) for each in shown]


def test_what_stands_out_is_looked_at_dealt_with_and_undone(
    walls: str, open_window: Callable[..., StudioWindow]
) -> None:
    page = open_window("/p/walls/explore").page
    expect(page.get_by_role("grid", name="Examples")).to_be_visible()
    page.get_by_role("button", name="Explore", exact=True).click()
    card = page.get_by_role("article").filter(has_text=re.compile(r"labels? may be wrong"))
    expect(card).to_be_visible(timeout=60_000)  # a job has to start, and end
    card.get_by_role("button", name="Look", exact=True).click()
    expect(page).to_have_url(re.compile(r"\?finding=doubtful-labels$"))
    expect(page.locator("#cell-36")).to_have_count(0)  # gravel: not in doubt
    expect(page.locator("#cell-1")).to_contain_text("brick?")
    doubtful = cells(page)
    assert {1, 2} <= {*doubtful}
    assert len(doubtful) < 12
    card.get_by_role("button", name="Mark as unsure").click()
    expect(page.get_by_text("No example fits")).to_be_visible()
    assert labels_of(walls, 1, 2) == [None, None]
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#cell-2")).to_be_visible()
    assert labels_of(walls, 1, 2) == ["grass", "grass"]
    # The map has them all; a line around everything chooses everything.
    page.get_by_role("button", name="Map").click()
    plane = page.get_by_role("img", name=re.compile("^Map of 36 examples"))
    box = plane.bounding_box()
    assert box is not None
    left, top = box["x"] + 4, box["y"] + 4
    right, bottom = box["x"] + box["width"] - 4, box["y"] + box["height"] - 4
    page.keyboard.down("Shift")
    page.mouse.move(left, top)
    page.mouse.down()
    for x, y in ((right, top), (right, bottom), (left, bottom)):
        page.mouse.move(x, y, steps=4)
    page.mouse.up()
    page.keyboard.up("Shift")
    expect(page.get_by_role("toolbar")).to_have_accessible_name(f"{len(doubtful)} chosen")


def test_many_are_chosen_by_mouse_and_keys_and_labelled_at_once(
    walls: str, open_window: Callable[..., StudioWindow]
) -> None:
    page = open_window("/p/walls/explore?label=gravel").page
    first = page.locator("#cell-25")
    first.click()
    page.locator("#cell-28").click(modifiers=["Shift"])
    expect(page.get_by_role("toolbar")).to_have_accessible_name("4 chosen")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.get_by_role("toolbar")).to_have_accessible_name("5 chosen")
    page.keyboard.press("1")  # brick, the first of the labels
    expect(first).to_have_count(0)
    assert labels_of(walls, 25, 29, 30) == ["brick", "brick", "gravel"]
    page.keyboard.press("z")
    expect(first).to_be_visible()
    assert labels_of(walls, 25, 29) == ["gravel", "gravel"]
    # A rectangle from the first picture to the last of the row below.
    start, end = first.bounding_box(), page.locator("#cell-32").bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(end["x"] + 5, end["y"] + 5, steps=5)
    page.mouse.up()
    chosen = page.locator("[role=gridcell][aria-selected=true]")
    count = chosen.count()
    assert count >= 4
    page.keyboard.press("l")
    page.get_by_role("dialog").get_by_label("Label").fill("pebbles")
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"{count} examples are “pebbles”")).to_be_visible()
    assert labels_of(walls, 25) == ["pebbles"]
    # One in full, the next by a key, then those like it.
    page.goto(page.url.replace("label=gravel", "label=pebbles"))
    page.locator("#cell-25").dblclick()
    expect(page).to_have_url(re.compile("at=25"))
    page.keyboard.press("ArrowRight")
    expect(page).not_to_have_url(re.compile("at=25"))
    page.keyboard.press("m")
    expect(page).to_have_url(re.compile("near="))
