"""Other animals: a bonus with a page of its own, and never a dog."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from dogscope.app import App


@pytest.fixture
def cat(data: Path) -> Path:
    """A photo of a cat."""
    return data / "photos" / "pets" / "cat_01.jpg"


def test_a_cat_is_a_bonus_find_that_can_be_let_go(app: App, cat: Path) -> None:
    page = app.ready().page
    app.photo(cat)
    expect(app.answer).to_have_text("That looks like a cat!")
    app.button("Keep it").click()
    expect(app.saved).to_contain_text("Kept: Cat.")
    expect(page.locator(".gained")).to_contain_text("+30")
    assert app.records("catches") == []
    page.reload()
    app.open("kennel")
    expect(page.locator(".cell.found")).to_have_count(0)
    page.get_by_role("link", name="Other animals").click()
    expect(page.locator(".animal-row", has_text="Cat")).to_contain_text("found 1 time")
    thumbnail = page.locator(".animal-row .thumb")
    thumbnail.click()
    expect(app.sheet.locator("img")).to_be_visible()
    app.sheet.get_by_role("button", name="Let it go").click()
    expect(thumbnail).to_have_count(0)
    assert app.records("finds") == []
    app.button("Undo").click()
    expect(thumbnail.locator("img")).to_be_visible()
    (find,) = app.records("finds")
    assert (find["animal"], find["how"], find["place"]) == ("cat", "photo", None)


def test_a_find_is_kept_once_and_a_wrong_one_is_not(app: App, cat: Path) -> None:
    app.ready().photo(cat)
    app.button("Keep it").click()
    expect(app.saved).to_be_attached()
    app.close_sheet()
    app.button("Show the answer").click()
    expect(app.button("Let it go")).to_be_visible()
    expect(app.button("Keep it")).to_have_count(0)
    app.leave()
    app.photo(cat)
    app.button("Wrong?").click()
    expect(app.answer).to_have_text("I see no dog here")
    assert len(app.records("finds")) == 1
