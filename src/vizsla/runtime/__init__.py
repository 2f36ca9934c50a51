"""Runs graphs with LiteRT: interpreters, threads, the self-test. No other room imports LiteRT."""

from __future__ import annotations

from vizsla.runtime.exact_matrix import ExactMatrix
from vizsla.runtime.exact_products import ExactProducts
from vizsla.runtime.graph import Graph
from vizsla.runtime.graph_runner import Output
from vizsla.runtime.shared_graphs import shared_graph

__all__ = ["ExactMatrix", "ExactProducts", "Graph", "Output", "shared_graph"]
