"""NanoDet-g's network, built again in NHWC from the convolutions of `detector_graph`.

The input is RGB minus 116, (1, 416, 416, 3); the outputs are the logits that `detector` describes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import tensorflow as tf
from detector_graph import Convolution

CLASSES = 80
BINS = 11
STRIDES = (8, 16, 32)
LEAK = 0.1

# nanodet_g.yml of NanoDet 0.4: the network was trained on (BGR - mean) / std.
MEAN_RGB = np.array([123.675, 116.28, 103.53])
STD_RGB = np.array([58.395, 57.12, 57.375])
# The grey of the quantised input's zero, and so of a padded border. The network was trained with
# each channel's own mean; 116 is nearest to all three.
INPUT_ZERO = 116

Tap = Callable[[str, tf.Tensor], tf.Tensor]


class Network:
    """The network as a function of one image.

    Every activation passes through `tap` under a name, and is replaced by its result. Activations
    that are concatenated have one name: in an integer graph they must have one scale.
    """

    def __init__(self, convolutions: Sequence[Convolution], tap: Tap) -> None:
        self._convolutions = [_fold_normalisation(convolutions[0]), *convolutions[1:]]
        self._tap = tap

    def __call__(self, image: tf.Tensor) -> list[tf.Tensor]:
        """Return each stride's class logits (1, n, n, 80), then the box logits (1, n, n, 44)."""
        x = self._tap("linear0", self._convolve(0, self._tap("input", image)))
        # The network pools after its LeakyReLU. The other order gives the same for a quarter of
        # the work. It pads with minus infinity; 0 makes no measurable difference.
        x = tf.nn.max_pool2d(_pad_before(x), 3, 2, "VALID")
        x = self._tap("stem", tf.nn.leaky_relu(x, LEAK))
        x = self._stage("stage1", range(1, 5), x)
        fine = self._stage("stage2", range(5, 11), x)
        middle = self._stage("stage3", range(11, 17), fine)
        coarse = self._stage("stage4", range(17, 25), middle)
        heads = zip(range(28, 34, 2), STRIDES, self._pyramid(fine, middle, coarse), strict=True)
        classes, boxes = zip(*(self._head(i, f"head{s}", x) for i, s, x in heads), strict=True)
        return [*classes, *boxes]

    def _stage(self, name: str, indices: range, x: tf.Tensor) -> tf.Tensor:
        """Apply a convolution, pairs of convolutions, and one that is joined to the first."""
        first, *pairs, last = indices
        x = skip = self._block(first, f"{name}.join", x)
        for one, two in zip(pairs[::2], pairs[1::2], strict=True):
            a = self._block(one, f"{name}.pair{one}", x)
            b = self._block(two, f"{name}.pair{one}", a)
            x = tf.concat([b, a], axis=3)
        return tf.concat([self._block(last, f"{name}.join", x), skip], axis=3)

    def _pyramid(self, fine: tf.Tensor, middle: tf.Tensor, coarse: tf.Tensor) -> list[tf.Tensor]:
        """Apply the path aggregation network (PAN): add coarse maps to finer ones, and back."""
        tap = self._tap
        fine = tap("lateral8", self._convolve(25, fine))
        middle = tap("lateral16", self._convolve(26, middle))
        coarse = tap("lateral32", self._convolve(27, coarse))
        middle = tap("down16", middle + _resize(coarse, 26))
        fine = tap("down8", fine + _resize(middle, 52))
        middle = tap("up16", middle + _resize(fine, 26))
        coarse = tap("up32", coarse + _resize(middle, 13))
        return [fine, middle, coarse]

    def _head(self, index: int, name: str, x: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        x = self._block(index, name, x)
        last = self._convolutions[index + 1]
        classes = Convolution(last.kernel[..., :CLASSES], last.bias[:CLASSES], 1)
        boxes = _centre_bins(Convolution(last.kernel[..., CLASSES:], last.bias[CLASSES:], 1))
        return (
            self._tap(f"{name}.classes", _convolve(classes, x)),
            self._tap(f"{name}.boxes", _convolve(boxes, x)),
        )

    def _block(self, index: int, name: str, x: tf.Tensor) -> tf.Tensor:
        x = self._tap(f"linear{index}", self._convolve(index, x))
        return self._tap(name, tf.nn.leaky_relu(x, LEAK))

    def _convolve(self, index: int, x: tf.Tensor) -> tf.Tensor:
        return _convolve(self._convolutions[index], x)


def _convolve(layer: Convolution, x: tf.Tensor) -> tf.Tensor:
    padding = "SAME"
    if layer.stride > 1:
        # TensorFlow's SAME would pad an even size at its far edge; the network pads the near one.
        x, padding = _pad_before(x), "VALID"
    return tf.nn.conv2d(x, layer.kernel, layer.stride, padding) + layer.bias


def _pad_before(x: tf.Tensor) -> tf.Tensor:
    return tf.pad(x, [[0, 0], [1, 0], [1, 0], [0, 0]])


def _resize(x: tf.Tensor, size: int) -> tf.Tensor:
    return tf.image.resize(x, (size, size), "bilinear")


def _fold_normalisation(first: Convolution) -> Convolution:
    """Return the first convolution for an input of RGB - 116 in place of normalised BGR."""
    kernel = first.kernel[:, :, ::-1, :].astype(np.float64) / STD_RGB[:, np.newaxis]
    shift = np.einsum("hwio,i->o", kernel, INPUT_ZERO - MEAN_RGB)
    bias = first.bias + shift
    return Convolution(kernel.astype(np.float32), bias.astype(np.float32), first.stride)


def _centre_bins(boxes: Convolution) -> Convolution:
    """Return the box convolution with each side's 11 logits around 0, in a narrower range.

    The distributions stay the same: a softmax does not change when all of its logits are shifted.
    """

    def centred(values: np.ndarray) -> np.ndarray:
        sides = values.astype(np.float64).reshape(*values.shape[:-1], 4, BINS)
        sides -= sides.mean(axis=-1, keepdims=True)
        return sides.reshape(values.shape).astype(np.float32)

    return Convolution(centred(boxes.kernel), centred(boxes.bias), boxes.stride)
