"""Times the engines: an answer, the graph alone, and loading."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Any

from contestants import US
from rounds import progress, summed_up

from browser import new_bench

if TYPE_CHECKING:
    from effort import Effort
    from playwright.sync_api import BrowserType

    from server import Server

WHAT = {"answers": "answers from pixels", "graphs": "the graph alone"}


def answers(
    chromium: BrowserType, server: Server, names: list[str], effort: Effort
) -> dict[str, Any]:
    """Time answers from pixels, and the graphs alone, of all engines in one page.

    Returns:
        The browser's version, the times, and the engines' answers to the photographs, in order.

    """
    progress("answers")
    found: dict[str, dict[str, list[list[Any]]]] = {
        what: {name: [] for name in names} for what in WHAT
    }
    with new_bench(chromium, server.address) as bench:
        version = bench.version()
        bench.prepare("photos", effort.photos)
        for name in names:
            bench.open(name)
            for what in WHAT:  # warms up
                bench.ask(what, name, 0, effort.calls)
        for number in range(effort.rounds):
            for what, by_name in found.items():
                for name, rounds in by_name.items():
                    rounds.append(bench.ask(what, name, number * effort.calls, effort.calls))
    said = found["answers"]
    times = {name: [[each["ms"] for each in one] for one in said[name]] for name in names}
    return {
        "browser": version,
        "answer": summed_up(times),
        "graph": summed_up(found["graphs"]),
        "said": {name: [each for one in said[name] for each in one] for name in names},
    }


def loads(
    chromium: BrowserType, server: Server, names: list[str], effort: Effort
) -> dict[str, dict[str, float]]:
    """Time the load and the first answer for a new user, each time in a new browser.

    Returns:
        The milliseconds of both, and the bytes that were sent.

    """
    progress("loads")
    found: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    for number in range(effort.loads + 1):
        for name in names:
            with new_bench(chromium, server.address) as bench:
                bench.prepare("photos", 1)
                server.sent.clear()
                times = bench.open(name)
            if number:  # the first time warms up the server and the disk
                times["both"] = times["load"] + times["first"]
                found[name].append({**times, "bytes": sum(server.sent.values())})
    return {name: _medians(found[name], found.get(US)) for name in names}


def _medians(
    theirs: list[dict[str, float]], ours: list[dict[str, float]] | None
) -> dict[str, float]:
    found = {key: statistics.median(each[key] for each in theirs) for key in theirs[0]}
    if ours:
        pairs = zip(theirs, ours, strict=True)
        found["to_us"] = statistics.median(each["both"] / our["both"] for each, our in pairs)
    return found
