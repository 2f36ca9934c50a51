"""The first minute: the loop, a try before all has arrived, and how to keep the kennel safe."""

from __future__ import annotations

import json
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

MOVING = """() => document.querySelector(".catch-loop").getAnimations({ subtree: true })
    .filter(({ playState }) => playState === "running").length"""
SAMPLE = "Try it with a sample photo"


def test_a_loop_shows_the_catch_before_any_download_and_can_be_paused(
    new_app: App, site: Site
) -> None:
    new_app.open()
    image = new_app.page.locator(".catch-loop img")
    expect(image).to_be_visible()
    new_app.until("document.querySelector('.catch-loop img').naturalWidth > 0")
    assert new_app.page.evaluate(MOVING) > 0
    new_app.button("Pause the animation").click()
    assert new_app.page.evaluate(MOVING) == 0
    expect(new_app.button("Play the animation")).to_be_visible()
    assert not site.asked(".gz")
    loop = sum(len(site.find(each.path) or b"") for each in site.requests if "loop" in each.path)
    assert 0 < loop < 60_000


def test_with_reduced_motion_the_loop_is_a_still_of_the_caught_dog(
    new_phone: Callable[..., Any],
) -> None:
    with new_phone("shepherd.jpg", reduced_motion="reduce") as app:
        app.open()
        expect(app.page.locator(".loop-name")).to_be_visible()
        assert app.page.evaluate(MOVING) == 0
        opacity = "getComputedStyle(document.querySelector('.loop-name')).opacity"
        assert app.page.evaluate(opacity) == "1"
        expect(app.button("Pause the animation")).to_have_count(0)


def test_the_sample_is_answered_while_the_detector_is_still_on_its_way(
    new_app: App, site: Site, files: dict[str, bytes]
) -> None:
    graph = detector_graph(files)
    arrives = threading.Event()

    def hold_back(handler: Handler, content: bytes) -> None:
        arrives.wait(120)
        handler.send(200, content)

    site.faults[graph] = [hold_back]
    try:
        new_app.open()
        new_app.button(SAMPLE).click()
        expect(new_app.answer).to_have_text("Vizsla")
        assert not arrives.is_set()
        expect(new_app.page.locator(".meter")).to_contain_text("%")
        new_app.catch()
        new_app.close_sheet()
        # The rest is still being downloaded, and nobody has been asked for the camera.
        expect(new_app.page.get_by_role("progressbar")).to_be_visible()
        new_app.button("Find real dogs").click()
        expect(new_app.button("Use the camera")).to_be_visible()
        expect(new_app.page.locator(".keep-safe")).to_have_count(0)  # there is only the sample
        expect(new_app.button("Choose a photo")).to_be_disabled()
    finally:
        arrives.set()
    expect(new_app.button("Choose a photo")).to_be_enabled()
    assert [each["how"] for each in new_app.records("catches")] == ["sample"]


def test_a_link_of_the_samples_answer_leads_into_the_app(new_app: App) -> None:
    new_app.open()
    new_app.button(SAMPLE).click()
    new_app.catch()
    new_app.page.get_by_role("link", name="See it in the kennel").click()
    expect(new_app.page.get_by_role("heading", name="Vizsla")).to_be_visible()
    expect(new_app.page.locator(".tabs")).to_be_visible()


@pytest.mark.parametrize("offered", [False, True])
def test_after_the_first_catch_the_user_learns_once_how_to_keep_the_kennel(
    app: App, pets: Path, *, offered: bool
) -> None:
    hint = app.page.locator(".keep-safe")
    if offered:
        app.page.add_init_script(
            "navigator.storage.persist = () => Promise.resolve(true);"
            "addEventListener('load', () => dispatchEvent(Object.assign("
            "new Event('beforeinstallprompt'), { prompt: () => { window.asked = true; } })));"
        )
    else:
        app.page.add_init_script(
            "navigator.storage.persisted = navigator.storage.persist = async () => false;"
        )
    app.ready()
    expect(hint).to_have_count(0)
    app.catch_photo(pets / "shepherd.jpg")
    expect(hint).to_have_count(0)  # it waits in the kennel, and covers no answer
    app.open("kennel")
    expect(hint).to_contain_text("Keep your kennel safe")
    if offered:
        hint.get_by_role("button", name="Install").click()
        assert app.page.evaluate("window.asked")
    else:
        expect(hint).to_contain_text("promise to keep your catches")
        hint.get_by_role("link", name="Go to Export").click()
        expect(app.page.get_by_role("button", name="Export everything")).to_be_enabled()
    expect(hint).to_have_count(0)
    app.page.reload()
    app.settle()
    app.open("kennel").settle()
    app.page.wait_for_timeout(500)
    expect(hint).to_have_count(0)


def detector_graph(files: dict[str, bytes]) -> str:
    """Return the address of the graph that only the detector needs."""
    manifest = json.dumps(json.loads(files["/runtime/functions/detect-objects/function.json"]))
    graphs = [name for name in files if name.endswith(".tflite.gz")]
    (graph,) = (name for name in graphs if name.rpartition("/")[2].split(".")[0] in manifest)
    return graph
