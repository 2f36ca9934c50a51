"""Adds the layers from the feature map to the probabilities, as a function computes them.

DEQUANTIZE -> MEAN over the positions -> FULLY_CONNECTED -> SOFTMAX: the end of every image
classifier that LiteRT's own converter writes, so that Android, iOS and microcontrollers have it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.errors import OptionError
from vizsla.publish.standalone.model_writer import NO_TENSOR
from vizsla.runtime.tflite_schema import schema

if TYPE_CHECKING:
    from vizsla.bundle.head import Head
    from vizsla.publish.standalone.model_writer import GraphExtender

__all__ = ["OUTPUT", "add_head", "has_none"]

OUTPUT = "probabilities"
POSITIONS = (1, 2)  # the axes of height and width
MOST_BYTES = 100_000_000  # of the matrix that sums rows; that of dog-breeds takes 0.5 MB


def has_none(head: Head, labels: int) -> bool:
    """Return whether the output has one more probability, that of 'none of these'."""
    return len(head.bias) > labels


def add_head(graph: GraphExtender, head: Head, labels: int) -> int:
    """Add the layers behind the feature map.

    Args:
        graph: the graph; its output is the quantised feature map.
        head: the function's head.
        labels: the number of the head's rows that are labels.

    Returns:
        The number of the output: float32 (1, labels), each from 0 to 1, or (1, labels + 1) where
        the head has rows beyond the labels; the last is then the sum of these.

    """
    rows, channels = head.weights.shape
    features = graph.add_tensor("features", graph.output_shape)
    graph.add_operator("DEQUANTIZE", [graph.output], features, schema.DequantizeOptionsT())
    # The two dimensions of length 1 stay: some phones' accelerators need them.
    embedding = graph.add_tensor("embedding", (1, 1, 1, channels))
    axes = graph.add_tensor("positions", (len(POSITIONS),), np.array(POSITIONS, np.int32))
    mean = schema.ReducerOptionsT()
    mean.keepDims = True
    graph.add_operator("MEAN", [features, axes], embedding, mean)
    scaled = (head.weights * head.scale[:, None]).astype(np.float32)
    weights = graph.add_tensor("weights", scaled.shape, scaled)
    bias = graph.add_tensor("bias", (rows,), head.bias.astype(np.float32))
    logits = graph.add_tensor("logits", (1, rows))
    _add_fully_connected(graph, [embedding, weights, bias], logits)
    summed = rows > labels + 1
    output = graph.add_tensor("row_probabilities" if summed else OUTPUT, (1, rows))
    softmax = schema.SoftmaxOptionsT()
    softmax.beta = 1.0
    graph.add_operator("SOFTMAX", [logits], output, softmax)
    return _add_sum(graph, output, rows, labels) if summed else output


def _add_sum(graph: GraphExtender, probabilities: int, rows: int, labels: int) -> int:
    """Sum the rows beyond the labels, by a matrix of ones and zeros.

    Slicing, summing and concatenating would take three more operators, and graphics processors
    can't slice two-dimensional tensors.
    """
    if 4 * rows * (labels + 1) > MOST_BYTES:
        raise OptionError(
            f"a head of {rows} rows for {labels} labels is too large for one .tflite file; train "
            "with one label for 'none of these', or with fewer labels"
        )
    sums = np.eye(labels + 1, rows, dtype=np.float32)
    sums[labels, labels:] = 1
    matrix = graph.add_tensor("sums", sums.shape, sums)
    output = graph.add_tensor(OUTPUT, (1, labels + 1))
    _add_fully_connected(graph, [probabilities, matrix, NO_TENSOR], output)
    return output


def _add_fully_connected(graph: GraphExtender, inputs: list[int], output: int) -> None:
    graph.add_operator("FULLY_CONNECTED", inputs, output, schema.FullyConnectedOptionsT())
