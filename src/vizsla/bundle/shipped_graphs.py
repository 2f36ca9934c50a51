"""Knows the graphs that Vizsla ships, by their hash: a bundle that has one of these is no risk."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["GRAPHS", "WEIGHTS", "is_shipped_graph"]

WEIGHTS = Path(__file__).parents[1] / "weights"
GRAPHS = WEIGHTS / "graphs"


def is_shipped_graph(sha256: str) -> bool:
    """Return whether Vizsla ships the graph of a hash."""
    return sha256 in _hashes()


@cache
def _hashes() -> frozenset[str]:
    return frozenset(each.stem for each in GRAPHS.glob("*.tflite"))
