"""The ONNX graph in int8: static QDQ, per channel, as ONNX Runtime's guide says."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from onnxruntime.quantization import (
    CalibrationDataReader,
    QuantFormat,
    QuantType,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process

from engines.ordinary import normalised
from machine import has_vnni

if TYPE_CHECKING:
    import numpy as np


class _Reader(CalibrationDataReader):
    def __init__(self, pictures: list[np.ndarray]) -> None:
        self._left = iter(pictures)

    def get_next(self) -> dict[str, np.ndarray] | None:
        """Return the next input."""
        picture = next(self._left, None)
        return None if picture is None else {"picture": normalised(picture)}


def write_int8(source: Path, target: Path, pictures: list[np.ndarray]) -> None:
    """Quantise a graph.

    Args:
        source: the float graph.
        target: the int8 graph: unsigned activations, signed weights.
        pictures: what the activations' ranges are taken from.

    """
    with tempfile.TemporaryDirectory() as scratch:
        prepared = Path(scratch) / "prepared.onnx"
        quant_pre_process(source, prepared)
        quantize_static(
            prepared,
            target,
            _Reader(pictures),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            # Without VNNI the products of 8-bit weights overflow their 16-bit sums: 2 to 4 points
            # of accuracy are lost, and as many speed-ups would be a sham. So weights get 7 bits.
            reduce_range=not has_vnni(),
        )
