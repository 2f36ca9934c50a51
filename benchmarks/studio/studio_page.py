"""Writes ``docs/benchmarks-studio.md`` from the newest results of the studio."""

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

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "benchmarks-studio.md"


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
    floor = statistics.median(found["floor"])
    added = statistics.median(one["Vizsla Studio"]["added"]["all"] for one in found["rounds"])
    ratio = statistics.median(
        one["Vizsla Studio"]["added"]["all"] / floor
        for one, floor in zip(found["rounds"], found["floor"], strict=True)
    )
    return f"""# The studio

Measured with `make bench-studio` (in `make bench`), which makes this page from
`benchmarks/results/studio/`. Don't edit it.

{machine_line(found)} {versions}. The machine's load was {found["load"]:.1f} before.

Server and browser run on the same cores and talk over loopback. Shown are the medians of
{len(found["rounds"])} rounds; in a round each tool has its turn.

{markdown_table(["", *tools], rows)}

Label Studio stores what it is sent; Vizsla also checks, hashes and embeds it, so that pictures can
be searched, suggested and trained on at once. {count:,} photos are added in {added:.1f} s, which is
{ratio:.2f} times what one process takes to decode and embed the same files ({floor:.1f} s).
"""
