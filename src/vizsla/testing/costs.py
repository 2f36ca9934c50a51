"""Measure the costs of a function: its bytes, and the seconds of an answer."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from vizsla.functions.loading import shared_shipped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vizsla.functions.base import Function

__all__ = ["TIMED", "answer_times", "sizes"]

TIMED = 20  # examples that the answer time is measured on


def sizes(function: Function[Any, Any]) -> tuple[int, int]:
    """Return the bytes of all files of a function, and of those that no other function shares."""
    files = function.manifest.files
    own = sum(each.bytes for each in files.values())
    graph = function.manifest.graph
    shared = 0 if graph is None or graph.file not in files else files[graph.file].bytes
    parts = sum(sizes(shared_shipped(each))[0] for each in function.manifest.parts.values())
    return own + parts, own - shared


def answer_times(function: Function[Any, Any], sources: Iterable[object]) -> list[float]:
    """Measure whole calls, from the file to the answer, one at a time, in seconds."""
    function.warm_up()
    seconds = []
    for source in sources:
        began = time.perf_counter()
        function(source)
        seconds.append(time.perf_counter() - began)
    return seconds
