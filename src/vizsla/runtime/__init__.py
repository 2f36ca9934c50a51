"""The only door to LiteRT: interpreters, threads, the self-test."""

from __future__ import annotations

from vizsla.runtime.graph import Graph, Output
from vizsla.runtime.shared_graphs import shared_graph

__all__ = ["Graph", "Output", "shared_graph"]
