"""Rounds a network's weights to int8 so that its outputs change little.

Int8 harms this network's weights, not its activations: kernels of its first depthwise convolutions
have values up to 22 that nearly cancel, so that what rounding adds to their sum is much beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from detector_layers import Layer

if TYPE_CHECKING:
    from numpy.typing import NDArray

LARGEST = 127  # the converter's: -128 is not used


def rounded(layer: Layer, mean_input: NDArray[np.float64]) -> Layer:
    """Return a layer whose weights are int8 multiples of a scale for each output channel.

    The sum of each spatial kernel is kept as nearly as integers can, and the bias makes up for the
    change of the output that remains for a mean input (arXiv:1906.04721, section 4.2).

    Args:
        layer: the layer.
        mean_input: (in,), the mean of each input channel.

    """
    kernel = layer.kernel
    axes = (0, 1, 3) if layer.depthwise else (0, 1, 2)
    scale = np.abs(kernel).max(axes, keepdims=True) / LARGEST
    scale[scale == 0] = 1
    integers = _round_to_sum(kernel / scale)
    change = (integers * scale - kernel).sum((0, 1))  # (in, out), or (channels, 1)
    shift = change[:, 0] * mean_input if layer.depthwise else mean_input @ change
    return Layer(integers * scale, layer.bias - shift, layer.depthwise)


def _round_to_sum(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Round so that the sum over the first two axes is the rounded sum.

    Where rounding misses the sum by n, the n values nearest to a half go the other way.
    """
    height, width = values.shape[:2]
    flat = values.reshape(height * width, -1)
    result = np.round(flat)
    missing = np.round((flat - result).sum(0))
    rest = (flat - result) * np.sign(missing)  # the greater, the nearer to being rounded that way
    order = np.argsort(-rest, axis=0, kind="stable")
    rank = np.argsort(order, axis=0, kind="stable")
    result += np.sign(missing) * (rank < np.abs(missing))
    return result.reshape(values.shape)
