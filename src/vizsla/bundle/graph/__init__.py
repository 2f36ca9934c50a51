"""Checks a stranger's graph, a .tflite file, before any engine sees it."""

from __future__ import annotations

from vizsla.bundle.graph.check_graph import check_graph
from vizsla.bundle.graph.operators import ALLOWED

__all__ = ["ALLOWED", "check_graph"]
