"""Opens a bundle's graph, shared with all functions of this process that have the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.errors import BundleDamagedError
from vizsla.runtime import Graph, shared_graph

if TYPE_CHECKING:
    from vizsla.bundle import Bundle

__all__ = ["open_graph"]


def open_graph(bundle: Bundle) -> Graph:
    """Return the graph, checked against its hash and self-test.

    Raises:
        BundleDamagedError: the file is not what was published, or not a graph of a square picture.
        EngineError: the engine refuses it, or gives other numbers than it must.

    """
    graph = shared_graph(bundle.graph_sha256(), bundle.graph.self_test, bundle.read_graph)
    height, width = graph.size
    if height != width:
        raise BundleDamagedError(
            f"{bundle.path}: {bundle.graph.file} takes pictures of {width} x {height} pixels, and "
            "must take square ones; publish the function anew"
        )
    return graph
