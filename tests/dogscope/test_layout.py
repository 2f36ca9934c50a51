"""On screens of all sizes everything is visible and can be reached."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from dogscope.app import App

BOX = """(element) => {
    const { x, y, right, bottom } = element.getBoundingClientRect();
    return [x, y, right, bottom];
}"""
FILLS = """() => {
    const map = document.querySelector(".map svg[role=group]");
    const { width, height } = map.viewBox.baseVal;
    return map.clientWidth === width && map.clientHeight === height;
}"""


def test_a_breeds_page_shows_the_whole_photo(app: App, pets: Path) -> None:
    app.ready().catch_photo(pets / "shepherd.jpg")
    for width, height in ((390, 844), (360, 640), (844, 390), (1280, 800)):
        app.page.set_viewport_size({"width": width, "height": height})
        app.open("breed/n02106662")
        image = app.page.locator(".hero img")
        expect(image).to_be_visible()
        x, y, right, bottom = image.evaluate(BOX)
        left, top, end, foot = app.page.locator(".hero").evaluate(BOX)
        assert left <= x and top <= y and right <= end and bottom <= foot  # noqa: PT018
        assert image.evaluate("(image) => getComputedStyle(image).objectFit") == "contain"


@pytest.mark.parametrize("locale", ["en-GB", "fr-FR", "de-DE", "es-ES"])
def test_the_first_button_is_in_view_on_a_small_phone(
    new_phone: Callable[..., Any], locale: str
) -> None:
    for width, height in ((360, 640), (320, 568), (195, 422)):
        size = {"width": width, "height": height}
        with new_phone("shepherd.jpg", locale=locale, viewport=size) as app:
            app.open()
            button = app.page.locator(".welcome .primary")
            expect(button).to_be_visible()
            app.until("document.fonts.status === 'loaded'")
            x, y, right, bottom = button.evaluate(BOX)
            assert x >= 0
            assert y >= 0
            assert right <= width
            assert bottom <= height


def test_a_phone_at_twice_the_zoom_stays_upright(app: App) -> None:
    app.ready().page.set_viewport_size({"width": 195, "height": 422})
    for screen in ("kennel", "me", "settings"):
        app.open(screen)
        x, y, right, bottom = app.page.locator(".tabs").evaluate(BOX)
        assert (x, right, bottom) == (0, 195, 422), screen
        assert y > 300, screen


def test_the_tabs_names_are_whole_in_every_language(app: App) -> None:
    page = app.ready().page
    page.set_viewport_size({"width": 195, "height": 422})
    for code in ("en", "fr", "de", "es"):
        app.open("settings")
        page.locator("select").last.select_option(code)
        expect(page.locator(f"html[lang={code}]")).to_be_attached()
        app.settle()
        cut = page.locator(".tabs a span").evaluate_all(
            "(all) => all.filter((each) => each.scrollWidth > each.clientWidth + 1)"
            ".map((each) => each.textContent)"
        )
        assert cut == [], code


@pytest.mark.parametrize(("width", "height"), [(390, 844), (844, 390), (1280, 800)])
def test_the_map_fills_its_frame_and_fits_the_screen(app: App, width: int, height: int) -> None:
    page = app.ready().page
    app.open("journal").button("Map").click()
    frame = page.locator(".map svg[role=group]")
    expect(frame).to_be_visible()
    page.set_viewport_size({"width": width, "height": height})  # as when a phone is turned
    app.until("(width) => innerWidth === width", width)
    app.until(FILLS)
    x, y, right, bottom = frame.evaluate(BOX)
    assert right - x >= 0.6 * width
    assert height - 250 <= bottom - y <= height - 100


def test_the_map_keeps_its_scale_when_the_phone_is_turned(app: App) -> None:
    page = app.ready().page
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(reduced_motion="reduce")  # no flights
    app.open("journal").button("Map").click()
    page.get_by_role("group", name=re.compile("Map")).focus()
    for _ in range(12):
        page.keyboard.press("+")
    bar, length = page.locator(".map-scale text").first, page.locator(".map-scale path").first
    expect(bar).to_have_text(re.compile("[0-9]"))
    before = bar.text_content(), length.get_attribute("d")
    for width, height in ((844, 390), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        app.until("(width) => innerWidth === width", width)
        app.until(FILLS)
        assert (bar.text_content(), length.get_attribute("d")) == before, width


def test_the_breeds_name_is_the_tabs_title(app: App) -> None:
    page = app.ready().open("breed/n02100583").page
    expect(page).to_have_title(re.compile("^Vizsla . Dog Scope$"))
    app.open("kennel")
    expect(page).to_have_title(re.compile("^Kennel . Dog Scope$"))


def test_rarities_rise_from_grey_to_gold_and_are_explained(app: App) -> None:
    page = app.ready().open("kennel").page
    page.get_by_text("What the colours mean").click()
    rows = page.locator(".rarities li")
    expect(rows).to_have_count(5)
    expect(rows.last).to_contain_text("A wild dog.")
    colours = page.evaluate(
        """() => [...document.querySelectorAll(".rarities .rarity")].map((each) =>
            getComputedStyle(each).color.match(/\\d+/g).map(Number))"""
    )
    grey, green, blue, violet, gold = colours
    assert len(set(grey)) == 1
    assert max(green) == green[1]
    assert max(blue) == blue[2]
    assert violet[1] == min(violet)
    assert gold[0] > gold[1] > gold[2]


def test_the_levels_bar_and_its_numbers_say_the_same(app: App, pets: Path) -> None:
    app.ready().catch_photo(pets / "shepherd.jpg")
    page = app.open("me").page
    value, most = page.locator(".level progress").evaluate("({ value, max }) => [value, max]")
    expect(page.locator(".level p")).to_have_text(f"{value} of {most} points to level 2")
