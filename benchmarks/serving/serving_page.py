"""Writes ``docs/benchmarks/server.md`` from the newest results of the server under load."""

from __future__ import annotations

import json
import statistics
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown_table import markdown_table
from measured import machine_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Round = dict[str, Any]

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "benchmarks" / "server.md"
FLOOR = "in process"
FUNCTION = "the function in process"


def rewrite() -> str:
    """Write the page, and return it."""
    newest = max((HERE.parent / "results" / "serving").glob("20*.json"))
    text = page(json.loads(newest.read_text("utf-8")))
    PAGE.write_text(text, encoding="utf-8")
    return text


def page(found: dict[str, Any]) -> str:
    """Return the page of a measurement."""
    versions = ", ".join(f"{name} {each}" for name, each in found["versions"].items())
    rounds, seconds = len(found["images"]), found["seconds"]
    parts = [
        f"""# The server under load

Measured with `make bench-serving` (in `make bench`), which makes this page from
`benchmarks/results/serving/`. Don't edit it.

{machine_line(found)} {versions}. The machine's load was {found["load"]:.1f} before.

Everything runs on the same cores: the server, and `wrk`, which sends the requests over loopback.
{rounds} rounds of {seconds:.0f} s each; in a round the function is called in a process of its own
(`over`, on all cores), and then each server has its turn. Shown are the medians of the rounds, and
the medians of the ratios within a round.
""",
        _images(found["images"]),
    ]
    if "texts" in found:
        parts.append(_texts(found["texts"]))
    if "long" in found:
        parts.append(_long(found["long"]))
    return "\n".join(parts)


def _images(rounds: list[Round]) -> str:
    return f"""## Images

`classify-image` answers 200 photographs of 500 x 375 pixels, quality 90, in turn: the same bundle
behind each server, as a form with a file, in the way that each recommends, with one process that
answers (`benchmarks/serving/`). {_full(rounds)}
{_paced(rounds)}"""


def _texts(rounds: list[Round]) -> str:
    return f"""## Texts

A function of 77 intents (Banking77, 10 sentences each) answers sentences that it has not seen.
{_full(rounds)}
{_paced(rounds)}
The highest rate comes from steps with up to four waiting texts, which are rarer below it: 60 % of
it is close to all that a server could answer one by one.
"""


def _full(rounds: list[Round]) -> str:
    def of_floor(what: str) -> float:
        return statistics.median(each[FLOOR][what] for each in rounds)

    floor = f"{of_floor('rate'):.0f}", f"{of_floor('cpu'):.2f}"
    rows = [[FUNCTION, floor[0], "1.00", "", "", "", floor[1], "", ""]]
    for name in _servers(rounds):
        full = _median_of(rounds, name, "full")
        share, late = _medians(
            (one["full"]["rate"] / floor["rate"], one["full"]["p99"] * one["full"]["rate"] / 32_000)
            for one, floor in _pairs(rounds, name)
        )
        start, memory = _medians(
            (one["start"], one["memory"][1]) for one, _ in _pairs(rounds, name)
        )
        row = [name, f"{full('rate'):.0f}", f"{share:.2f}", f"{full('mean'):.0f}"]
        row += [f"{full('p99'):.0f}", f"{late:.2f}", f"{full('cpu'):.2f}"]
        rows.append([*row, f"{start:.2f}", f"{memory:.0f}"])
    failed = sum(
        one["full"]["failed"] for name in _servers(rounds) for one, _ in _pairs(rounds, name)
    )
    columns = ["32 clients at once", "answers/s", "to the function", "mean, ms", "p99, ms"]
    columns += ["p99 to 32 / rate", "processor, ms an answer", "start to ready, s", "memory, MB"]
    return f"""Requests that failed: {failed:.0f}.

{markdown_table(columns, rows)}
"""


def _paced(rounds: list[Round]) -> str:
    rows = []
    for name in _servers(rounds):
        paced, one = _median_of(rounds, name, "paced"), _median_of(rounds, name, "one")
        late, share = _medians(
            (one["paced"]["p99"] / floor["single"], one["paced"]["rate"] / one["full"]["rate"])
            for one, floor in _pairs(rounds, name)
        )
        row = [name, f"{one('p50'):.1f}", f"{paced('rate'):.0f}", f"{share:.2f}"]
        rows.append([*row, f"{paced('p50'):.1f}", f"{paced('p99'):.1f}", f"{late:.1f}"])
    single = statistics.median(each[FLOOR]["single"] for each in rounds)
    columns = ["below full load", "one client, ms", "answers/s", "to its highest", "median, ms"]
    columns += ["p99, ms", "p99 to a single call"]
    return f"""Below full load requests come by chance, as from many independent clients (64
connections with exponential waits), 60 % of what the server reaches. A call in process, by itself,
takes {single:.1f} ms.

{markdown_table(columns, rows)}
"""


def _long(found: dict[str, Any]) -> str:
    memory, full = found["memory"], found["full"]
    settled = memory[len(memory) // 5 :]
    times = [each * found["between"] / 3600 for each in range(len(settled))]
    slope = statistics.linear_regression(times, settled).slope if len(settled) > 1 else 0.0
    return f"""## {found["minutes"]:.0f} minutes at full load

Vizsla's server, 32 clients, images: {full["rate"]:.0f} answers/s, p99 {full["p99"]:.0f} ms, the
longest {full["max"]:.0f} ms, {full["failed"]:.0f} failed. Its memory was {memory[0]:.0f} MB at the
start, {memory[-1]:.0f} MB at the end, and at most {max(memory):.0f} MB; after the first fifth it
changed by {slope:+.1f} MB an hour.
"""


def _servers(rounds: list[Round]) -> list[str]:
    return [name for name in rounds[0] if name != FLOOR]


def _pairs(rounds: list[Round], name: str) -> list[tuple[Round, Round]]:
    """Return of each round what a server did, and what the function did."""
    return [(each[name], each[FLOOR]) for each in rounds]


def _medians(rows: Iterable[tuple[float, float]]) -> tuple[float, float]:
    first, second = zip(*rows, strict=True)
    return statistics.median(first), statistics.median(second)


def _median_of(rounds: list[Round], name: str, load: str) -> Callable[[str], float]:
    return lambda what: statistics.median(each[name][load][what] for each in rounds)
