"""The celebration of a catch: what it shows at its end, and what can be done meanwhile."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from dogscope.conftest import opened

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from browser.website import Site
    from dogscope.app import App

# The end of the celebration never comes by itself.
ENDLESS = """
    const wait = window.setTimeout;
    window.setTimeout = (run, time, ...more) =>
        [2400, 1300].includes(time) ? 0 : wait(run, time, ...more);
"""
RUNNING = ".celebration[data-running=true]"
OVER = ".celebration[data-running=false]"


def caught(app: App, pets: Path) -> App:
    """Catch a German shepherd."""
    app.ready().photo(pets / "shepherd.jpg")
    app.catch()
    return app


def gained(app: App, points: int) -> str:
    """Return these points with those of the fulfilled quests: the date chooses them."""
    quests = " ".join(app.page.locator(".fulfilled li").all_text_contents())
    return f"+{points + sum(map(int, re.findall(r'[+]([0-9]+)', quests)))}"


def test_a_first_catch_brings_points_a_badge_and_its_place(app: App, pets: Path) -> None:
    page = caught(app, pets).page
    expect(page.locator(OVER)).to_be_visible()
    expect(page.locator(".gained strong")).to_have_text(gained(app, 100))
    expect(page.locator(".gained-level")).to_contain_text("to level")
    expect(page.locator(".gained-slot")).to_contain_text("1 of 120 found")
    expect(page.locator(".gained-slot img")).to_be_visible()
    expect(page.locator(".gained-badge").first).to_contain_text("First paw")
    expect(page.locator(".card-back, .confetti")).to_have_count(0)


def test_another_catch_raises_the_level_and_is_shorter(app: App, pets: Path) -> None:
    caught(app, pets).leave()
    app.photo(pets / "vizsla.jpg")
    app.catch()
    expect(app.page.locator(".gained-level strong")).to_have_text(re.compile(r"^Level \d!$"))
    expect(app.page.locator(".card-photo.long")).to_have_count(1)
    app.leave()
    app.photo(pets / "shepherd.jpg")
    app.catch()
    expect(app.page.locator(".card-photo.long")).to_have_count(0)
    expect(app.page.locator(".gained strong")).to_have_text(gained(app, 20))
    expect(app.page.locator(".gained-slot")).to_contain_text("German shepherd: caught 2 times")


def test_screen_readers_hear_one_sentence_with_all_of_it(app: App, pets: Path) -> None:
    page = caught(app, pets).page
    expect(page.locator(".celebration")).to_have_attribute("aria-hidden", "true")
    status = page.get_by_role("status").filter(has=page.locator(".saved"))
    for part in ("Your first German shepherd!", "points.", "First paw", "1 of 120 found."):
        expect(status).to_contain_text(part)


@pytest.mark.parametrize("way", ["tap", "key"])
def test_a_tap_or_a_key_ends_it(app: App, pets: Path, way: str) -> None:
    app.page.add_init_script(ENDLESS)
    page = caught(app, pets).page
    expect(page.locator(RUNNING)).to_be_visible()
    if way == "tap":
        page.locator(".answer").click()
    else:
        page.keyboard.press("Shift")
    expect(page.locator(OVER)).to_be_visible()
    expect(page.locator(".gained strong")).to_have_text(gained(app, 100))


def test_a_dog_can_be_let_go_and_brought_back_in_the_middle_of_it(app: App, pets: Path) -> None:
    app.page.add_init_script(ENDLESS)
    page = caught(app, pets).page
    expect(page.locator(RUNNING)).to_be_visible()
    app.button("Let it go").click()
    expect(page.locator(".celebration")).to_have_count(0)
    assert app.records("catches") == []
    app.button("Undo").click()
    app.until("document.querySelector('.toast') === null")
    assert len(app.records("catches")) == 1


def test_to_share_is_offered_first(app: App, pets: Path) -> None:
    page = caught(app, pets).page
    expect(page.locator(".actions > *").first).to_have_text("Share")
    app.button("Share").click()
    expect(app.sheet.locator(".share-preview")).to_be_visible()


def test_it_moves_nothing_where_the_user_prefers_reduced_motion(
    chromium: Browser, site: Site, pets: Path
) -> None:
    with opened(chromium, site, reduced_motion="reduce") as app:
        app.page.add_init_script(ENDLESS)
        page = caught(app, pets).page
        expect(page.locator(OVER)).to_be_visible()
        expect(page.locator(".gained strong")).to_have_text(gained(app, 100))
        expect(page.locator(".card-photo.turning, .confetti, .card-back")).to_have_count(0)


def test_a_key_that_is_still_held_does_not_end_it(shepherd: App) -> None:
    shepherd.page.add_init_script(ENDLESS)
    shepherd.live()
    shepherd.hint("Hold the paw to catch it")
    shepherd.button("Hold to catch").focus()
    shepherd.page.keyboard.down("Space")
    expect(shepherd.page.locator(RUNNING)).to_be_visible()
    shepherd.page.keyboard.down("Space")  # repeats
    expect(shepherd.page.locator(RUNNING)).to_be_visible()
    shepherd.page.keyboard.up("Space")
