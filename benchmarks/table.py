"""Writes the docs' page from the newest results: run alone, it rewrites ``docs/benchmarks.md``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import encoder_table
from engines import ENGINES
from sections import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "benchmarks.md"


def write(text: str) -> None:
    """Write the page to its file."""
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(text, encoding="utf-8")


def markdown(found: dict[str, Any]) -> str:
    """Return the page."""
    parts = [_head(found)]
    for title, text, rows in SECTIONS:
        columns, *lines = rows(found)
        if lines:
            parts.append(f"## {title}\n\n{text}\n\n{_table(columns, lines)}\n")
    parts += filter(None, [encoder_table.newest()])
    parts.append((HERE / "notes.md").read_text(encoding="utf-8").rstrip() + "\n")
    return "\n".join(parts)


def _head(found: dict[str, Any]) -> str:
    computer = found["machine"]
    flags = ", ".join(computer["flags"]) or "none of note"
    versions = ", ".join(f"{name} {each}" for name, each in computer["packages"].items() if each)
    missing = "".join(
        f"\n{ENGINES[name]} is not in the tables: {why}.\n"
        for name, why in found["missing"].items()
    )
    quick = "\nThese figures are of a quick run: a first look only.\n" if found["quick"] else ""
    return f"""# Benchmarks

Measured on {found["date"]} with `make bench`, which makes this page from
`benchmarks/results/{found["date"]}.json`. Don't edit it.

Machine: {computer["cpu"]} (family {computer["family"]}, model {computer["model"]}), \
{computer["cores"]} cores, {computer["memory_gb"]} GB, {computer["system"]};
instructions: {flags}. Python {computer["python"]}, {versions}.
{missing}{quick}
Every engine has the same weights (EfficientNet-Lite0), as many threads as there are cores, a
process of its own, and its turn in each round; what is shown is the median of all rounds. "To
Vizsla" is the median over the rounds of how many times as long as Vizsla the engine took: above
1 Vizsla was faster. "Target" is what the project set out to reach, measured on two cores with
AVX-512 VNNI, instructions made for 8-bit numbers; where the machine has none (see above), no
engine comes near the first three, and only the ratios tell.
"""


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [columns, ["---", *["---:"] * (len(columns) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def rewrite() -> None:
    """Rewrite the page from the newest results."""
    newest = max((HERE / "results").glob("*.json"))
    write(markdown(json.loads(newest.read_text(encoding="utf-8"))))


if __name__ == "__main__":
    rewrite()
