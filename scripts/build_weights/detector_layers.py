"""Reads COCO-SSD's layers from a TensorFlow.js graph model.

``model.json`` is a frozen graph whose weights lie in shards, float32. Most batch normalisations
were folded into their convolutions when it was exported; those of the backbone's depthwise
convolutions remain as a factor and a term, those of the heads' whole. Here each layer becomes one
convolution with a bias.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

BACKBONE = "FeatureExtractor/MobilenetV2/"
EPSILON = 1e-3  # of the heads' batch normalisations
MAPS = 6  # the feature maps that boxes are predicted from
COLUMNS = 91  # of the class predictor: the background, then COCO's ids 1 to 90
UNUSED = (0, 12, 26, 29, 30, 45, 66, 68, 69, 71, 83)  # the background, and ids without a class
# The network was trained on (v - 127.5) / 127.5, and the graph takes v - 128.
INPUT_ZERO = 128
INPUT_SCALE = 127.5


@dataclass(frozen=True, slots=True)
class Layer:
    """A convolution: its kernel and its bias, float64, the batch normalisation folded in.

    Attributes:
        kernel: (height, width, in, out), or (height, width, channels, 1) where it is depthwise.
        bias: (out,) or (channels,).
        depthwise: whether each channel has a kernel of its own.

    """

    kernel: NDArray[np.float64]
    bias: NDArray[np.float64]
    depthwise: bool


def read_tensors(folder: Path) -> dict[str, NDArray[np.float64]]:
    """Return the model's float tensors, by name.

    Raises:
        ValueError: the shards hold more or fewer bytes than model.json tells of.

    """
    document = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    tensors = {}
    for group in document["weightsManifest"]:
        data = b"".join((folder / path).read_bytes() for path in group["paths"])
        offset = 0
        for entry in group["weights"]:
            dtype = np.dtype(entry["dtype"]).newbyteorder("<")
            count = math.prod(entry["shape"])
            if entry["dtype"] == "float32":
                values = np.frombuffer(data, dtype, count, offset).astype(np.float64)
                tensors[entry["name"]] = values.reshape(entry["shape"])
            offset += count * dtype.itemsize
        if offset != len(data):
            raise ValueError(f"{group['paths']} hold {len(data)} bytes, the JSON tells of {offset}")
    return tensors


def read_layers(folder: Path) -> dict[str, Layer]:
    """Return the layers: the backbone's by their names, the heads' as ``boxes0`` and the like.

    Args:
        folder: the folder with model.json and its shards.

    """
    tensors = read_tensors(folder)
    layers = {}
    for name in tensors:
        if not name.startswith(BACKBONE):
            continue
        layer = name.removeprefix(BACKBONE)
        bias = BACKBONE + "{}/BatchNorm/batchnorm/sub"
        if layer.endswith("/Conv2D/merged_input"):
            layer = layer.removesuffix("/Conv2D/merged_input")
            layers[layer] = Layer(tensors[name], tensors[bias.format(layer)], depthwise=False)
        elif layer.endswith("/depthwise_weights"):
            layer = layer.removesuffix("/depthwise_weights")
            factor = tensors[f"{BACKBONE}{layer}/BatchNorm/batchnorm/mul"]
            kernel = tensors[name] * factor[:, np.newaxis]
            layers[layer] = Layer(kernel, tensors[bias.format(layer)], depthwise=True)
    first = layers["Conv"]
    shift = first.kernel.sum((0, 1, 2)) * (INPUT_ZERO / INPUT_SCALE - 1)
    layers["Conv"] = Layer(first.kernel / INPUT_SCALE, first.bias + shift, depthwise=False)
    for number in range(MAPS):
        for ours, theirs in (("classes", "ClassPredictor"), ("boxes", "BoxEncodingPredictor")):
            name = f"BoxPredictor_{number}/{theirs}"
            layers[f"{ours}{number}_depthwise"] = _normalised(tensors, f"{name}_depthwise")
            last = Layer(tensors[f"{name}/weights"], tensors[f"{name}/biases"], depthwise=False)
            layers[f"{ours}{number}"] = _without_unused(last) if ours == "classes" else last
    return layers


def _normalised(tensors: dict[str, NDArray[np.float64]], name: str) -> Layer:
    """Return a head's depthwise convolution with its batch normalisation folded in."""
    norm = f"{name}/BatchNorm/"
    factor = tensors[f"{norm}gamma"] / np.sqrt(tensors[f"{norm}moving_variance"] + EPSILON)
    kernel = tensors[f"{name}/depthwise_weights"] * factor[:, np.newaxis]
    bias = tensors[f"{norm}beta"] - tensors[f"{norm}moving_mean"] * factor
    return Layer(kernel, bias, depthwise=True)


def _without_unused(layer: Layer) -> Layer:
    """Return a class predictor with the columns of the 80 classes alone."""
    used = np.setdiff1d(np.arange(COLUMNS), UNUSED)
    anchors = len(layer.bias) // COLUMNS
    kept = np.concatenate([anchor * COLUMNS + used for anchor in range(anchors)])
    return Layer(layer.kernel[..., kept], layer.bias[kept], depthwise=False)
