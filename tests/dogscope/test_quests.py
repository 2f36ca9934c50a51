"""The quests of a day: the date chooses one, and a catch fulfils it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from dogscope.app import App

HERDING = "2027-01-03T12:00:00"
"""A day whose quest is a herding dog."""


def test_a_catch_fulfils_the_quest_of_its_day(app: App, pets: Path) -> None:
    app.page.clock.set_fixed_time(HERDING)
    app.ready().open("journal")
    quest = app.page.locator(".quest").first
    expect(quest).to_contain_text("A herding dog, such as a collie")
    expect(quest).not_to_contain_text("Done")
    app.open("scope")
    app.photo(pets / "shepherd.jpg")
    app.catch()
    expect(app.page.locator(".fulfilled")).to_contain_text("Quest done: A herding dog")
    app.open("me")
    expect(app.page.locator(".quest").first).to_contain_text("Done · +50 points")
    expect(app.page.locator(".streak")).to_contain_text("1 day with a dog")
    app.page.reload()  # it is worked out from the records alone
    expect(app.page.locator(".quest").first).to_contain_text("Done · +50 points")
