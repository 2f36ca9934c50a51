"""Converts the network for the engines in a browser, from the same weights as all others."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import numpy_helper
from onnxruntime.quantization import (
    CalibrationDataReader,
    QuantFormat,
    QuantType,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process

import models
from engines.ordinary import normalised
from layers import BLOCKS, SIDE

if TYPE_CHECKING:
    from pathlib import Path


def write_models(folder: Path) -> list[str]:
    """Write fp32.onnx, int8.onnx, tfjs.json and tfjs.bin.

    Returns:
        The classes' ids in the network's order.

    """
    made = models.make_models()
    shutil.copyfile(made / "fp32.onnx", folder / "fp32.onnx")
    _write_int8(made / "fp32.onnx", folder / "int8.onnx")
    _write_tfjs(made / "fp32.onnx", folder)
    return (made / "labels.txt").read_text(encoding="utf-8").split()


class _Reader(CalibrationDataReader):
    def __init__(self) -> None:
        self._left = iter(models.calibration_crops(SIDE)[:: models.EVERY])

    def get_next(self) -> dict[str, np.ndarray] | None:
        """Return the next input."""
        image = next(self._left, None)
        return None if image is None else {"picture": normalised(image)}


def _write_int8(source: Path, target: Path) -> None:
    """Quantise the float graph as int8.py does, but with 8 bits whatever this CPU has.

    WebAssembly's products don't overflow, so 7 bits would cost accuracy and save no time.
    """
    prepared = target.with_name("prepared.onnx")
    quant_pre_process(source, prepared)
    quantize_static(
        prepared,
        target,
        _Reader(),
        quant_format=QuantFormat.QDQ,
        per_channel=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
    )


def _write_tfjs(source: Path, folder: Path) -> None:
    """Write the float graph's weights, normalisations folded in, as TensorFlow.js lays them out."""
    layers = _Layers(source)
    network = {
        "stem": layers.conv("_conv_stem", 2),
        "blocks": [
            {
                "layers": [
                    *([layers.conv(f"{name}._expand_conv")] if block.expansion > 1 else []),
                    layers.conv(f"{name}._depthwise_conv", block.stride, depthwise=True),
                    layers.conv(f"{name}._project_conv", relu6=False),
                ],
                "residual": block.residual,
            }
            for name, block in ((f"_blocks.{number}", each) for number, each in enumerate(BLOCKS))
        ],
        "head": layers.conv("_conv_head"),
        "classes": layers.dense("_fc"),
    }
    (folder / "tfjs.json").write_text(json.dumps(network), encoding="utf-8")
    (folder / "tfjs.bin").write_bytes(b"".join(layers.written))


class _Layers:
    """Layers as they are described, in order; their values are collected."""

    def __init__(self, source: Path) -> None:
        initializers = onnx.load(source).graph.initializer
        self._weights = {each.name: numpy_helper.to_array(each) for each in initializers}
        self.written: list[bytes] = []

    def conv(
        self, name: str, stride: int = 1, *, depthwise: bool = False, relu6: bool = True
    ) -> dict[str, Any]:
        kernel = self._weights[f"{name}.weight"]
        # (out, in, y, x) becomes (y, x, in, out); a depthwise kernel (y, x, channels, 1).
        kernel = kernel.transpose((2, 3, 0, 1) if depthwise else (2, 3, 1, 0))
        described = self._write(kernel, self._weights[f"{name}.bias"])
        return {**described, "stride": stride, "depthwise": depthwise, "relu6": relu6}

    def dense(self, name: str) -> dict[str, Any]:
        return self._write(self._weights[f"{name}.weight"].T, self._weights[f"{name}.bias"])

    def _write(self, kernel: np.ndarray, bias: np.ndarray) -> dict[str, Any]:
        self.written += [np.ascontiguousarray(each, "<f4").tobytes() for each in (kernel, bias)]
        return {"kernel": kernel.shape, "bias": bias.shape}
