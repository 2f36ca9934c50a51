"""Writes ``docs/benchmarks/calling.md`` from the newest results: run alone, it rewrites it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import encoder_table
import trust_table
from engines import ENGINES
from markdown_table import markdown_table
from measured import machine_line, newest_of_each, of_kind, under_captions
from sections import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    Found = dict[str, Any]

HERE = Path(__file__).parent
RESULTS = HERE / "results"
PAGE = HERE.parent / "docs" / "benchmarks" / "calling.md"


def markdown(measurements: Sequence[Found]) -> str:
    """Return the page.

    Args:
        measurements: the newest of each kind of machine. Of sections that do not depend on the
            kind, only the first one's figures are shown.

    """
    parts = [_head(measurements)]
    for section in SECTIONS:
        shown = measurements if section.by_machine else measurements[:1]
        tables = []
        for found in shown:
            columns, *lines = section.rows(found)
            if lines:
                tables.append((found, markdown_table(columns, lines)))
        if tables:
            parts.append(f"## {section.title}\n\n{section.text}\n\n{under_captions(tables)}\n")
    parts += filter(None, [trust_table.newest(), encoder_table.newest()])
    parts.append((HERE / "notes.md").read_text(encoding="utf-8").rstrip() + "\n")
    return "\n".join(parts)


def _head(measurements: Sequence[Found]) -> str:
    machines = "\n".join(machine_line(each) for each in measurements)
    missing = "".join(
        f"\n{ENGINES[name]} is not in the tables {of_kind(found)}: {why}.\n"
        for found in measurements
        for name, why in found["missing"].items()
    )
    quick = any(each["quick"] for each in measurements)
    first_look = "\nThese figures are of a quick run: a first look only.\n" if quick else ""
    return f"""# Calling a function

Measured with `make bench`, which makes this page from `benchmarks/results/`. Don't edit it.

{machines}

VNNI are instructions made for 8-bit numbers: where the machine has them, int8 is quicker than
float32, and elsewhere it hardly is. So what depends on them is shown for both kinds of machines;
the other tables are of the machine {of_kind(measurements[0])}.
{missing}{first_look}
Every engine has the same weights (EfficientNet-Lite0), as many threads as there are cores, a
process of its own, and its turn in each round; what is shown is the median of all rounds. "To
Vizsla" is the median over the rounds of how many times as long as Vizsla the engine took: above
1 Vizsla was faster. "Target" is what the project set out to reach on two cores with VNNI.
"""


def rewrite() -> str:
    """Rewrite the page from the newest results, and return it."""
    text = markdown(newest_of_each(RESULTS))
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(text, encoding="utf-8")
    return text


if __name__ == "__main__":
    rewrite()
