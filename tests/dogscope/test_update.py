"""A new version is offered, and never forced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from browser.website import Site
    from dogscope.app import App


def publish(site: Site, files: dict[str, bytes]) -> None:
    """Put another version of the app on the server."""
    site.files["/"] = files["/"].replace(b"<title>Dog Scope", b"<title>New Dog Scope")
    site.files["/sw.js"] = files["/sw.js"] + b"\n// another version\n"
    name = next(
        part for part in files["/sw.js"].decode().split("`") if len(part) == 16
    )  # its build
    site.files["/sw.js"] = site.files["/sw.js"].replace(name.encode(), b"0123456789abcdef")


def test_a_new_version_is_offered_and_waits(
    app: App, site: Site, files: dict[str, bytes], pets: Path
) -> None:
    app.ready()
    expect(app.page.locator("html[data-offline=ready]")).to_be_attached()
    publish(site, files)
    app.page.reload()
    expect(app.page.get_by_text("A new version is ready.")).to_be_visible()
    app.photo(pets / "vizsla.jpg")
    expect(app.answer).to_have_text("Vizsla")
    expect(app.button("Update")).to_be_hidden()  # never while a dog is being caught
    app.leave()
    app.catch_photo(pets / "shepherd.jpg")
    assert "New" not in app.page.evaluate("fetch('./').then((page) => page.text())")
    app.button("Update").click()
    app.until("navigator.serviceWorker.controller !== null")
    expect(app.page.get_by_text("A new version is ready.")).to_be_hidden()
    app.open("kennel")
    expect(app.page.locator(".cell.found")).to_have_count(1)
    names = app.page.evaluate("caches.keys()")
    assert (
        sum(name.startswith("dogscope") for name in names) == 2
    )  # open tabs ask for the old files
    assert "dogscope / 0123456789abcdef" in names
