"""The engines in the comparison: one file for each, written as its users would.

An engine's file imports its engine and little else: like a user's script, its import and its start
are measured too.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import numpy as np

    Ways = dict[str, Callable[[list[Path]], Iterator[str]]]

ENGINES = {
    "vizsla": "Vizsla (LiteRT int8)",
    "torch_eager": "PyTorch eager fp32",
    "ort_fp32": "ONNX Runtime fp32",
    "ort_int8": "ONNX Runtime int8",
    "openvino_fp32": "OpenVINO fp32",
    "openvino_int8": "OpenVINO int8",
}
PACKAGES = {
    "vizsla": "vizsla",
    "torch_eager": "torch",
    "ort_fp32": "onnxruntime",
    "ort_int8": "onnxruntime",
    "openvino_fp32": "openvino",
    "openvino_int8": "openvino",
}


class Engine(Protocol):
    """The methods of each engine."""

    def answer(self, image: np.ndarray) -> tuple[str, float]:
        """Return the best label's id and its score, for a (256, 256, 3) uint8 image."""

    def answer_file(self, path: Path) -> tuple[str, float]:
        """Return the best label's id and its score, for a file."""

    def graph(self, image: np.ndarray) -> Callable[[], object]:
        """Return a call that runs the network and does nothing else."""

    def ways(self) -> Ways:
        """Return the ways to answer a folder's files, by name: each returns the labels' ids."""


def load(name: str, models: Path) -> Engine:
    """Start an engine.

    Args:
        name: one of ENGINES.
        models: the folder that ``models.py`` fills.

    """
    kind, _, precision = name.partition("_")
    module = importlib.import_module(f"engines.{kind}_engine")
    made: Engine = module.load(models, precision)
    return made
