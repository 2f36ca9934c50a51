"""Writes ``docs/benchmarks/studio.md`` from the newest results of the studio."""

from __future__ import annotations

import json
import statistics
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown_table import markdown_table
from measured import machine_line

if TYPE_CHECKING:
    from collections.abc import Callable

    Tool = dict[str, Any]
    Figures = dict[str, Any]

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "benchmarks" / "studio.md"
WHEN = ("first", "after a restart", "later")
FRAMES = [
    "",
    "frames/s",
    "longest gap, ms",
    "99 in 100 below, ms",
    "tasks over 50 ms",
    "work a frame, ms",
]


def rewrite() -> str:
    """Write the page, and return it."""
    newest = max((HERE.parent / "results" / "studio").glob("20*.json"))
    text = page(json.loads(newest.read_text("utf-8")))
    PAGE.write_text(text, encoding="utf-8")
    return text


def page(found: dict[str, Any]) -> str:
    """Return the page of a measurement."""
    versions = ", ".join(f"{name} {each}" for name, each in found["versions"].items())
    count = found["photos"]
    tools = list(found["rounds"][0])
    figures: list[tuple[str, Callable[[Tool], float], str]] = [
        ("first start, until it answers", lambda one: one["first start"], "{:.1f} s"),
        ("later start, until it answers", lambda one: one["start"], "{:.1f} s"),
        (f"{count:,} photos sent, until the server has them", lambda one: one["sent"], "{:.1f} s"),
        (
            "a project's first picture, from an empty browser",
            lambda one: one["screen"]["median"] / 1000,
            "{:.2f} s",
        ),
        (
            "script of that screen, as it is sent",
            lambda one: one["screen"]["script bytes"] / 1000,
            "{:,.0f} kB",
        ),
        ("the server's memory, without a project", lambda one: one["memory"], "{:.0f} MB"),
        ("the server's memory, after all of it", lambda one: one["memory after"], "{:.0f} MB"),
    ]
    rows = [
        [
            title,
            *(
                form.format(statistics.median(value(one[tool]) for one in found["rounds"]))
                for tool in tools
            ),
        ]
        for title, value, form in figures
    ]
    return f"""# The studio

Measured with `make bench-studio` (in `make bench`), which makes this page from
`benchmarks/results/studio/`. Don't edit it.

{machine_line(found)} {versions}. The machine's load was {found["load"]:.1f} before.

Server and browser run on the same cores and talk over loopback.

## Beside Label Studio

Shown are the medians of {len(found["rounds"])} rounds; in a round each tool has its turn.

{markdown_table(["", *tools], rows)}

Label Studio stores what it is sent; Vizsla also checks, hashes and embeds it, so that pictures can
be searched, suggested and trained on at once.

## Photos added

{_adding(found)}

## {found["large"]["examples"]:,} pictures

{_large(found["large"])}

## Five people label at once

{_five(found["five"])}
"""


def _adding(found: Figures) -> str:
    count = found["photos"]
    added = [one["Vizsla Studio"]["added"] for one in found["rounds"]]
    ratios = [one["all"] / floor for one, floor in zip(added, found["floor"], strict=True)]
    rows = [
        [f"{count:,} photos added, until all can be searched", _seconds([e["all"] for e in added])],
        ["the first of them can be seen", _seconds([each["first"] for each in added])],
        ["one process decodes and embeds the same files", _seconds(found["floor"])],
        ["adding, as a multiple of that", f"{statistics.median(ratios):.2f}"],
    ]
    return f"""Medians of {len(added)} rounds; the ratio is that of both in the same round.

{markdown_table(["", ""], rows)}"""


def _large(found: Figures) -> str:
    frames = [
        [
            f"{size}, {speed}",
            f"{one['frames_a_second']:.0f}",
            f"{one['longest_gap_ms']:.0f}",
            f"{one['gap_of_99_in_100_ms']:.0f}",
            f"{one['tasks_over_50_ms']:.0f}",
            f"{one['page_ms_a_frame']:.1f}",
        ]
        for size, speeds in found["scrolling"].items()
        for speed, one in speeds.items()
    ]
    searches = [
        [title, *(f"{1000 * found['searches'][name][when]:,.0f}" for when in WHEN)]
        for name, title in (("similar", "more like one picture"), ("words", "found by words"))
    ]
    next_picture = found["next picture"]
    return f"""Chromium's own trace of its frames while the room Explore scrolls: steadily 1,200
pixels a second, fast 6,000, very fast 30,000.

{markdown_table(FRAMES, frames)}

The first picture is there {found["first picture"]:.2f} s after the address is opened, and one at
the end of the list {found["jump"]:.2f} s after a jump. In the room Label the next picture is drawn
{next_picture["median"]:.0f} ms after the key that labels (median of {next_picture["labels"]}; the
longest {next_picture["most"]:.0f} ms).

{markdown_table(["milliseconds", *WHEN], searches)}

The first search of a project reads all embeddings, unless the project was explored before; what it
made of them is kept in the workspace."""


def _five(found: Figures) -> str:
    rows = [
        ["labels given, and stored", f"{found['labels']:,}, {found['labels_stored']:,}"],
        ["pictures given to two people", f"{found['given_twice']:,}"],
        ["a label, until it is stored: median", f"{1000 * found['label_median']:.0f} ms"],
        ["95 in 100 are sooner than", f"{1000 * found['label_p95']:.0f} ms"],
        ["the longest", f"{1000 * found['label_most']:.0f} ms"],
        ["the next 16 pictures: median", f"{1000 * found['take_median']:.0f} ms"],
        ["the longest", f"{1000 * found['take_most']:.0f} ms"],
    ]
    return f"""On SQLite, each two labels a second; guesses are made and pictures embedded
meanwhile.

{markdown_table(["", ""], rows)}"""


def _seconds(values: list[float]) -> str:
    return f"{statistics.median(values):.1f} s"
