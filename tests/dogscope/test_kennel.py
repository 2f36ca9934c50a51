"""The kennel, its breeds, the journal, the map, badges."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from dogscope.app import App


@pytest.fixture
def collector(app: App, pets: Path) -> App:
    """Somebody who has caught two dogs."""
    app.ready()
    for name in ("shepherd.jpg", "vizsla.jpg"):
        app.catch_photo(pets / name)
    return app


def test_found_breeds_have_the_users_photo(collector: App) -> None:
    collector.open("kennel")
    expect(collector.page.get_by_text("of 121 found")).to_be_visible()
    expect(collector.page.locator(".cell")).to_have_count(121)
    expect(collector.page.locator(".cell.found img")).to_have_count(2)
    expect(collector.page.locator(".cell .silhouette")).to_have_count(119)
    first = collector.page.locator(".cell").first
    expect(first).to_contain_text("Vizsla")
    expect(first).to_contain_text("caught once")


def test_it_is_searched_filtered_sorted_and_grouped(collector: App) -> None:
    page = collector.open("kennel").page
    page.get_by_role("searchbox").fill("SCHNAU")
    expect(page.locator(".cell")).to_have_count(3)
    page.get_by_role("searchbox").fill("")
    page.get_by_label("Show").select_option("Found")
    expect(page.locator(".cell-name")).to_have_text(["Vizsla", "German shepherd"])
    page.get_by_label("Sort").select_option("By name")
    expect(page.locator(".cell-name")).to_have_text(["German shepherd", "Vizsla"])
    page.get_by_role("button", name=re.compile("Herding")).click()
    expect(page.locator(".cell-name")).to_have_text(["German shepherd"])
    page.get_by_role("button", name=re.compile("Wild")).click()
    expect(page.get_by_text("Your kennel is empty.")).to_be_visible()
    page.get_by_label("Show").select_option("All")
    page.get_by_label("Sort").select_option("Rarest first")
    expect(page.locator(".cell")).to_have_count(3)


def test_who_comes_back_finds_it_as_it_was_left(app: App) -> None:
    page = app.ready().open("kennel").page
    page.get_by_role("searchbox").fill("hound")
    page.mouse.wheel(0, 500)
    app.until("scrollY > 300")
    before = page.evaluate("scrollY")
    page.get_by_role("link", name=re.compile("Otterhound")).click()
    expect(page.get_by_role("heading", name="Otterhound")).to_be_visible()
    app.until("scrollY === 0")
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("hound")
    app.until("(before) => Math.abs(scrollY - before) < 2", before)
    expect(page.get_by_role("link", name=re.compile("Otterhound"))).to_be_focused()
    page.get_by_role("link", name="Kennel", exact=True).click()
    page.get_by_role("link", name="Me", exact=True).click()
    page.get_by_role("link", name="Kennel", exact=True).click()
    expect(page.get_by_role("searchbox")).to_have_value("")  # asked for anew


def test_a_breed_has_facts_with_sources_and_look_alikes(collector: App) -> None:
    page = collector.open("breed/n02106662").page
    expect(page.get_by_role("heading", name="German shepherd")).to_be_visible()
    facts = page.locator(".facts > div")
    expect(facts).to_have_count(8)
    expect(facts.locator("sup a")).to_have_count(8)
    facts.locator("sup a").first.click()
    expect(page.locator(".sources li").first).to_be_focused()
    expect(page.locator(".sources .url").first).to_contain_text("https://")
    expect(page.locator(".alike > li")).not_to_have_count(0)
    expect(page.get_by_text(re.compile("Taller: 56 to 66 cm; Norwegian elkhound"))).to_be_visible()
    expect(page.locator(".strip li")).to_have_count(1)


def test_a_breed_that_was_not_found_can_be_read_about(collector: App) -> None:
    page = collector.open("breed/n02110185").page
    expect(page.get_by_text("Not found yet.")).to_be_visible()
    expect(page.locator(".facts > div")).not_to_have_count(0)


@pytest.mark.parametrize("name", ["nonsense", "%E0%A4%A"])
def test_an_address_of_no_breed_leads_back(app: App, name: str) -> None:
    page = app.ready().open(f"breed/{name}").page
    expect(page.get_by_role("heading", name="There is no such breed")).to_be_visible()


def test_the_journal_lists_by_day_and_deletes_one(collector: App) -> None:
    page = collector.open("journal").page
    expect(page.locator(".entry")).to_have_count(2)
    page.locator(".entry", has_text="German shepherd").click()
    collector.sheet.get_by_role("button", name="Delete").click()
    collector.sheet.locator(".confirm").get_by_role("button", name="Delete").click()
    expect(page.locator(".entry")).to_have_count(1)
    assert len(collector.kept("catches")) == len(collector.kept("pictures")) == 1


def test_the_keyboard_is_not_lost_with_what_was_deleted(collector: App) -> None:
    collector.open("journal").page.locator(".entry").first.click()
    collector.sheet.get_by_role("button", name="Delete").click()
    collector.sheet.locator(".confirm").get_by_role("button", name="Delete").click()
    expect(collector.page.locator(".entry")).to_have_count(1)
    expect(collector.page.locator("main")).to_be_focused()


def test_levels_and_badges_follow_from_the_catches(collector: App) -> None:
    page = collector.open("me").page
    expect(page.get_by_role("heading", name="Level 2")).to_be_visible()
    earned = page.locator(".badges .earned strong")
    assert "First paw" in earned.all_text_contents()


def caught_live(app: App) -> None:
    """Catch what the camera sees, and go on."""
    app.hold()
    expect(app.page.locator(".saved")).to_be_visible()
    app.sheet.locator(".sheet-head button").click()


def located(app: App) -> App:
    """Look through the camera of a phone that remembers places."""
    app.live().allow("geolocation", "camera")
    app.page.context.set_geolocation({"latitude": 48.8584, "longitude": 2.2945})
    app.open("settings").page.get_by_role("switch", name=re.compile("places")).click()
    expect(app.page.get_by_role("switch", name=re.compile("places"))).to_be_checked()
    return app.open("scope")


def test_places_are_kept_of_what_the_camera_caught_and_only_where_wanted(
    shepherd: App, pets: Path
) -> None:
    located(shepherd)
    caught_live(shepherd)
    shepherd.photo(pets / "vizsla.jpg")  # may be of anywhere
    shepherd.button("Catch it").click()
    expect(shepherd.page.locator(".saved")).to_be_visible()
    shepherd.leave()
    shepherd.open("settings").page.get_by_role("switch", name=re.compile("places")).click()
    shepherd.open("scope")
    caught_live(shepherd)
    places = [each["place"] for each in sorted(shepherd.kept("catches"), key=lambda it: it["at"])]
    assert round(places[0]["latitude"], 4) == 48.8584
    assert places[1:] == [None, None]


def test_the_map_shows_where_down_to_a_citys_surroundings(shepherd: App) -> None:
    located(shepherd)
    caught_live(shepherd)
    shepherd.page.context.set_geolocation({"latitude": 48.87, "longitude": 2.35})  # 4 km away
    shepherd.page.reload()  # a place is asked for at most once a minute
    caught_live(shepherd)
    shepherd.open("journal").button("Map").click()
    page = shepherd.page
    expect(page.locator(".map .land")).to_be_visible()
    expect(page.locator(".point")).to_have_text("2")
    page.get_by_role("group", name=re.compile("Map")).focus()
    for _ in range(10):
        page.keyboard.press("+")
    expect(page.locator(".point")).to_have_count(2)
    page.locator(".point").first.click()
    expect(shepherd.sheet).to_contain_text("German shepherd")
