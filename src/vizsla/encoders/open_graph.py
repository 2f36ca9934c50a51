"""Opens a bundle's graph, shared by all functions of the process that have the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.runtime import Graph, shared_graph

if TYPE_CHECKING:
    from vizsla.bundle import Bundle
    from vizsla.modalities.base import Modality

__all__ = ["open_graph"]


def open_graph(bundle: Bundle, modality: Modality[Any]) -> Graph:
    """Return a bundle's graph, checked against its hash.

    The graph runs its self-test before its first run.

    Args:
        bundle: the bundle.
        modality: the modality of the graph's input, which computes the self-test's input.

    Raises:
        BundleDamagedError: the file is not the one that was published.
        EngineError: the engine refuses the graph, or fails the self-test.

    """
    return shared_graph(
        bundle.graph_sha256(),
        bundle.graph.self_test,
        modality.self_test_input,
        bundle.read_graph,
        is_strange=bundle.has_strange_graph(),
    )
