"""Opens the bundles that Vizsla ships, in the package's folder ``weights``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from vizsla.bundle.read_bundle import read_bundle
from vizsla.bundle.shipped_graphs import GRAPHS, WEIGHTS

if TYPE_CHECKING:
    from vizsla.bundle.read_bundle import Bundle

__all__ = ["GRAPHS", "WEIGHTS", "shipped_bundle", "shipped_names"]


@cache
def shipped_names() -> tuple[str, ...]:
    """Return the names of the functions that Vizsla ships, which no other function can take."""
    return tuple(sorted(each.parent.name for each in WEIGHTS.glob("*/function.json")))


def shipped_bundle(name: str) -> Bundle:
    """Open a shipped bundle, even where a file or folder of that name is in the working folder."""
    return read_bundle(WEIGHTS / name, GRAPHS)
