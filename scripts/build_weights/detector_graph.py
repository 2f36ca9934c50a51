"""Read NanoDet-g's convolutions out of a TensorFlow.js graph model.

`nanodet.json` is a frozen ONNX -> TensorFlow -> TensorFlow.js export: NCHW with a transpose around
every operator, nodes in no useful order, weights stored as float16. Only its convolutions hold
anything learnt; `detector_model` writes the network around them again, in NHWC.
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
    """The network's convolutions, in the order of the export, which is the network's own."""
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
    """`PartitionedCall/convolution_7` -> 7; the first has no number."""
    suffix = str(node["name"]).removeprefix(PREFIX + "convolution")
    return int(suffix.removeprefix("_") or 0)


def _read_weights(
    manifest: list[dict[str, Any]], models_dir: Path
) -> dict[str, NDArray[np.float32]]:
    """Every stored float tensor by name; TensorFlow.js lays a group's tensors out end to end."""
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
