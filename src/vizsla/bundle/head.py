"""``head.safetensors``: the weights that turn an embedding into scores.

Tensors: ``weights`` (rows, channels), float32, or int8 with ``scale`` (rows) float32; ``bias``
(rows) float32; and where the function can tell the unlike from the like ``centres``
(labels, channels) float32, each of length 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import safetensors
import safetensors.numpy

from vizsla.errors import BundleDamagedError

__all__ = ["Head", "read_head", "write_head"]

DTYPES = {
    "weights": ("float32", "int8"),
    "scale": ("float32",),
    "bias": ("float32",),
    "centres": ("float32",),
}


@dataclass(frozen=True, slots=True)
class Head:
    """A linear head, in float64 whatever it is stored in.

    Attributes:
        weights: (rows, channels).
        scale: (rows,), what each row's weights are to be multiplied by.
        bias: (rows,).
        centres: (labels, channels), each of length 1, or None.

    """

    weights: np.ndarray
    scale: np.ndarray
    bias: np.ndarray
    centres: np.ndarray | None = None


def read_head(content: bytes, where: str, labels: int) -> Head:
    """Check and read a head.

    Args:
        content: the file.
        where: its name, for messages.
        labels: how many labels the function has: at most as many as the head has rows.

    Raises:
        BundleDamagedError: it is not such a head.

    """
    try:
        tensors = safetensors.numpy.load(content)
    except (safetensors.SafetensorError, ValueError, KeyError) as error:
        raise BundleDamagedError(
            f"{where} is not a safetensors file ({error}); copy the bundle again"
        ) from error
    weights = tensors.get("weights", np.zeros(0))
    rows, channels = weights.shape if weights.ndim == 2 else (0, 0)  # noqa: PLR2004
    shapes = {
        "weights": (rows, channels),
        "bias": (rows,),
        "scale": (rows,),
        "centres": (labels, channels),
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
    centres = tensors.get("centres")
    return Head(
        weights.astype(np.float64),
        tensors.get("scale", np.ones(rows)).astype(np.float64),
        tensors["bias"].astype(np.float64),
        None if centres is None else centres.astype(np.float64),
    )


def write_head(
    weights: np.ndarray, bias: np.ndarray, centres: np.ndarray | None = None, *, small: bool = False
) -> bytes:
    """Return the file of a head; the same bytes for the same numbers.

    Args:
        weights: (rows, channels).
        bias: (rows,).
        centres: (labels, channels), or None.
        small: whether to keep the weights in int8, a quarter of the size.

    """
    tensors = {"bias": np.ascontiguousarray(bias, np.float32)}
    if small:
        scale = (np.abs(weights).max(axis=1) / 127).astype(np.float32)
        tensors["scale"] = scale
        rounded = np.round(weights / scale[:, None].astype(np.float64))
        tensors["weights"] = np.clip(rounded, -127, 127).astype(np.int8)
    else:
        tensors["weights"] = np.ascontiguousarray(weights, np.float32)
    if centres is not None:
        tensors["centres"] = np.ascontiguousarray(centres, np.float32)
    return bytes(safetensors.numpy.save(tensors))
