"""The first visit: the download, the camera, and the start without a network."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from browser.website import Handler, Site
    from dogscope.app import App

GRAPHS = ".tflite.gz"


def test_the_download_size_is_shown_before_the_download(new_app: App, site: Site) -> None:
    new_app.open()
    expect(
        new_app.page.get_by_text(re.compile(r"This downloads \d+\.\d\s?MB, once"))
    ).to_be_visible()
    assert not site.asked(GRAPHS)
    new_app.button("Get Dog Scope ready").click()
    expect(
        new_app.page.get_by_role("heading", name="May Dog Scope use your camera?")
    ).to_be_visible()
    assert len(site.asked(GRAPHS)) == 2


def test_one_bar_shows_all_bytes(new_app: App) -> None:
    new_app.open()
    text = new_app.page.get_by_text("This downloads").inner_text()
    shown = re.sub(r"[^\d.]", "", text.split(",")[0])
    new_app.page.evaluate(
        """() => {
            window.bars = [];
            new MutationObserver(() => {
                const bar = document.querySelector("progress");
                if (bar && bar.position >= 0) window.bars.push([bar.value, bar.max]);
            }).observe(document.body, { subtree: true, childList: true, attributes: true });
        }"""
    )
    new_app.button("Get Dog Scope ready").click()
    expect(new_app.page.locator(".frame")).to_be_visible()
    bars: list[list[float]] = new_app.page.evaluate("window.bars")
    values = [value for value, _ in bars]
    assert values == sorted(values)
    # The page rounds to 0.1 MB, and the server may compress a little less than the build.
    assert bars[-1][1] / 1e6 == pytest.approx(float(shown), abs=0.07)
    assert max(most for _, most in bars) < 12e6
    # The rest of the app may come last, and the last steps may not be drawn before the next screen.
    assert max(values) > 0.8 * bars[-1][1]


def test_an_interrupted_download_can_be_resumed(
    new_app: App, site: Site, files: dict[str, bytes]
) -> None:
    graph = next(name for name in files if name.endswith(GRAPHS))

    def broken(handler: Handler, _: bytes) -> None:
        handler.send(503, b"")

    site.faults[graph] = [broken] * 4
    new_app.open()
    new_app.button("Get Dog Scope ready").click()
    expect(new_app.page.get_by_role("alert")).to_contain_text("The download broke off")
    new_app.button("Try again").click()
    expect(new_app.page.locator(".frame")).to_be_visible()


def test_a_stalled_download_says_so_and_can_be_tried_again(
    new_app: App, site: Site, files: dict[str, bytes]
) -> None:
    graph = next(name for name in files if name.endswith(GRAPHS))
    ended = threading.Event()

    def stall(handler: Handler, content: bytes) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content[:100_000])
        handler.wfile.flush()
        ended.wait(60)

    site.faults[graph] = [stall]
    new_app.open()
    new_app.button("Get Dog Scope ready").click()
    expect(new_app.page.get_by_role("alert")).to_contain_text("The download has stopped")
    new_app.button("Try again").click()
    expect(new_app.page.locator(".frame")).to_be_visible()
    ended.set()


def test_a_wrong_path_leads_to_the_app(new_app: App, site: Site) -> None:
    new_app.ready()
    expect(new_app.page.locator("html[data-offline=ready]")).to_be_attached()
    new_app.page.goto(f"{site.url}/some/where#/kennel")
    expect(new_app.page.get_by_role("heading", name="Kennel")).to_be_visible()
    assert new_app.page.url == f"{site.url}/#/kennel"


def test_without_a_camera_photos_can_be_chosen(app: App) -> None:
    app.ready()
    app.button("Use the camera").click()
    expect(app.page.get_by_text("This device has no camera")).to_be_visible()
    expect(app.button("Choose a photo")).to_be_enabled()
    expect(app.button("Try the camera again")).to_be_visible()


def test_a_refused_camera_leaves_the_photos(app: App) -> None:
    app.page.add_init_script(
        "navigator.mediaDevices.getUserMedia = "
        "() => Promise.reject(new DOMException('', 'NotAllowedError'));"
    )
    app.ready()
    app.button("Use the camera").click()
    expect(app.page.get_by_text("The camera was refused.")).to_be_visible()
    app.button("Try it with a sample photo").click()
    expect(app.answer).to_have_text("Vizsla")


def test_the_reason_is_shown_before_the_camera_is_asked_for(shepherd: App) -> None:
    count = "window.asked = 0; const ask = navigator.mediaDevices.getUserMedia;"
    shepherd.page.add_init_script(
        count + "navigator.mediaDevices.getUserMedia = function (what) "
        "{ window.asked++; return ask.call(this, what); };"
    )
    shepherd.ready()
    expect(shepherd.page.get_by_text("on this device only")).to_be_visible()
    assert shepherd.page.evaluate("window.asked") == 0
    shepherd.allow("camera")
    shepherd.button("Use the camera").click()
    expect(shepherd.button("Hold to catch")).to_be_visible()
    assert shepherd.page.evaluate("window.asked") == 1


def test_the_app_starts_without_a_network(new_shepherd: App, site: Site) -> None:
    new_shepherd.live()
    expect(new_shepherd.page.locator("html[data-offline=ready]")).to_be_attached()
    new_shepherd.page.context.set_offline(offline=True)
    before = len(site.requests)
    new_shepherd.page.reload()
    new_shepherd.hint("Hold the paw to catch it")
    # The browser itself checks for a new version.
    assert {each.path for each in site.requests[before:]} <= {"/sw.js"}
    new_shepherd.page.goto(f"{site.url}/licences.txt")
    expect(new_shepherd.page.get_by_text("Apache License").first).to_be_attached()


def test_the_app_works_without_a_service_worker(new_phone: Callable[..., Any]) -> None:
    with new_phone("shepherd.jpg", service_workers="block") as app:
        app.live()
        app.hold()
        expect(app.answer).to_have_text("German shepherd")


def test_the_app_works_without_the_photo_worker(new_phone: Callable[..., Any], pets: Path) -> None:
    with new_phone("shepherd.jpg", service_workers="block") as app:
        app.page.route("**/assets/photoWorker-*.js", lambda route: route.abort())
        app.ready().catch_photo(pets / "vizsla.jpg")
        assert len(app.records("pictures")) == 1
