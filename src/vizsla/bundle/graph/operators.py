"""The operators that a graph may use; ``operator_rules.py`` says how."""

from __future__ import annotations

__all__ = ["ALLOWED"]

# Arithmetic on fixed shapes, as the converter writes it for images: no control flow, no variables,
# no custom code. The numbers and names are those of LiteRT's schema.fbs.
ALLOWED = {
    0: "ADD",
    1: "AVERAGE_POOL_2D",
    2: "CONCATENATION",
    3: "CONV_2D",
    4: "DEPTHWISE_CONV_2D",
    6: "DEQUANTIZE",
    9: "FULLY_CONNECTED",
    14: "LOGISTIC",
    17: "MAX_POOL_2D",
    18: "MUL",
    19: "RELU",
    21: "RELU6",
    22: "RESHAPE",
    23: "RESIZE_BILINEAR",
    25: "SOFTMAX",
    34: "PAD",
    40: "MEAN",
    60: "PADV2",
    97: "RESIZE_NEAREST_NEIGHBOR",
    98: "LEAKY_RELU",
    114: "QUANTIZE",
}
