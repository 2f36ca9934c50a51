"""COCO-SSD as one full-int8 LiteRT graph: COCO's 80 classes, 300 x 300 RGB, about 5 MB.

The graph ends in logits and codes. Sigmoid, boxes and non-maximum suppression are
`vizsla.functions.decoders.ssd`'s, in float64, which JavaScript repeats. The outputs are never
joined into one: each keeps its own scale.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import tensorflow as tf
from detector_layers import INPUT_ZERO, Layer, read_layers
from detector_model import SIZE, Network
from detector_rounding import rounded
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

# The range of a class's logit: scores from 0.007 to 0.993; others saturate. With the whole range
# of the calibration, whose logits go down to -15, a step of small scores would be too coarse.
CLASS_LOGITS = (-5.0, 5.0)
# An activation's range is that of 9 in 10 calibration images; the others, mostly print and
# chessboards, saturate. With the whole range the mean error of the best score of a photograph is
# 0.030 instead of 0.013 (78 photographs, 2026-11-29). The codes of boxes have the whole range.
KEPT = 0.9


def build_detector(folder: Path, pictures: Sequence[NDArray[np.uint8]]) -> bytes:
    """Return the graph's file; the same weights and images give the same bytes.

    Args:
        folder: the folder with model.json and its shards.
        pictures: photographs, (height, width, 3) RGB, for the activations' ranges and means.

    Returns:
        A .tflite file: uint8 (1, 300, 300, 3) -> for each of six maps uint8 logits
        (1, n, n, anchors x 80) and codes (1, n, n, anchors x 4), twelve outputs.

    """
    layers = read_layers(folder)
    ranges, means = _observe(layers, pictures)
    return _convert({name: rounded(each, means[name]) for name, each in layers.items()}, ranges)


class _Watched(Network):
    """The network; it notes the mean of each layer's input and the range of each activation."""

    def __init__(self, layers: Mapping[str, Layer]) -> None:
        super().__init__(layers, self._note)
        self.means: dict[str, tf.Tensor] = {}
        self.extremes: dict[str, tf.Tensor] = {}

    def _note(self, name: str, x: tf.Tensor) -> tf.Tensor:
        self.extremes[name] = tf.stack([tf.reduce_min(x), tf.reduce_max(x)])
        return x

    def convolve(
        self, name: str, x: tf.Tensor, stride: int = 1, *, relu: bool = False
    ) -> tf.Tensor:
        self.means[name] = tf.reduce_mean(x, (0, 1, 2))
        return super().convolve(name, x, stride, relu=relu)


def _observe(
    layers: Mapping[str, Layer], pictures: Sequence[NDArray[np.uint8]]
) -> tuple[dict[str, tuple[float, float]], dict[str, NDArray[np.float64]]]:
    """Return the range of each activation, by name, and the mean input of each layer's channels."""

    def watch(image: tf.Tensor) -> tuple[dict[str, tf.Tensor], dict[str, tf.Tensor]]:
        network = _Watched(layers)
        network(image)
        return network.extremes, network.means

    run = tf.function(watch, autograph=False, input_signature=[_input_spec()])
    seen = [
        run(tf.constant(each[np.newaxis] - np.float32(INPUT_ZERO))) for each in _views(pictures)
    ]
    ranges = {}
    for name in seen[0][0]:
        lows, highs = np.stack([each[name].numpy() for each, _ in seen]).T
        kept = 1.0 if _is_codes(name) else KEPT
        ranges[name] = (_quantile(lows, 1 - kept), _quantile(highs, kept))
        if _is_logits(name):
            ranges[name] = CLASS_LOGITS
    ranges["input"] = (0.0 - INPUT_ZERO, 255.0 - INPUT_ZERO)
    # Rounded, as the ranges are, so that machines with other last bits agree.
    means = {
        name: np.mean([each[name].numpy() for _, each in seen], axis=0, dtype=float).round(3)
        for name in seen[0][1]
    }
    return ranges, means


def _is_logits(name: str) -> bool:
    return name.startswith("classes") and not name.endswith("depthwise")


def _is_codes(name: str) -> bool:
    return name.startswith("boxes") and not name.endswith("depthwise")


def _quantile(values: NDArray[np.float32], q: float) -> float:
    """Return a quantile rounded to three digits."""
    return float(f"{np.quantile(values, q, method='nearest'):.3g}")


def _views(pictures: Sequence[NDArray[np.uint8]]) -> Iterator[NDArray[np.uint8]]:
    """Iterate over each image whole, darker, paler, mirrored, and in squares at two scales."""
    for picture in pictures:
        image = Image.fromarray(picture)
        whole = np.asarray(image.resize((SIZE, SIZE), Image.Resampling.BICUBIC))
        yield whole
        yield whole // 2
        yield 128 + whole // 2
        yield whole[:, ::-1]
        for share in (0.4, 0.7):
            side = share * min(image.size)
            for x, y in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.5, 0.5)):
                left, top = x * (image.width - side), y * (image.height - side)
                box = (left, top, left + side, top + side)
                yield np.asarray(image.resize((SIZE, SIZE), Image.Resampling.BICUBIC, box))


def _convert(layers: Mapping[str, Layer], ranges: Mapping[str, tuple[float, float]]) -> bytes:
    def tap(name: str, x: tf.Tensor) -> tf.Tensor:
        # The converter takes ranges from these instead of from a representative data set.
        return tf.quantization.fake_quant_with_min_max_args(x, *ranges[name])

    network = Network(layers, tap)
    function = tf.function(network.__call__, autograph=False, input_signature=[_input_spec()])
    converter: Any = tf.lite.TFLiteConverter.from_concrete_functions(
        [function.get_concrete_function()]
    )
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.inference_input_type = tf.uint8
    # uint8 and not int8, for which LiteRT.js has no array.
    converter.inference_output_type = tf.uint8
    return bytes(converter.convert())


def _input_spec() -> tf.TensorSpec:
    return tf.TensorSpec((1, SIZE, SIZE, 3), tf.float32, name="image")
