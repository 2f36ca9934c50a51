"""The first visit, and every one after it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from browser.website import Handler, Site
    from dogscope.app import App

GRAPHS = ".tflite.gz"


def test_what_is_downloaded_is_said_before_it_is(app: App, site: Site) -> None:
    app.open()
    expect(app.page.get_by_text(re.compile(r"This downloads 1\d\.\d\s?MB, once"))).to_be_visible()
    assert not site.asked(GRAPHS)
    app.button("Get Dog Scope ready").click()
    expect(app.page.get_by_role("heading", name="May Dog Scope use your camera?")).to_be_visible()
    assert len(site.asked(GRAPHS)) == 2


def test_one_bar_tells_all_bytes(app: App) -> None:
    app.open()
    told = app.page.get_by_text("This downloads").inner_text()
    said = re.sub(r"[^\d.]", "", told.split(",")[0])
    app.page.evaluate(
        """() => {
            window.bars = [];
            new MutationObserver(() => {
                const bar = document.querySelector("progress");
                if (bar && bar.position >= 0) window.bars.push([bar.value, bar.max]);
            }).observe(document.body, { subtree: true, childList: true, attributes: true });
        }"""
    )
    app.button("Get Dog Scope ready").click()
    expect(app.page.locator(".frame")).to_be_visible()
    bars: list[list[float]] = app.page.evaluate("window.bars")
    values = [value for value, _ in bars]
    assert values == sorted(values)
    assert f"{bars[-1][1] / 1e6:.1f}" == said
    assert max(most for _, most in bars) < 12e6
    assert max(values) > 0.95 * bars[-1][1]  # the rest of the app may come last


def test_a_download_that_breaks_off_goes_on(app: App, site: Site, files: dict[str, bytes]) -> None:
    graph = next(name for name in files if name.endswith(GRAPHS))

    def broken(handler: Handler, _: bytes) -> None:
        handler.send(503, b"")

    site.faults[graph] = [broken] * 4
    app.open()
    app.button("Get Dog Scope ready").click()
    expect(app.page.get_by_role("alert")).to_contain_text("The download broke off")
    app.button("Try again").click()
    expect(app.page.locator(".frame")).to_be_visible()


def test_without_a_camera_a_photo_does_as_well(app: App) -> None:
    app.ready()
    app.button("Use the camera").click()
    expect(app.page.get_by_text("This device has no camera")).to_be_visible()
    expect(app.button("Choose a photo")).to_be_enabled()
    expect(app.button("Try the camera again")).to_be_visible()


def test_a_camera_that_is_refused_is_no_dead_end(app: App) -> None:
    app.page.add_init_script(
        "navigator.mediaDevices.getUserMedia = "
        "() => Promise.reject(new DOMException('', 'NotAllowedError'));"
    )
    app.ready()
    app.button("Use the camera").click()
    expect(app.page.get_by_text("The camera was refused.")).to_be_visible()
    app.button("Try the sample picture").click()
    expect(app.answer).to_have_text("Vizsla")


def test_the_camera_is_asked_for_with_the_reason(shepherd: App) -> None:
    asked = "window.asked = 0; const ask = navigator.mediaDevices.getUserMedia;"
    shepherd.page.add_init_script(
        asked + "navigator.mediaDevices.getUserMedia = function (what) "
        "{ window.asked++; return ask.call(this, what); };"
    )
    shepherd.ready()
    expect(shepherd.page.get_by_text("on this device only")).to_be_visible()
    assert shepherd.page.evaluate("window.asked") == 0
    shepherd.allow("camera")
    shepherd.button("Use the camera").click()
    expect(shepherd.button("Hold to catch")).to_be_visible()
    assert shepherd.page.evaluate("window.asked") == 1


def test_it_starts_without_a_network(shepherd: App, site: Site) -> None:
    shepherd.live()
    expect(shepherd.page.locator("html[data-offline=ready]")).to_be_attached()
    shepherd.page.context.set_offline(offline=True)
    before = len(site.requests)
    shepherd.page.reload()
    shepherd.hint("Hold the paw to catch it")
    # Whether there is a new version is the browser's own question.
    assert {each.path for each in site.requests[before:]} <= {"/sw.js"}
    shepherd.page.goto(f"{site.url}/licences.txt")
    expect(shepherd.page.get_by_text("Apache License").first).to_be_attached()


def test_it_works_where_no_service_worker_is_allowed(phone: Callable[..., Any]) -> None:
    with phone("shepherd.jpg", service_workers="block") as app:
        app.live()
        app.hold()
        expect(app.answer).to_have_text("German shepherd")


def test_it_works_where_the_worker_of_pictures_does_not_come(
    phone: Callable[..., Any], pets: Path
) -> None:
    with phone("shepherd.jpg", service_workers="block") as app:
        app.page.route("**/assets/photoWorker-*.js", lambda route: route.abort())
        app.ready().catch_photo(pets / "vizsla.jpg")
        assert len(app.kept("pictures")) == 1
