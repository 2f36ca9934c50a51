"""The kennel, the breeds, the journal, the map, and the badges."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from dogscope.archive_file import write_archive

if TYPE_CHECKING:
    from pathlib import Path

    from dogscope.app import App


@pytest.fixture(scope="module")
def archive(pets: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with two catches: a German shepherd, and later a vizsla."""
    path = tmp_path_factory.mktemp("archive") / "two.zip"
    breeds = {"n02106662": "shepherd.jpg", "n02100583": "vizsla.jpg"}
    write_archive(path, [(breed, (pets / name).read_bytes()) for breed, name in breeds.items()])
    return path


@pytest.fixture
def collector(app: App, archive: Path) -> App:
    """The app of a user with two catches."""
    app.ready().import_archive(archive)
    expect(app.page.get_by_text("Imported: 2 catches.")).to_be_visible()
    return app


def test_found_breeds_show_the_users_photo(collector: App) -> None:
    collector.open("kennel")
    expect(collector.page.get_by_text("of 120 found")).to_be_visible()
    expect(collector.page.locator(".cell")).to_have_count(120)
    expect(collector.page.locator(".cell.found img")).to_have_count(2)
    expect(collector.page.locator(".cell .dog-silhouette")).to_have_count(118)
    first = collector.page.locator(".cell").first
    expect(first).to_contain_text("Vizsla")
    expect(first).to_contain_text("caught once")


def test_breeds_can_be_searched_filtered_sorted_and_grouped(collector: App) -> None:
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


def test_the_kennel_remembers_its_search_scroll_position_and_link(app: App) -> None:
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
    expect(page.get_by_role("searchbox")).to_have_value("")  # the tab resets the screen


def test_a_breed_shows_facts_with_sources_and_look_alikes(collector: App) -> None:
    page = collector.open("breed/n02106662").page
    expect(page.get_by_role("heading", name="German shepherd")).to_be_visible()
    page.get_by_text("Size, coat and sources").click()
    facts = page.locator(".facts > div")
    expect(facts).to_have_count(8)
    expect(facts.locator("sup a")).to_have_count(8)
    link = facts.locator("sup a").first
    link.click()
    expect(page.locator(str(link.get_attribute("href")))).to_be_focused()
    expect(page.locator(".sources .url").first).to_contain_text("https://")
    expect(page.locator(".alike > li")).not_to_have_count(0)
    expect(page.get_by_text(re.compile("Taller: 56 to 66 cm; Norwegian elkhound"))).to_be_visible()
    expect(page.locator(".strip li")).to_have_count(1)


def test_the_facts_of_a_breed_can_be_read_before_it_is_found(collector: App) -> None:
    page = collector.open("breed/n02110185").page
    expect(page.get_by_text("Not found yet.")).to_be_visible()
    page.get_by_text("Size, coat and sources").click()
    expect(page.locator(".facts > div").first).to_be_visible()


def test_a_breed_opens_with_its_character_and_its_facts_are_folded(collector: App) -> None:
    page = collector.open("breed/n02088364").page
    character = page.locator(".character")
    expect(character).to_have_text(re.compile("^Follows its nose first and your call second"))
    assert character.bounding_box()["y"] < page.locator(".alike").bounding_box()["y"]
    facts = page.locator(".facts")
    expect(facts).to_be_hidden()
    fold = page.locator(".fold summary")
    fold.focus()
    page.keyboard.press("Enter")
    expect(facts).to_be_visible()
    source = page.locator(".sources li").first
    expect(source).to_contain_text("For the sentence on its character, read on December 1, 2026")
    expect(source.locator(".url")).to_contain_text("https://")
    page.keyboard.press("Enter")
    expect(facts).to_be_hidden()


def test_a_breed_is_described_in_the_users_language(collector: App) -> None:
    languages = {"Français": "Il suit", "Deutsch": "Hört erst", "Español": "Primero obedece"}
    for language, words in languages.items():
        page = collector.open("settings").page
        page.locator("select", has_text=language).select_option(language)
        collector.open("breed/n02088364")
        said = page.locator(".character", has_text=re.compile(f"^{words}"))
        expect(said).to_be_visible()


@pytest.mark.parametrize("name", ["nonsense", "%E0%A4%A"])
def test_an_unknown_breed_in_the_address_leads_to_the_kennel(app: App, name: str) -> None:
    page = app.ready().open(f"breed/{name}").page
    expect(page.get_by_role("heading", name="There is no such breed")).to_be_visible()


def test_a_catch_can_be_deleted_in_the_journal(collector: App) -> None:
    page = collector.open("journal").page
    expect(page.locator(".entry")).to_have_count(2)
    page.locator(".entry", has_text="German shepherd").click()
    collector.sheet.get_by_role("button", name="Delete").click()
    collector.sheet.locator(".confirm").get_by_role("button", name="Delete").click()
    expect(page.locator(".entry")).to_have_count(1)
    assert len(collector.records("catches")) == len(collector.records("pictures")) == 1


def test_the_focus_moves_on_after_a_deletion(collector: App) -> None:
    collector.open("journal").page.locator(".entry").first.click()
    collector.sheet.get_by_role("button", name="Delete").click()
    collector.sheet.locator(".confirm").get_by_role("button", name="Delete").click()
    expect(collector.page.locator(".entry")).to_have_count(1)
    expect(collector.page.locator("main")).to_be_focused()


def test_levels_and_badges_are_computed_from_the_catches(collector: App) -> None:
    page = collector.open("me").page
    expect(page.get_by_role("heading", name="Level 2")).to_be_visible()
    earned = page.locator(".badges .earned strong")
    assert "First paw" in earned.all_text_contents()


def catch_live(app: App) -> None:
    """Catch the camera's dog, and close the result."""
    app.hold()
    expect(app.saved).to_be_visible()
    app.close_sheet()


def remember_places(app: App) -> App:
    """Open the camera on a phone that remembers places."""
    app.live().allow("geolocation", "camera")
    app.page.context.set_geolocation({"latitude": 48.8584, "longitude": 2.2945})
    app.open("settings").page.get_by_role("switch", name=re.compile("places")).click()
    expect(app.page.get_by_role("switch", name=re.compile("places"))).to_be_checked()
    return app.open("scope")


def test_places_are_stored_only_for_live_catches_and_only_on_demand(
    shepherd: App, pets: Path
) -> None:
    remember_places(shepherd)
    catch_live(shepherd)
    shepherd.photo(pets / "vizsla.jpg")  # a photo may be of anywhere
    shepherd.catch()
    shepherd.leave()
    shepherd.open("settings").page.get_by_role("switch", name=re.compile("places")).click()
    shepherd.open("scope")
    catch_live(shepherd)
    places = [
        each["place"] for each in sorted(shepherd.records("catches"), key=lambda it: it["at"])
    ]
    assert round(places[0]["latitude"], 4) == 48.8584
    assert places[1:] == [None, None]


def test_the_map_zooms_in_until_near_catches_are_two_points(shepherd: App) -> None:
    remember_places(shepherd)
    catch_live(shepherd)
    shepherd.page.context.set_geolocation({"latitude": 48.87, "longitude": 2.35})  # 4 km away
    shepherd.page.reload()  # a place is located at most once a minute
    catch_live(shepherd)
    shepherd.open("journal").button("Map").click()
    page = shepherd.page
    expect(page.locator(".map-scale")).to_be_visible()
    expect(page.locator(".point")).to_have_count(2)  # at first the map fits both
    page.get_by_role("group", name=re.compile("Map")).focus()
    for _ in range(10):
        page.keyboard.press("-")
    expect(page.locator(".map .land")).to_be_visible()
    expect(page.locator(".point")).to_have_count(1)  # the map flies there
    expect(page.locator(".point")).to_have_text("2")
    for _ in range(10):
        page.keyboard.press("+")
    expect(page.locator(".point")).to_have_count(2)
    page.locator(".point").first.click()
    expect(shepherd.sheet).to_contain_text("German shepherd")
