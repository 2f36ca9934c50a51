"""Shares each graph among all functions of the process that use it."""

from __future__ import annotations

import os
import threading
import weakref
from typing import TYPE_CHECKING

from vizsla.runtime.graph import Graph

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

__all__ = ["shared_graph"]

_graphs: weakref.WeakValueDictionary[tuple[str, str | None], Graph] = weakref.WeakValueDictionary()
_lock = threading.Lock()


def shared_graph(
    sha256: str,
    self_test: str | None,
    self_test_input: Callable[[tuple[int, ...]], np.ndarray],
    read: Callable[[], bytes],
    *,
    is_strange: bool,
) -> Graph:
    """Return the process's graph of a hash.

    Args:
        sha256: the hash of the .tflite file.
        self_test: the sha256 of the graph's outputs for the self-test input.
        self_test_input: computes that input from the graph's input shape without the batch.
        read: returns the file's checked bytes; called only for the first use of a graph.
        is_strange: whether somebody else made the graph, so that it first runs elsewhere.

    """
    with _lock:
        graph = _graphs.get((sha256, self_test))
        if graph is None:
            graph = Graph(read(), sha256, self_test, self_test_input, is_strange=is_strange)
            _graphs[sha256, self_test] = graph
        return graph


def _after_fork() -> None:
    # Another thread of the parent may have held the lock.
    globals()["_lock"] = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
