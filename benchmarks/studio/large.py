"""Measures the studio with a large project: scrolling, labelling and searching."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING, Any

import httpx
import large_project
import scrolling
from studios import VIZSLA, started

from browser.program import program

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page, Playwright

PICTURES = "[role=gridcell] img"
PATIENCE = 600.0  # seconds: what is first asked of a large project reads it all
SEARCHES = {"similar": {"near": "{n}"}, "words": {"find": "an animal in the grass"}}
# From the key to the frame that shows the next example's picture, by the page's own clock.
NEXT = """
() => new Promise((resolve) => {
    const shown = () => document.querySelector("figure[data-example]");
    const before = shown().dataset.example;
    addEventListener("keydown", (event) => {
        const look = () => {
            const picture = shown()?.querySelector("img");
            const next = shown() && shown().dataset.example !== before;
            if (next && picture?.complete && picture.naturalWidth > 0)
                requestAnimationFrame(() => resolve(performance.now() - event.timeStamp));
            else requestAnimationFrame(look);
        };
        look();
    }, { once: true, capture: true });
})
"""


def measured(
    playwright: Playwright, home: Path, count: int, seconds: float, labels: int
) -> dict[str, Any]:
    """Return the figures of a project with many pictures.

    Args:
        playwright: starts the browser.
        home: an empty folder for the workspace.
        count: the number of examples.
        seconds: the seconds of scrolling, at each speed.
        labels: the number of examples that are labelled, one after the other.

    """
    begin = time.perf_counter()
    large_project.make_store(home, count)
    found: dict[str, Any] = {"examples": count, "made": time.perf_counter() - begin}
    with started(VIZSLA, home) as server:
        browser = playwright.chromium.launch(executable_path=program())
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(1_000 * PATIENCE)
        project = f"{server.url}/studio/p/{large_project.PROJECT}"
        start = time.perf_counter()
        page.goto(f"{project}/explore")
        page.locator(PICTURES).first.wait_for()
        found |= {"first picture": time.perf_counter() - start, "browser": browser.version}
        found |= scrolling.measured(page, seconds)
        found["searches"] = {name: {"first": _search(server.url, name)} for name in SEARCHES}
        # Last: the guesses that a label asks for keep the server busy.
        page.goto(f"{project}/label")
        found["next picture"] = _labelled(page, labels)
        browser.close()
    with started(VIZSLA, home) as server:
        for name, times in found["searches"].items():
            times["after a restart"] = _search(server.url, name)
            times["later"] = statistics.median(_search(server.url, name, n) for n in range(2, 9))
    return found


def _labelled(page: Page, count: int) -> dict[str, float]:
    """Label one picture after the other by a key; return the milliseconds to the next one."""
    page.locator("figure[data-example] img").wait_for()
    times = []
    for turn in range(count):
        page.wait_for_timeout(200)  # a person looks at it
        page.evaluate(f"() => {{ window.next = ({NEXT})() }}")
        page.keyboard.press(str(1 + turn % 5))
        times.append(float(page.evaluate("() => window.next")))
    times.sort()
    return {"median": statistics.median(times), "most": times[-1], "labels": count}


def _search(url: str, name: str, n: int = 1) -> float:
    """Return the seconds that a page of the examples that are most alike takes."""
    query = {key: value.format(n=n) for key, value in SEARCHES[name].items()}
    address = f"{url}/v1/projects/{large_project.PROJECT}/examples"
    begin = time.perf_counter()
    httpx.get(address, params={**query, "limit": 100}, timeout=PATIENCE).raise_for_status()
    return time.perf_counter() - begin
