"""A walk: its way is taken down, survives a reload, and becomes a recap and a card."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from dogscope.app import App

START = (52.4009, 13.0591)
METRES_PER_DEGREE = 111_195


def move(app: App, east: float) -> None:
    """Put the phone some metres east of the start."""
    per_degree = METRES_PER_DEGREE * math.cos(math.radians(START[0]))
    app.page.context.set_geolocation(
        {"latitude": START[0], "longitude": START[1] + east / per_degree, "accuracy": 5}
    )


def walk(app: App, first: int, last: int) -> None:
    """Run east, 9 metres in each turn of at least 1.5 seconds."""
    for turn in range(first, last):
        move(app, 9.0 * turn)
        app.page.wait_for_timeout(1500)


def test_a_walk_survives_a_reload_and_becomes_a_recap_and_a_card(app: App, tmp_path: Path) -> None:
    app.ready()
    app.allow("geolocation")
    move(app, 0)
    app.open("journal").button("Start a walk").click()
    expect(app.sheet).to_contain_text("Keep the app open while you walk")
    app.close_sheet()
    pill = app.page.locator(".walk-pill")
    expect(pill).to_be_visible()
    walk(app, 0, 8)
    before = app.records("walks")[0]["path"]
    assert len(before) >= 2
    app.page.reload()
    expect(pill).to_be_visible()
    walk(app, 8, 16)
    pill.click()
    expect(app.sheet.locator(".trail")).to_be_visible()
    app.button("End the walk").click()
    expect(pill).to_have_count(0)
    (stored,) = app.records("walks")
    assert stored["end"] is not None
    assert stored["path"][: len(before)] == before
    length = (stored["path"][-1][1] - stored["path"][0][1]) * METRES_PER_DEGREE
    length *= math.cos(math.radians(START[0]))
    assert 105 <= length <= 140  # of 135: the last point may be short of the next ten metres
    expect(app.sheet.locator(".dates")).to_contain_text("ft")  # the browser is American
    with app.page.expect_download() as download:
        app.button("Share").click()
    card = tmp_path / "card.png"
    download.value.save_as(card)
    with Image.open(card) as image:
        assert image.size == (1080, 1350)
        colours = {colour for _, colour in image.convert("RGB").getcolors(1 << 24)}
        assert (180, 80, 26) in colours  # the way
    app.button("Delete").click()
    app.button("Undo").click()
    expect(app.page.locator(".entry")).to_contain_text("A walk")
    assert app.records("walks") == [stored]
    app.button("Map").click()
    expect(app.page.locator(".trails path")).to_have_count(1)
    expect(app.page.locator(".rings text").first).to_be_visible()
    expect(app.page.locator(".map-town")).to_have_text("In Potsdam")
    app.button("Show where I am").click()
    expect(app.page.locator(".own-place")).to_be_visible()


def test_a_refused_location_says_what_to_do(app: App) -> None:
    app.ready().open("journal").button("Start a walk").click()
    expect(app.page.locator(".toast")).to_contain_text("does not share its location. Allow it")
    assert app.records("walks") == []
