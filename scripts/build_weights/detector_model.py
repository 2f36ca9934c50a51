"""COCO-SSD's network, built again from the layers of `detector_layers`.

SSDLite (arXiv:1801.04381) on MobileNetV2: six feature maps, and on each a predictor of classes and
one of boxes. The input is RGB minus 128, (1, 300, 300, 3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import tensorflow as tf
from detector_layers import MAPS, Layer

SIZE = 300
# The first of a block's two strides; the blocks are expanded_conv_1 to expanded_conv_16.
STRIDES = {1: 2, 3: 2, 6: 2, 13: 2}
SUMMED = {2, 4, 5, 7, 8, 9, 11, 12, 14, 15}  # the blocks whose input is added to their output
# The maps after the backbone's: their number in the layers' names, and the channels there.
EXTRA = ((2, 256, 512), (3, 128, 256), (4, 128, 256), (5, 64, 128))

Tap = Callable[[str, tf.Tensor], tf.Tensor]


class Network:
    """The network as a function of one image.

    Args:
        layers: the layers, by name.
        tap: gets every activation with its name, and returns what takes its place. Sums are named
            for their block, the other activations for their layer.

    """

    def __init__(self, layers: Mapping[str, Layer], tap: Tap) -> None:
        self._layers = layers
        self._tap = tap

    def __call__(self, image: tf.Tensor) -> list[tf.Tensor]:
        """Return each map's logits (1, n, n, anchors x 80), then each map's codes (.., x 4)."""
        maps = list(self._maps(self._tap("input", image)))
        return [
            self.convolve(f"{kind}{number}", self._relu(f"{kind}{number}_depthwise", maps[number]))
            for kind in ("classes", "boxes")
            for number in range(MAPS)
        ]

    def _maps(self, image: tf.Tensor) -> Iterator[tf.Tensor]:
        x = self._relu("Conv", image, 2)
        x = self.convolve("expanded_conv/project", self._relu("expanded_conv/depthwise", x))
        for number in range(1, 17):
            name = f"expanded_conv_{number}"
            y = self._relu(f"{name}/expand", x)
            if number == 13:  # noqa: PLR2004 - the finest map lies within the block
                yield y
            y = self._relu(f"{name}/depthwise", y, STRIDES.get(number, 1))
            y = self.convolve(f"{name}/project", y)
            x = self._tap(name, x + y) if number in SUMMED else y
        x = self._relu("Conv_1", x)
        yield x
        for number, narrow, wide in EXTRA:
            x = self._relu(f"layer_19_1_Conv2d_{number}_1x1_{narrow}", x)
            name = f"layer_19_2_Conv2d_{number}_3x3_s2_{wide}"
            x = self._relu(name, self.convolve(f"{name}_depthwise", x, 2, relu=True))
            yield x

    def _relu(self, name: str, x: tf.Tensor, stride: int = 1) -> tf.Tensor:
        return self.convolve(name, x, stride, relu=True)

    def convolve(
        self, name: str, x: tf.Tensor, stride: int = 1, *, relu: bool = False
    ) -> tf.Tensor:
        """Apply a layer by its name, with ReLU6 after it where `relu` is set."""
        layer = self._layers[name]
        kernel, bias = layer.kernel.astype("float32"), layer.bias.astype("float32")
        if layer.depthwise:
            x = tf.nn.depthwise_conv2d(x, kernel, (1, stride, stride, 1), "SAME") + bias
        else:
            x = tf.nn.conv2d(x, kernel, stride, "SAME") + bias
        return self._tap(name, tf.nn.relu6(x) if relu else x)
