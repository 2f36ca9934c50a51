"""Reads NanoDet-g's convolutions from a TensorFlow.js graph model.

`nanodet.json` is a frozen ONNX -> TensorFlow -> TensorFlow.js export: NCHW with a transpose around
every operator, nodes in no useful order, weights stored as float16. Only its convolutions have
trained weights; `detector_model` builds the network around them again, in NHWC.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

PREFIX = "PartitionedCall/"


@dataclass(frozen=True, slots=True)
class Convolution:
    """One convolution: kernel (height, width, in, out) and bias (out), float32, and its stride."""

    kernel: NDArray[np.float32]
    bias: NDArray[np.float32]
    stride: int


def read_convolutions(models_dir: Path) -> list[Convolution]:
    """Return the network's convolutions, in their order in the network."""
    document = json.loads((models_dir / "nanodet.json").read_text(encoding="utf-8"))
    weights = _read_weights(document["weightsManifest"], models_dir)
    nodes = document["modelTopology"]["node"]
    bias_of = {
        node["input"][0]: weights[node["input"][1]]
        for node in nodes
        if node["op"] == "Add" and node["input"][1] in weights
    }
    found = [node for node in nodes if node["op"] == "Conv2D"]
    found.sort(key=_number)
    return [
        Convolution(
            kernel=weights[node["input"][1]],
            bias=bias_of[node["name"]],
            stride=int(node["attr"]["strides"]["list"]["i"][1]),
        )
        for node in found
    ]


def _number(node: dict[str, Any]) -> int:
    """Return a node's number: 7 for `PartitionedCall/convolution_7`, 0 for the first."""
    suffix = str(node["name"]).removeprefix(PREFIX + "convolution")
    return int(suffix.removeprefix("_") or 0)


def _read_weights(
    manifest: list[dict[str, Any]], models_dir: Path
) -> dict[str, NDArray[np.float32]]:
    """Return every stored float tensor by name; a group's tensors are stored end to end."""
    weights: dict[str, NDArray[np.float32]] = {}
    for group in manifest:
        data = b"".join((models_dir / path).read_bytes() for path in group["paths"])
        offset = 0
        for entry in group["weights"]:
            stored = np.dtype(entry.get("quantization", entry)["dtype"]).newbyteorder("<")
            count = math.prod(entry["shape"])
            if entry["dtype"] == "float32":
                values = np.frombuffer(data, stored, count, offset).astype(np.float32)
                weights[entry["name"]] = values.reshape(entry["shape"])
            offset += count * stored.itemsize
        if offset != len(data):
            raise ValueError(f"{group['paths']} hold {len(data)} bytes, the JSON tells of {offset}")
    return weights
