"""The back button closes what is open, and the last release can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from dogscope.app import App


def open_picker(app: App, pets: Path) -> Page:
    """Open the picker of breeds of a photo, after the kennel was visited."""
    page = app.ready().page
    page.get_by_role("link", name="Kennel").click()
    page.get_by_role("link", name="Scope").click()
    app.photo(pets / "shepherd.jpg")
    app.button("Wrong?").click()
    return page


def test_back_closes_the_picker_then_the_sheet_then_the_photo(app: App, pets: Path) -> None:
    page = open_picker(app, pets)
    expect(page.locator("dialog[open]")).to_have_count(2)
    page.go_back()
    expect(page.locator("dialog[open]")).to_have_count(1)
    expect(app.answer).to_have_text("German shepherd")
    page.go_back()
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.get_by_role("heading", name="1 dog found")).to_be_visible()
    page.go_back()
    expect(app.button("Choose a photo")).to_be_visible()
    page.go_back()  # and only now the screen is left
    expect(page.get_by_role("heading", name="Kennel")).to_be_visible()


def test_back_closes_the_answer_of_the_camera(shepherd: App) -> None:
    shepherd.live()
    shepherd.hold()
    expect(shepherd.saved).to_be_visible()
    shepherd.page.go_back()
    expect(shepherd.sheet).to_be_hidden()
    shepherd.hint("Hold the paw to catch it")


def test_back_leads_past_what_was_closed_by_hand(app: App, pets: Path) -> None:
    page = open_picker(app, pets)
    app.sheet.get_by_role("button", name="English foxhound").click()  # closes the picker
    expect(app.saved).to_be_visible()
    app.leave()
    expect(app.button("Choose a photo")).to_be_visible()
    app.until("!history.state?.layers")
    page.go_back()
    expect(page.get_by_role("heading", name="Kennel")).to_be_visible()


def test_a_link_in_a_sheet_leads_on_and_back_skips_the_sheet(app: App, pets: Path) -> None:
    page = app.ready().page
    app.photo(pets / "shepherd.jpg")
    app.catch()
    page.get_by_role("link", name="See it in the kennel").click()
    expect(page.get_by_role("heading", name="German shepherd")).to_be_visible()
    page.go_back()
    expect(app.button("Choose a photo")).to_be_visible()
    app.until("!history.state?.layers")


def test_a_link_right_after_closing_a_sheet_is_followed(app: App, pets: Path) -> None:
    page = app.ready().page
    app.photo(pets / "cat.jpg")
    expect(app.answer).to_be_visible()
    page.evaluate("""() => {
        document.querySelector("dialog .sheet-head button").click();
        setTimeout(() => document.querySelector('a[href="#/me"]').click());
    }""")
    expect(page.get_by_role("heading", name="Me", exact=True)).to_be_visible()
    page.wait_for_timeout(300)
    expect(page.get_by_role("heading", name="Me", exact=True)).to_be_visible()


def test_letting_a_dog_go_can_be_undone(app: App, pets: Path) -> None:
    app.ready().photo(pets / "shepherd.jpg")
    app.button("Wrong?").click()
    app.sheet.get_by_role("button", name="English foxhound").click()
    expect(app.saved).to_be_visible()
    before = [app.records(store) for store in ("catches", "examples")]
    app.button("Let it go").click()
    expect(app.page.locator(".toast")).to_contain_text("English foxhound: let go.")
    assert app.records("catches") == app.records("pictures") == []
    app.button("Undo").click()
    expect(app.page.locator(".toast")).to_have_count(0)
    app.button("Show the answer").click()
    expect(app.saved).to_contain_text("English foxhound")
    assert [app.records(store) for store in ("catches", "examples")] == before
    assert len(app.records("pictures")) == 1
