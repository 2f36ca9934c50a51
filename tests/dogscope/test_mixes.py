"""Mixed breeds: the user says so, and they have a place of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from dogscope.app import App

BEAGLE, WALKER_HOUND = "n02088364", "n02089867"


def catch_a_mix(app: App, data: Path) -> App:
    """Catch a dog for which the app asks between two breeds, as a mixed breed."""
    app.ready().photo(data / "photos" / "pets" / "Beagle_01170.jpg")
    app.button("It\u2019s a mix").click()
    expect(app.saved).to_contain_text("Your first beagle mix!")
    return app


def test_a_mix_is_stored_with_what_it_looks_like_and_is_no_label(app: App, data: Path) -> None:
    catch_a_mix(app, data)
    expect(app.answer).to_have_text("Beagle mix")
    (caught,) = app.records("catches")
    assert (caught["breed"], caught["by"]) == (BEAGLE, "user")
    assert caught["mix"][:2] == [BEAGLE, WALKER_HOUND]
    assert app.records("examples") == []


def test_a_mix_has_its_own_place_and_is_no_pure_breed_after_a_reload(app: App, data: Path) -> None:
    page = catch_a_mix(app, data).page
    page.reload()
    app.open("kennel")
    expect(page.locator(".cell.found")).to_have_count(0)
    expect(page.locator(".specials")).to_contain_text("1 mixed breed")
    page.get_by_role("link", name="Mixed breeds").click()
    expect(page.locator(".entry")).to_have_count(1)
    expect(page.locator(".entry")).to_contain_text("treeing Walker coonhound")
    page.locator(".entry").click()
    expect(app.sheet).to_contain_text("You said that it\u2019s a mix.")


def test_a_catch_can_become_a_mix_and_a_pure_breed_again(app: App, pets: Path) -> None:
    app.ready().catch_photo(pets / "shepherd.jpg")
    app.open("journal").page.locator(".entry").click()
    app.sheet.get_by_role("button", name="Wrong?").click()
    app.button("It\u2019s a mix").click()
    expect(app.sheet.get_by_role("heading", name="German shepherd mix")).to_be_visible()
    assert app.records("catches")[0]["mix"][0] == "n02106662"
    assert app.records("examples") == []
    app.sheet.get_by_role("button", name="Wrong?").click()
    expect(app.button("It\u2019s a mix")).to_have_count(0)
    app.sheet.get_by_role("button", name="Boxer").click()
    expect(app.sheet.get_by_role("heading", name="Boxer")).to_be_visible()
    (caught,) = app.records("catches")
    assert (caught["breed"], caught["mix"]) == ("n02108089", None)
