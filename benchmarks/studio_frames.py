"""Measures how smoothly the studio scrolls through 100,000 pictures, by Chromium's own trace.

It makes a workspace of that size in a temporary folder, serves it with ``vizsla studio``, and
scrolls: steadily, fast, and past. It writes ``results/studio-frames/DATE.json``
and prints it. Nothing else may work on the computer meanwhile.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

import machine
from measured import store_results
from studio_store import PROJECT, make_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

RESULTS = Path(__file__).parent / "results" / "studio-frames"
STUDIO = "from vizsla.cli import main; main()"
TRACED = ("disabled-by-default-devtools.timeline.frame", "devtools.timeline", "toplevel")
TASKS = ("RunTask", "ThreadControllerImpl::RunTask")
FRAMES = ("DrawFrame", "DroppedFrame")
LONG = 50_000  # microseconds of a task that holds up input
SECONDS = 5.0  # of scrolling
# Pixels a second: reading along, looking for something, and hurrying past.
SPEEDS = {"steadily": 1_200, "fast": 6_000, "very fast": 30_000}
SIZES = {"usual pictures": 3, "contact sheet": 0}


def main() -> None:
    """Measure, store and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--home", type=Path, help="a workspace that studio_store.py made")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = given.home or Path(folder)
        os.environ["VIZSLA_HOME"] = str(home)
        if given.home is None:
            make_store(given.count)
        found = {
            "date": dt.datetime.now(dt.UTC).date().isoformat(),
            "machine": machine.describe(),
            "examples": given.count,
            **_measure(given.chromium),
        }
    store_results(RESULTS, found)
    print(json.dumps(found, indent=2))


def _measure(chromium: str) -> dict[str, Any]:
    with _served() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        start = time.perf_counter()
        page.goto(f"{url}p/{PROJECT}/explore")
        page.locator("[role=gridcell] img").first.wait_for()
        found: dict[str, Any] = {"first_pictures_seconds": time.perf_counter() - start}
        found["browser"] = browser.version
        for name, size in SIZES.items():
            page.evaluate(f"localStorage.setItem('vizsla.explore.size', '{size}')")
            page.reload()
            page.locator("[role=gridcell] img").first.wait_for()
            found[name] = {speed: _scroll(page, pixels) for speed, pixels in SPEEDS.items()}
        found["jump_seconds"] = _jump(page)
        browser.close()
    return found


def _scroll(page: Page, speed: int) -> dict[str, float]:
    """Scroll through the grid, and return what the trace says of its frames."""
    grid = page.get_by_role("grid")
    grid.evaluate("grid => { grid.scrollTop = 0 }")
    page.wait_for_timeout(1_000)
    box = grid.bounding_box()
    assert box is not None  # noqa: S101 - it was waited for
    page.context.browser.start_tracing(page=page, categories=list(TRACED))
    session = page.context.new_cdp_session(page)
    session.send(
        "Input.synthesizeScrollGesture",
        {
            "x": box["x"] + box["width"] / 2,
            "y": box["y"] + box["height"] / 2,
            "yDistance": -int(speed * SECONDS),
            "speed": speed,
            "preventFling": True,
            "gestureSourceType": "mouse",
        },
    )
    trace = json.loads(page.context.browser.stop_tracing())["traceEvents"]
    return _frames(trace)


def _frames(events: list[dict[str, Any]]) -> dict[str, float]:
    drawn = sorted(each["ts"] for each in events if each["name"] == "DrawFrame")
    counts = Counter(each["name"] for each in events if each["name"] in FRAMES)
    main = _main_thread(events)
    tasks = [each for each in events if each["name"] in TASKS and _thread(each) == main]
    busy = sum(each.get("tdur", each.get("dur", 0)) for each in tasks)
    seconds = (drawn[-1] - drawn[0]) / 1e6
    gaps = sorted(b - a for a, b in pairwise(drawn))
    return {
        "frames_a_second": round((len(drawn) - 1) / seconds, 1),
        "dropped": counts["DroppedFrame"],
        "drawn": counts["DrawFrame"],
        "longest_gap_ms": round(gaps[-1] / 1e3, 1),
        "gap_of_99_in_100_ms": round(gaps[int(0.99 * len(gaps))] / 1e3, 1),
        "tasks_over_50_ms": sum(each.get("dur", 0) > LONG for each in tasks),
        # Of the processor's own time, which does not count what others take.
        "page_ms_a_frame": round(busy / 1e3 / max(len(drawn), 1), 2),
    }


def _main_thread(events: list[dict[str, Any]]) -> tuple[int, int] | None:
    """Return the process and the thread of the page's scripts: the one that works most there."""
    names = [each for each in events if each["name"] == "thread_name"]
    threads = [_thread(each) for each in names if each["args"]["name"] == "CrRendererMain"]
    work = Counter(dict.fromkeys(threads, 0))
    for each in events:
        if _thread(each) in work:
            work[_thread(each)] += each.get("tdur", 0)
    return work.most_common(1)[0][0] if work else None


def _thread(event: dict[str, Any]) -> tuple[int, int]:
    return event["pid"], event["tid"]


def _jump(page: Page) -> float:
    """Jump to the end, and return how long it takes until a picture there is shown."""
    start = time.perf_counter()
    page.get_by_role("grid").evaluate("grid => { grid.scrollTop = grid.scrollHeight }")
    page.wait_for_function(
        "() => [...document.querySelectorAll('[role=gridcell]')].at(-1)?.querySelector('img')"
        "?.complete"
    )
    return time.perf_counter() - start


@contextmanager
def _served() -> Iterator[str]:
    command = [sys.executable, "-c", STUDIO, "studio", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None  # noqa: S101 - a pipe, as said above
            line = server.stdout.readline()
            yield line.split()[1]
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
