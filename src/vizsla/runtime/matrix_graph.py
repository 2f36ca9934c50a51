"""Writes a .tflite graph of one operator: the product of a matrix of int8 with float32 vectors.

The numbers of the fields and of the operator are those of LiteRT's ``schema.fbs``; its generated
classes would take longer to import than the first answer takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.runtime.table_writer import Slot, TableWriter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["matrix_graph"]

FLOAT32, INT8 = 0, 9  # TensorType
FULLY_CONNECTED, FULLY_CONNECTED_OPTIONS = 9, 8  # BuiltinOperator, BuiltinOptions
OPERATOR_VERSION = 9  # the first with a choice of the input's quantisation
SCHEMA_VERSION = 3
NO_TENSOR = -1  # instead of a bias
INPUT, WEIGHTS, OUTPUT = 0, 1, 2


def matrix_graph(weights: NDArray[np.int8], vectors: int) -> bytes:
    """Return the .tflite file.

    Args:
        weights: (rows, columns).
        vectors: the number of vectors in a run: the graph takes float32 (1, vectors, columns), and
            returns (1, vectors, rows).

    """
    rows, columns = weights.shape
    write = TableWriter(weights.nbytes + 16 * rows)
    scale = write.table(
        Slot(2, "offset", write.numbers(np.ones(rows, np.float32))),
        Slot(3, "offset", write.numbers(np.zeros(rows, np.int64))),
    )
    tensors = [
        _tensor(write, (1, vectors, columns)),
        _tensor(write, weights.shape, buffer=1, scale=scale),
        _tensor(write, (1, vectors, rows)),
    ]
    # keep_num_dims, and asymmetric_quantize_inputs, on which ExactMatrix relies.
    options = write.table(Slot(2, "bool", 1), Slot(3, "bool", 1))
    operator = write.table(
        Slot(1, "offset", _ints(write, INPUT, WEIGHTS, NO_TENSOR)),
        Slot(2, "offset", _ints(write, OUTPUT)),
        Slot(3, "uint8", FULLY_CONNECTED_OPTIONS),
        Slot(4, "offset", options),
    )
    subgraph = write.table(
        Slot(0, "offset", write.vector(tensors)),
        Slot(1, "offset", _ints(write, INPUT)),
        Slot(2, "offset", _ints(write, OUTPUT)),
        Slot(3, "offset", write.vector([operator])),
    )
    code = write.table(
        Slot(0, "int8", FULLY_CONNECTED),
        Slot(2, "int32", OPERATOR_VERSION),
        Slot(3, "int32", FULLY_CONNECTED),
    )
    content = write.table(Slot(0, "offset", write.data(weights)))
    model = write.table(
        Slot(0, "uint32", SCHEMA_VERSION),
        Slot(1, "offset", write.vector([code])),
        Slot(2, "offset", write.vector([subgraph])),
        Slot(4, "offset", write.vector([write.table(), content])),
    )
    return write.finish(model, b"TFL3")


def _tensor(write: TableWriter, shape: Sequence[int], buffer: int = 0, scale: int = 0) -> int:
    """Write a tensor: float32 without a content, or int8 with a buffer and a scale."""
    return write.table(
        Slot(0, "offset", _ints(write, *shape)),
        Slot(1, "int8", INT8 if buffer else FLOAT32),
        Slot(2, "uint32", buffer),
        Slot(4, "offset", scale),
    )


def _ints(write: TableWriter, *values: int) -> int:
    return write.numbers(np.array(values, np.int32))
