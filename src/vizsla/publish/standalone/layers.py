"""The layers from the feature map to the probabilities, as a function computes them.

DEQUANTIZE -> MEAN over the places -> FULLY_CONNECTED -> SOFTMAX: the end of every picture
classifier that LiteRT's own converter writes, so that Android, iOS and microcontrollers have it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.errors import OptionError
from vizsla.publish.standalone.model_writer import NONE
from vizsla.publish.standalone.table_writer import Field

if TYPE_CHECKING:
    from vizsla.bundle.head import Head
    from vizsla.publish.standalone.model_writer import Model

__all__ = ["OUTPUT", "add_head", "has_none"]

OUTPUT = "probabilities"
DEQUANTIZE, FULLY_CONNECTED, SOFTMAX, MEAN = 6, 9, 25, 40  # BuiltinOperator
FULLY_CONNECTED_OPTIONS, SOFTMAX_OPTIONS, REDUCER_OPTIONS, DEQUANTIZE_OPTIONS = 8, 9, 27, 38
KEEP_DIMENSIONS = Field(0, "bool", 1)
BETA = Field(0, "float32", 1.0)
PLACES = (1, 2)  # the axes of height and width
MOST_BYTES = 100_000_000  # of the matrix below; a dog's breeds take 0.5 MB


def has_none(head: Head, labels: int) -> bool:
    """Return whether there is one more probability: of none of the labels."""
    return len(head.bias) > labels


def add_head(model: Model, head: Head, labels: int) -> int:
    """Add the layers behind the feature map.

    Args:
        model: the graph; its output is the feature map, quantised.
        head: the function's.
        labels: how many of the head's rows are labels.

    Returns:
        The number of the output: float32 (1, labels), each from 0 to 1, or (1, labels + 1) where
        the head has rows beyond the labels; the last is then the sum of these.

    """
    rows, channels = head.weights.shape
    features = model.tensor("features", model.output_shape)
    model.operator(DEQUANTIZE, [model.output], features, DEQUANTIZE_OPTIONS)
    # The two dimensions of length 1 stay: some of the phones' accelerators take it only so.
    embedding = model.tensor("embedding", (1, 1, 1, channels))
    axes = model.tensor("places", (len(PLACES),), np.array(PLACES, np.int32))
    model.operator(MEAN, [features, axes], embedding, REDUCER_OPTIONS, KEEP_DIMENSIONS)
    scaled = (head.weights * head.scale[:, None]).astype(np.float32)
    weights = model.tensor("weights", scaled.shape, scaled)
    bias = model.tensor("bias", (rows,), head.bias.astype(np.float32))
    logits = model.tensor("logits", (1, rows))
    model.operator(FULLY_CONNECTED, [embedding, weights, bias], logits, FULLY_CONNECTED_OPTIONS)
    summed = rows > labels + 1
    output = model.tensor("row_probabilities" if summed else OUTPUT, (1, rows))
    model.operator(SOFTMAX, [logits], output, SOFTMAX_OPTIONS, BETA)
    return _add_sum(model, output, rows, labels) if summed else output


def _add_sum(model: Model, each: int, rows: int, labels: int) -> int:
    """Sum up the rows beyond the labels, by a matrix of ones and zeros.

    To slice, sum and concatenate would take three operators more, of which graphics processors
    don't take the first in two dimensions.
    """
    if 4 * rows * (labels + 1) > MOST_BYTES:
        raise OptionError(
            f"a head of {rows} rows for {labels} labels is too large for one .tflite file; train "
            "with one label for 'none of these', or with fewer labels"
        )
    which = np.eye(labels + 1, rows, dtype=np.float32)
    which[labels, labels:] = 1
    matrix = model.tensor("which", which.shape, which)
    output = model.tensor(OUTPUT, (1, labels + 1))
    model.operator(FULLY_CONNECTED, [each, matrix, NONE], output, FULLY_CONNECTED_OPTIONS)
    return output
