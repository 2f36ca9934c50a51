"""Reads and writes ``head.safetensors``, the weights that turn an embedding into scores.

The tensors are ``weights`` (rows, dimension) in float32, or in int8 with ``scale`` (rows) float32;
``bias`` (rows) float32; and, for a function that detects novel inputs, ``prototypes`` (prototypes,
dimension), the directions of the training examples, of any length. Formats 1 and 2 named the last
``centres``; in format 1 they are float32 of length 1, one for each label.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import safetensors
import safetensors.numpy

from vizsla.errors import BundleDamagedError

__all__ = ["Head", "read_head", "round_directions", "write_head"]

DTYPES = {
    "weights": ("float32", "int8"),
    "scale": ("float32",),
    "bias": ("float32",),
    "prototypes": ("int8", "float32"),
}
MOST_PROTOTYPES = 20_000


@dataclass(frozen=True, slots=True)
class Head:
    """A linear head, in float64 whatever the stored type.

    Attributes:
        weights: (rows, dimension).
        scale: (rows,), the factor of each row's weights.
        bias: (rows,).
        prototypes: (prototypes, dimension), each of length 1, or None.

    """

    weights: np.ndarray
    scale: np.ndarray
    bias: np.ndarray
    prototypes: np.ndarray | None = None


def read_head(content: bytes, where: str, labels: int) -> Head:
    """Check and read a head.

    Args:
        content: the file's content.
        where: the file's name, for messages.
        labels: the number of the function's labels: the head must have at least as many rows.

    Raises:
        BundleDamagedError: the file is not a head, or does not fit the labels.

    """
    try:
        tensors = safetensors.numpy.load(content)
    except (safetensors.SafetensorError, ValueError, KeyError) as error:
        raise BundleDamagedError(
            f"{where} is not a safetensors file ({error}); copy the bundle again"
        ) from error
    if "centres" in tensors:  # their name in formats 1 and 2
        tensors["prototypes"] = tensors.pop("centres")
    weights = tensors.get("weights", np.zeros(0))
    rows, dimension = weights.shape if weights.ndim == 2 else (0, 0)  # noqa: PLR2004
    shapes = {
        "weights": (rows, dimension),
        "bias": (rows,),
        "scale": (rows,),
        "prototypes": (len(tensors.get("prototypes", ())), dimension),
    }
    needed = {"weights", "bias"} | ({"scale"} if weights.dtype == np.int8 else set())
    if not (needed <= tensors.keys() <= shapes.keys()) or rows < max(labels, 1):
        raise BundleDamagedError(
            f"{where} holds {sorted(tensors)} with {rows} rows, where the function's {labels} "
            f"labels need {sorted(needed)}; copy the bundle again"
        )
    for name, tensor in tensors.items():
        fits = tensor.shape == shapes[name] and str(tensor.dtype) in DTYPES[name]
        if not fits or not np.isfinite(tensor).all():
            raise BundleDamagedError(
                f"{where}: {name!r} is {tensor.dtype} of shape {tensor.shape}, and must be "
                f"finite, {' or '.join(DTYPES[name])}, of shape {shapes[name]}; "
                "copy the bundle again"
            )
    return Head(
        weights.astype(np.float64),
        tensors.get("scale", np.ones(rows)).astype(np.float64),
        tensors["bias"].astype(np.float64),
        _directions(tensors["prototypes"], where) if "prototypes" in tensors else None,
    )


def _directions(prototypes: np.ndarray, where: str) -> np.ndarray:
    values = prototypes.astype(np.float64)
    lengths = np.sqrt(np.vecdot(values, values))
    if not 1 <= len(values) <= MOST_PROTOTYPES or not lengths.all():
        raise BundleDamagedError(
            f"{where}: 'prototypes' must be 1 to {MOST_PROTOTYPES} directions, none zero, "
            f"and has shape {prototypes.shape}; copy the bundle again"
        )
    directions: np.ndarray = values / lengths[:, None]
    return directions


def round_directions(prototypes: np.ndarray) -> np.ndarray:
    """Round directions to int8, as a bundle stores them; the greatest component becomes 127."""
    most = np.maximum(np.abs(prototypes).max(axis=1, keepdims=True), 1e-12)
    rounded: np.ndarray = np.round(prototypes * (127 / most)).astype(np.int8)
    return rounded


def write_head(
    weights: np.ndarray,
    bias: np.ndarray,
    prototypes: np.ndarray | None = None,
    *,
    small: bool = False,
) -> bytes:
    """Return a head's file; the same numbers give the same bytes.

    Args:
        weights: (rows, dimension).
        bias: (rows,).
        prototypes: (prototypes, dimension) int8 of ``round_directions``, or None.
        small: whether to store the weights in int8, which take a quarter of the bytes.

    """
    tensors = {"bias": np.ascontiguousarray(bias, np.float32)}
    if small:
        scale = (np.abs(weights).max(axis=1) / 127).astype(np.float32)
        tensors["scale"] = scale
        rounded = np.round(weights / scale[:, None].astype(np.float64))
        tensors["weights"] = np.clip(rounded, -127, 127).astype(np.int8)
    else:
        tensors["weights"] = np.ascontiguousarray(weights, np.float32)
    if prototypes is not None:
        tensors["prototypes"] = np.ascontiguousarray(prototypes, np.int8)
    return bytes(safetensors.numpy.save(tensors))
