"""EfficientNet-Lite as a full-int8 graph: a uint8 image in, a feature map out.

Architecture: Tan and Le's EfficientNet (arXiv:1905.11946) without squeeze and excitation, with
ReLU6, as published in tensorflow/tpu (Apache-2.0). The graph ends before the head: the embedding is
the mean over the places of the feature map.

Lite2 is Lite0 with 1.2 times the blocks and 1.1 times the channels, except in the first and last
stage, the stem and the head. Its embedding therefore has 1,280 numbers, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import tensorflow as tf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

EPSILON = 1e-3  # of the batch normalisations
STRIDES = (1, 2, 2, 2, 1, 2, 1)  # of the first block of each stage
State = dict[str, np.ndarray]


@dataclass(frozen=True)
class Network:
    """One of the EfficientNet-Lite networks; the checkpoint's tensors give the other sizes.

    Attributes:
        side: the width and height of its input, in pixels.
        blocks: the number of blocks of each stage.

    """

    side: int
    blocks: tuple[int, ...]


LITE0 = Network(224, (1, 2, 2, 3, 3, 4, 1))
LITE2 = Network(260, (1, 3, 3, 4, 4, 5, 1))


def _folded(state: State, conv: str, norm: str) -> tuple[np.ndarray, np.ndarray]:
    """Return a convolution's kernel (out, in, h, w) and bias with its normalisation folded in."""
    scale = state[f"{norm}.weight"] / np.sqrt(state[f"{norm}.running_var"] + EPSILON)
    kernel = state[f"{conv}.weight"] * scale[:, None, None, None]
    bias = state[f"{norm}.bias"] - state[f"{norm}.running_mean"] * scale
    return kernel.astype(np.float32), bias.astype(np.float32)


def _conv(state: State, conv: str, norm: str, x: tf.Tensor, stride: int = 1) -> tf.Tensor:
    kernel, bias = _folded(state, conv, norm)
    return tf.nn.conv2d(x, kernel.transpose(2, 3, 1, 0), stride, "SAME") + bias


def _depthwise(state: State, conv: str, norm: str, x: tf.Tensor, stride: int) -> tf.Tensor:
    kernel, bias = _folded(state, conv, norm)
    strides = (1, stride, stride, 1)
    return tf.nn.depthwise_conv2d(x, kernel.transpose(2, 3, 0, 1), strides, "SAME") + bias


def features(network: Network, state: State, x: tf.Tensor) -> tf.Tensor:
    """Compute the feature map (n, rows, columns, 1280) of normalised images (n, side, side, 3)."""
    x = tf.nn.relu6(_conv(state, "_conv_stem", "_bn0", x, 2))
    number = 0
    for blocks, first_stride in zip(network.blocks, STRIDES, strict=True):
        for repeat in range(blocks):
            name = f"_blocks.{number}"
            y = x
            if f"{name}._expand_conv.weight" in state:
                y = tf.nn.relu6(_conv(state, f"{name}._expand_conv", f"{name}._bn0", y))
            stride = first_stride if repeat == 0 else 1
            y = tf.nn.relu6(_depthwise(state, f"{name}._depthwise_conv", f"{name}._bn1", y, stride))
            y = _conv(state, f"{name}._project_conv", f"{name}._bn2", y)
            x = x + y if repeat else y
            number += 1
    return tf.nn.relu6(_conv(state, "_conv_head", "_bn1", x))


def normalised(image: np.ndarray) -> np.ndarray:
    """Return (v - 127) / 128 of a uint8 image, as the network was trained on."""
    return (image.astype(np.float32) - 127) / 128


def build_backbone(network: Network, state: State, images: Iterable[np.ndarray]) -> bytes:
    """Quantise a network to int8.

    Args:
        network: one of the networks above.
        state: the tensors of its checkpoint.
        images: (side, side, 3) uint8, for the ranges of the activations.

    Returns:
        A .tflite file: uint8 (1, side, side, 3) -> uint8 feature map, (1, 7, 7, 1280) for Lite0
        and (1, 9, 9, 1280) for Lite2. The input's scale is 1/128 and its zero point 127: the
        uint8 image is the input as it is.

    """
    calibration_images = list(images)
    side = network.side

    # The graph's tensors have these names, so that a new name would be new bytes.
    @tf.function(input_signature=[tf.TensorSpec((1, side, side, 3), tf.float32)])
    def backbone(picture: tf.Tensor) -> dict[str, tf.Tensor]:
        return {"feature_map": features(network, state, picture)}

    def samples() -> Iterator[list[np.ndarray]]:
        # Black and white in one image: the input's range is exactly that of 0 to 255.
        extremes = np.zeros((side, side, 3), np.uint8)
        extremes[:, side // 2 :] = 255
        for image in [extremes, *calibration_images]:
            yield [normalised(image)[None]]

    return convert(backbone, samples)


def convert(
    network: tf.types.experimental.PolymorphicFunction,
    samples: Callable[[], Iterator[list[np.ndarray]]],
) -> bytes:
    """Convert a function of one image to a .tflite file, int8 inside and uint8 outside."""
    converter = tf.lite.TFLiteConverter.from_concrete_functions(
        [network.get_concrete_function()], network
    )
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.representative_dataset = samples
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    converter.inference_input_type = tf.uint8
    converter.inference_output_type = tf.uint8
    return bytes(converter.convert())
