"""Privacy: no request after the download, and none to another server ever."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from vizsla.dogscope import serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from browser.website import Site
    from dogscope.app import App


def use_everything(app: App, pets: Path, folder: Path) -> None:
    """Catch, correct, share, browse, open the map, change the language, export, delete, import."""
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
    expect(page.locator(".map-scale")).to_be_visible()
    app.button("List").click()
    page.locator(".entry").first.click()
    app.open_card()
    with page.expect_download():
        app.sheet.get_by_role("button", name="Share").click()
    app.close_sheet()
    app.close_sheet()
    page.get_by_role("link", name="Me").click()
    app.button("Add a dog").click()
    app.close_sheet()
    page.get_by_role("link", name="Settings").click()
    page.get_by_label("Language").select_option("Français")
    expect(page.get_by_role("heading", name="Réglages")).to_be_visible()
    page.get_by_label("Langue").select_option("English")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export everything").click()
    download.value.save_as(folder / "all.zip")
    with page.expect_download():
        page.get_by_role("button", name="Export 1 correction").click()
    app.delete_everything()
    page.locator("input[type=file]").set_input_files(folder / "all.zip")
    expect(page.get_by_text("Imported: 2 catches and 1 correction.")).to_be_visible()


@pytest.fixture
def watched(new_shepherd: App) -> Iterator[App]:
    """The app, where a request to another server or a violation of the policy fails the test."""
    requested: list[str] = []
    new_shepherd.page.context.on("request", lambda request: requested.append(request.url))
    messages: list[str] = []
    new_shepherd.page.on("console", lambda message: messages.append(message.text))
    yield new_shepherd
    own = (new_shepherd.site.url, "blob:", "data:")
    assert not [url for url in requested if not url.startswith(own)]
    assert not [text for text in messages if re.search("Content Security Policy|Refused", text)]


@pytest.mark.parametrize("is_offline", [False, True])
def test_everything_works_without_a_request(
    watched: App, site: Site, pets: Path, tmp_path: Path, *, is_offline: bool
) -> None:
    # It takes long because it uses each part of the app.
    watched.live()
    expect(watched.page.locator("html[data-offline=ready]")).to_be_attached()
    if is_offline:
        site.files.clear()
        watched.page.context.set_offline(offline=True)
    watched.page.reload()
    watched.hint("Hold the paw to catch it")
    before = len(site.requests)
    use_everything(watched, pets, tmp_path)
    # The browser itself checks for a new version.
    assert {each.path for each in site.requests[before:]} <= {"/sw.js"}


def test_the_page_may_load_only_its_own_files(files: dict[str, bytes]) -> None:
    policy = re.search(r'Security-Policy" content="([^"]+)"', files["/index.html"].decode())
    assert policy is not None
    rules = dict(rule.split(" ", 1) for rule in unescape(policy[1]).split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["connect-src"] == "'self' blob:"
    assert "'unsafe-inline'" not in policy[1]
    assert "http" not in policy[1]


def test_the_server_sends_the_pages_policy_and_forbids_frames(files: dict[str, bytes]) -> None:
    page = re.search(r'Security-Policy" content="([^"]+)"', files["/index.html"].decode())
    assert page is not None
    server = serve({"index.html": b""})
    server.start()
    with urlopen(f"http://127.0.0.1:{server.port}/", timeout=20) as response:
        header = response.headers["Content-Security-Policy"]
    server.close()
    assert header == f"{unescape(page[1])}; frame-ancestors 'none'"
