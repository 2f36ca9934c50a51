"""Reads the weights of a BERT model from an ONNX graph in dynamic int8, as they are in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import onnx
from onnx import numpy_helper
from text_weights import BertWeights

if TYPE_CHECKING:
    from pathlib import Path

EMBEDDINGS = tuple(
    f"embeddings.{each}_embeddings.weight" for each in ("word", "position", "token_type")
)


def of_onnx(path: Path, layers: int) -> BertWeights:
    """Return the weights of a model whose vector of a text is the state of the first token.

    The matrices keep their whole numbers: nothing is rounded a second time.

    Args:
        path: the graph, as ONNX Runtime's dynamic quantisation writes it: int8 with a scale a row
            and no zero point, tables of embeddings in uint8 with one scale.
        layers: the number of layers.

    """
    graph = onnx.load(path).graph
    stored = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    matrices = {}
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            weights, zero_point = node.input[1], node.input[3]
            if stored[zero_point].any():
                raise ValueError(f"{path}: {weights} has a zero point")
            name = node.name.strip("/").replace("/", ".").removesuffix(".MatMul_quant")
            scale = stored[f"{weights.removesuffix('_quantized')}_scale"]
            matrices[name] = (np.ascontiguousarray(stored[weights].T), scale)
    tables = {each: _table(stored, each) for each in EMBEDDINGS}
    return BertWeights({**stored, **tables}, matrices, layers, takes_first=True)


def _table(stored: dict[str, np.ndarray], name: str) -> np.ndarray:
    """Return a table of embeddings in float64."""
    whole = stored[f"{name}_quantized"].astype(np.float64) - float(stored[f"{name}_zero_point"])
    table: np.ndarray = whole * float(stored[f"{name}_scale"])
    return table
