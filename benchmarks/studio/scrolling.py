"""Measures how smoothly the studio scrolls through many pictures, by Chromium's own trace."""

from __future__ import annotations

import json
import time
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

TRACED = ("disabled-by-default-devtools.timeline.frame", "devtools.timeline", "toplevel")
TASKS = ("RunTask", "ThreadControllerImpl::RunTask")
FRAMES = ("DrawFrame", "DroppedFrame")
LONG = 50_000  # microseconds of a task that holds up input
# Pixels a second: reading along, looking for something, and hurrying past.
SPEEDS = {"steadily": 1_200, "fast": 6_000, "very fast": 30_000}
SIZES = {"usual pictures": 3, "contact sheet": 0}


def measured(page: Page, seconds: float) -> dict[str, Any]:
    """Return the frames of scrolling at several speeds, and the seconds of a jump to the end.

    Args:
        page: shows the project in the room Explore.
        seconds: the seconds of scrolling, at each speed.

    """
    found: dict[str, Any] = {"scrolling": {}}
    for name, size in SIZES.items():
        page.evaluate(f"localStorage.setItem('vizsla.explore.size', '{size}')")
        page.reload()
        page.locator("[role=gridcell] img").first.wait_for()
        found["scrolling"][name] = {
            speed: _scroll(page, pixels, seconds) for speed, pixels in SPEEDS.items()
        }
    found["jump"] = _jump(page)
    return found


def _scroll(page: Page, speed: int, seconds: float) -> dict[str, float]:
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
            "yDistance": -int(speed * seconds),
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
