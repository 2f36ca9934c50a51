"""Updates: a new version is offered, and never forced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from browser.website import Site
    from dogscope.app import App


def publish(site: Site, files: dict[str, bytes]) -> None:
    """Publish another version of the app."""
    site.files["/"] = files["/"].replace(b"<title>Dog Scope", b"<title>New Dog Scope")
    site.files["/sw.js"] = files["/sw.js"] + b"\n// another version\n"
    build = next(part for part in files["/sw.js"].decode().split("`") if len(part) == 16)
    site.files["/sw.js"] = site.files["/sw.js"].replace(build.encode(), b"0123456789abcdef")


def test_a_new_version_waits_until_the_user_accepts_it(
    new_app: App, site: Site, files: dict[str, bytes], pets: Path
) -> None:
    new_app.ready()
    expect(new_app.page.locator("html[data-offline=ready]")).to_be_attached()
    publish(site, files)
    new_app.page.reload()
    expect(new_app.page.get_by_text("A new version is ready.")).to_be_visible()
    new_app.photo(pets / "vizsla.jpg")
    expect(new_app.answer).to_have_text("Vizsla")
    expect(new_app.button("Update")).to_be_hidden()  # never while a dog is being caught
    new_app.leave()
    new_app.catch_photo(pets / "shepherd.jpg")
    assert "New" not in new_app.page.evaluate("fetch('./').then((page) => page.text())")
    with new_app.page.expect_navigation():  # the app loads itself anew
        new_app.button("Update").click()
    new_app.until("navigator.serviceWorker.controller !== null")
    expect(new_app.page.get_by_text("A new version is ready.")).to_be_hidden()
    new_app.open("kennel")
    expect(new_app.page.locator(".cell.found")).to_have_count(1)
    names = new_app.page.evaluate("caches.keys()")
    old_and_new = [name for name in names if name.startswith("dogscope")]
    assert len(old_and_new) == 2  # open tabs still ask for the old files
    assert "dogscope / 0123456789abcdef" in names
