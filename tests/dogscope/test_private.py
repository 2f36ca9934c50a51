"""Nothing leaves the device: no request once it is loaded, and none to anywhere else ever."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from browser.website import Site
    from dogscope.app import App


def use_all_of_it(app: App, pets: Path, folder: Path) -> None:
    """Catch, correct, share, teach, browse, map, export, import, delete."""
    page = app.page
    app.hold()
    app.button("Why?").click()
    expect(page.locator("canvas.heat")).to_be_visible()
    app.button("Wrong?").click()
    app.sheet.get_by_role("button", name="English foxhound").click()
    app.page.get_by_role("link", name="See it in the kennel").click()
    expect(page.locator(".facts > div")).not_to_have_count(0)
    app.page.get_by_role("link", name="Scope").first.click()
    app.hint("Hold the paw to catch it")
    app.photo(pets / "vizsla.jpg")
    app.button("Catch it").click()
    expect(page.locator(".saved")).to_be_visible()
    app.leave()
    page.get_by_role("link", name="Journal").click()
    app.button("Map").click()
    expect(page.locator(".map .land")).to_be_visible()
    app.button("List").click()
    page.locator(".entry").first.click()
    with page.expect_download():
        app.sheet.get_by_role("button", name="Share").click()
    app.sheet.locator(".sheet-head button").click()
    page.get_by_role("link", name="Me").click()
    app.button("Add a dog").click()
    app.sheet.locator(".sheet-head button").click()
    page.get_by_role("link", name="Settings").click()
    page.get_by_label("Language").select_option("Français")
    expect(page.get_by_role("heading", name="Réglages")).to_be_visible()
    page.get_by_label("Langue").select_option("English")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export everything").click()
    download.value.save_as(folder / "all.zip")
    with page.expect_download():
        page.get_by_role("button", name="Export 1 correction").click()
    page.get_by_role("button", name="Delete everything").click()
    page.locator(".confirm").get_by_role("button", name="Delete everything").click()
    page.locator("input[type=file]").set_input_files(folder / "all.zip")
    expect(page.get_by_text("Imported: 2 catches and 1 correction.")).to_be_visible()


@pytest.fixture
def watched(shepherd: App) -> Iterator[App]:
    """The app with its whole context watched; what its policy forbade fails the test."""
    asked: list[str] = []
    shepherd.page.context.on("request", lambda request: asked.append(request.url))
    said: list[str] = []
    shepherd.page.on("console", lambda message: said.append(message.text))
    yield shepherd
    foreign = [url for url in asked if not url.startswith((shepherd.site.url, "blob:", "data:"))]
    assert not foreign
    assert not [text for text in said if re.search("Content Security Policy|Refused", text)]


def test_all_of_it_is_used_without_a_request(
    watched: App, site: Site, pets: Path, tmp_path: Path
) -> None:
    watched.live()
    expect(watched.page.locator("html[data-offline=ready]")).to_be_attached()
    watched.page.reload()
    watched.hint("Hold the paw to catch it")
    before = len(site.requests)
    use_all_of_it(watched, pets, tmp_path)
    # Whether there is a new version is the browser's own question.
    assert {each.path for each in site.requests[before:]} <= {"/sw.js"}


def test_all_of_it_works_with_the_network_off(
    watched: App, site: Site, pets: Path, tmp_path: Path
) -> None:
    watched.live()
    expect(watched.page.locator("html[data-offline=ready]")).to_be_attached()
    site.files.clear()
    watched.page.context.set_offline(offline=True)
    watched.page.reload()
    use_all_of_it(watched, pets, tmp_path)


def test_the_policy_allows_nothing_but_its_own(files: dict[str, bytes]) -> None:
    policy = re.search(r'Security-Policy" content="([^"]+)"', files["/index.html"].decode())
    assert policy is not None
    rules = dict(rule.split(" ", 1) for rule in unescape(policy[1]).split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["connect-src"] == "'self' blob:"
    assert "'unsafe-inline'" not in policy[1]
    assert "http" not in policy[1]
