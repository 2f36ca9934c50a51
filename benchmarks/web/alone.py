"""Measures Vizsla alone: blocked times of the page, large images, threads, memory."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Any

from contestants import US
from rounds import progress, summed_up

from browser import Bench, new_bench

if TYPE_CHECKING:
    from effort import Effort
    from playwright.sync_api import BrowserType

    from server import Server

RESIZES = 5  # of each image
STEPS = 4  # at which the memory is measured
FEW = 8  # photographs, where the page's memory is measured: they are part of it


def on_plain_page(chromium: BrowserType, server: Server, effort: Effort) -> dict[str, Any]:
    """Measure on an ordinary page."""
    urls = [f"/made/large/{number}.jpg" for number in range(effort.large)]
    progress("long tasks, with 12 megapixels")
    with new_bench(chromium, server.address) as bench:
        found = bench.ask("alone.tasks", urls, effort.large_answers)
    progress("the resize of 12 megapixels")
    with new_bench(chromium, server.address) as bench:
        resizes = bench.ask("alone.resizes", urls, RESIZES)
    return {
        "long_tasks": found["tasks"],
        "large": {kind: statistics.median(each) for kind, each in found["times"].items()},
        "resize": statistics.median(resizes),
    }


def on_isolated_page(chromium: BrowserType, server: Server, effort: Effort) -> dict[str, Any]:
    """Measure on a page that is cross-origin isolated."""
    # Each in a browser of its own: a page in the background may get less of the processor.
    with (
        new_bench(chromium, server.address) as one,
        new_bench(chromium, server.address) as more,
    ):
        threads = _threads(one, more, effort)
    with new_bench(chromium, server.address) as bench:
        memory = _memory(bench, effort)
    return {"threads": threads, "memory": memory}


def _threads(one: Bench, more: Bench, effort: Effort) -> dict[str, Any]:
    progress("threads")
    benches = {"one": one, "more": more}
    for name, bench in benches.items():
        bench.prepare("photos", effort.photos)
        bench.open(US, threads=name == "more")
        bench.ask("answers", US, 0, effort.calls)
    times: dict[str, list[list[float]]] = {name: [] for name in benches}
    for number in range(effort.rounds):
        for name, bench in benches.items():
            answers = bench.ask("answers", US, number * effort.calls, effort.calls)
            times[name].append([each["ms"] for each in answers])
    found: dict[str, dict[str, Any]] = dict(summed_up(times, "one"))
    for name, bench in benches.items():
        found[name]["variant"] = bench.ask("facts")["variant"]
    return found


def _memory(bench: Bench, effort: Effort) -> list[dict[str, Any]]:
    """Return the memory of the engine, and of the page with its workers, by number of answers."""
    progress(f"memory over {effort.memory_answers} answers")
    bench.prepare("photos", FEW)
    # The browser asks each worker for its memory, and a thread that waits for work never answers.
    bench.open(US, threads=False)
    step = effort.memory_answers // STEPS
    found = []
    for number in range(STEPS + 1):
        if number:
            bench.ask("answers", US, 0, step)
        found.append(
            {
                "answers": number * step,
                "engine": bench.ask("facts")["memoryBytes"],
                "page": bench.ask("alone.memory"),
            }
        )
    return found
