"""Measures how soon a project's pictures are seen, from an empty browser."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Response
    from studios import Started, Studio

PATIENCE = 120_000  # milliseconds
# The page's own clock, from the navigation's start to the first frame with a loaded picture.
WATCH = """
(selector) => new Promise((resolve) => {
    const look = () => {
        const shown = [...document.querySelectorAll(selector)].some(
            (each) => each.complete && each.naturalWidth > 0,
        );
        if (shown) resolve(performance.now());
        else requestAnimationFrame(look);
    };
    look();
})
"""


def visits(
    browser: Browser, studio: Studio, server: Started, path: str, rounds: int
) -> dict[str, Any]:
    """Return the milliseconds to the first picture, and the bytes of scripts, of first visits.

    Args:
        browser: opens a new profile for each visit.
        studio: the tool.
        server: its server.
        path: the screen's path.
        rounds: the number of visits.

    """
    signed_in = browser.new_context()
    studio.sign_in(server.url, signed_in)
    state = signed_in.storage_state()
    signed_in.close()
    times, sizes = [], []
    for _ in range(rounds):
        context = browser.new_context(storage_state=state, viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        scripts: list[Response] = []
        page.on(
            "response",
            lambda got, kept=scripts: (
                kept.append(got) if got.request.resource_type == "script" else None
            ),
        )
        page.goto(server.url + path)
        times.append(page.evaluate(WATCH, studio.picture))
        sizes.append(sum(each.request.sizes()["responseBodySize"] for each in scripts))
        context.close()
    return {
        "milliseconds": times,
        "median": statistics.median(times),
        "script bytes": max(sizes),
    }
