"""EfficientNet-Lite0 as a full-int8 graph: a uint8 picture in, a feature map out.

Architecture: EfficientNet-Lite0 of Tan and Le's EfficientNet (arXiv:1905.11946) without squeeze
and excitation, with ReLU6, as published in tensorflow/tpu (Apache-2.0). The head is kept apart:
the embedding is the mean over the feature map's 49 places.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import tensorflow as tf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SIDE = 224
EPSILON = 1e-3  # of the batch normalisations
State = dict[str, np.ndarray]


@dataclass(frozen=True)
class _Stage:
    """Blocks of one shape: how often, kernel, stride of the first, whether they expand."""

    repeats: int
    stride: int
    expands: bool


STAGES = (
    _Stage(1, 1, expands=False),
    _Stage(2, 2, expands=True),
    _Stage(2, 2, expands=True),
    _Stage(3, 2, expands=True),
    _Stage(3, 1, expands=True),
    _Stage(4, 2, expands=True),
    _Stage(1, 1, expands=True),
)


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


def features(state: State, x: tf.Tensor) -> tf.Tensor:
    """Compute the feature map (n, 7, 7, 1280) of normalised pictures (n, 224, 224, 3)."""
    x = tf.nn.relu6(_conv(state, "_conv_stem", "_bn0", x, 2))
    number = 0
    for stage in STAGES:
        for repeat in range(stage.repeats):
            name = f"_blocks.{number}"
            y = x
            if stage.expands:
                y = tf.nn.relu6(_conv(state, f"{name}._expand_conv", f"{name}._bn0", y))
            stride = stage.stride if repeat == 0 else 1
            y = tf.nn.relu6(_depthwise(state, f"{name}._depthwise_conv", f"{name}._bn1", y, stride))
            y = _conv(state, f"{name}._project_conv", f"{name}._bn2", y)
            x = x + y if repeat else y
            number += 1
    return tf.nn.relu6(_conv(state, "_conv_head", "_bn1", x))


def normalised(picture: np.ndarray) -> np.ndarray:
    """Return (v - 127) / 128 of a uint8 picture, as the network was trained on."""
    return (picture.astype(np.float32) - 127) / 128


def build_backbone(state: State, pictures: Iterable[np.ndarray]) -> bytes:
    """Quantise the network to int8.

    Args:
        state: the checkpoint's tensors.
        pictures: (224, 224, 3) uint8 pictures, from which the activations' ranges are taken.

    Returns:
        A .tflite file: uint8 (1, 224, 224, 3) -> uint8 feature map (1, 7, 7, 1280). The input's
        scale is 1/128 and its zero point 127: the uint8 picture is the input as it is.

    """
    held = list(pictures)

    @tf.function(input_signature=[tf.TensorSpec((1, SIDE, SIDE, 3), tf.float32)])
    def network(picture: tf.Tensor) -> dict[str, tf.Tensor]:
        return {"feature_map": features(state, picture)}

    def samples() -> Iterator[list[np.ndarray]]:
        # Black and white in one picture: the input's range is exactly that of 0 to 255.
        extremes = np.zeros((SIDE, SIDE, 3), np.uint8)
        extremes[:, SIDE // 2 :] = 255
        for picture in [extremes, *held]:
            yield [normalised(picture)[None]]

    return convert(network, samples)


def convert(
    network: tf.types.experimental.PolymorphicFunction,
    samples: Callable[[], Iterator[list[np.ndarray]]],
) -> bytes:
    """Convert a function of one picture to a .tflite file with int8 inside, uint8 outside."""
    converter = tf.lite.TFLiteConverter.from_concrete_functions(
        [network.get_concrete_function()], network
    )
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.representative_dataset = samples
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    converter.inference_input_type = tf.uint8
    converter.inference_output_type = tf.uint8
    return bytes(converter.convert())
