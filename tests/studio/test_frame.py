"""What every screen shares: addresses, the rail, the keys, the theme, the language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
from playwright.sync_api import expect

from server.running_server import TIMEOUT

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.running_server import Running
    from studio.studio_window import StudioWindow


def test_each_room_is_one_click_away_and_has_an_address(
    studio: Running, open_window: Callable[..., StudioWindow]
) -> None:
    httpx.post(
        f"{studio.url}/v1/projects", json={"name": "trees"}, timeout=TIMEOUT
    ).raise_for_status()
    page = open_window("/p/trees").page
    rooms = page.get_by_role("navigation", name="Steps").get_by_role("link")
    expect(rooms).to_have_count(6)
    for name in ("Label", "Features", "Train", "Test", "Publish", "Explore"):
        rooms.filter(has_text=name).click()
        expect(page).to_have_url(f"{studio.url}/studio/p/trees/{name.lower()}")
        expect(rooms.filter(has_text=name)).to_have_attribute("aria-current", "page")
    page.go_back()
    expect(page).to_have_url(f"{studio.url}/studio/p/trees/publish")


def test_a_wrong_address_says_so_and_leads_back(open_window: Callable[..., StudioWindow]) -> None:
    page = open_window("/p/never-made/explore").page
    expect(page.get_by_role("heading", name="There is no project “never-made”")).to_be_visible()
    page.get_by_role("link", name="All projects").click()
    expect(page).to_have_url(f"{page.url.split('/studio')[0]}/studio/")


def test_theme_and_language_are_kept(
    studio: Running, open_window: Callable[..., StudioWindow]
) -> None:
    httpx.post(
        f"{studio.url}/v1/projects", json={"name": "trees"}, timeout=TIMEOUT
    ).raise_for_status()
    page = open_window("/p/trees/train").page
    for choice in ("Dark", "Français"):
        page.get_by_role("button", name="Settings").or_(
            page.get_by_role("button", name="Réglages")
        ).click()
        page.get_by_role("menuitem", name=choice).click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.get_by_role("link", name="Entraîner")).to_have_count(1)


def test_a_question_mark_lists_the_keys(window: StudioWindow) -> None:
    window.page.get_by_role("main").focus()
    window.page.keyboard.press("?")
    expect(window.page.get_by_role("dialog", name="Keys")).to_contain_text("Show this list")
    window.page.keyboard.press("Escape")
    expect(window.page.get_by_role("dialog")).to_have_count(0)
