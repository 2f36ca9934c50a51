"""Runs a benchmark whose measurement is repeated with several draws of each set."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from measured import store_results

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Found = dict[str, Any]

__all__ = ["draw_rounds"]


def draw_rounds(
    collect: Callable[[int], Found],
    markdown: Callable[[Found], str],
    folder: Path,
    rounds: int,
    description: str | None,
) -> int:
    """Measure, store the results, and print the tables.

    Args:
        collect: measures with a number of draws of each set.
        markdown: the tables of the results.
        folder: where the results are stored.
        rounds: the number of draws; with fewer, which ``--rounds`` may ask for, nothing is stored.
        description: what the benchmark measures, for ``--help``.

    Returns:
        The exit code, 0.

    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--rounds", type=int, default=rounds, help="draws of each set")
    asked = parser.parse_args()
    found = collect(asked.rounds)
    if asked.rounds >= rounds:
        store_results(folder, found)
    print(markdown(found))
    return 0
