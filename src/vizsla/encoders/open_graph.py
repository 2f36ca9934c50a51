"""Opens a bundle's graph, shared by all functions of the process that have the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.runtime import Graph, shared_graph

if TYPE_CHECKING:
    from vizsla.bundle import Bundle
    from vizsla.modalities.base import Modality

__all__ = ["open_graph"]


def open_graph(bundle: Bundle, modality: Modality[Any]) -> Graph:
    """Return the graph, checked against its hash.

    The graph tests itself before its first run.

    Args:
        bundle: the bundle that holds it.
        modality: the modality of its input, which computes the input for the self-test.

    Raises:
        BundleDamagedError: the file is not the one that was published.
        EngineError: the engine refuses it, or gives other numbers than it must.

    """
    return shared_graph(
        bundle.graph_sha256(), bundle.graph.self_test, modality.self_test_input, bundle.read_graph
    )
