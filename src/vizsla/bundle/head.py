"""Reads and writes ``head.safetensors``, the weights that turn an embedding into scores.

The tensors are ``weights`` (rows, dimension) in float32, or in int8 with ``scale`` (rows) float32;
``bias`` (rows) float32; and, for a function that detects novel inputs, those of ``prototypes.py``:
``prototypes`` (prototypes, dimension) int8, of any length, row after row of the head;
``prototype_counts`` (rows) and ``usual_distances`` (rows) float32. Formats 1 and 2 have the first
alone, by the name ``centres``; in format 1 they are float32 of length 1, one for each label.
A function whose scores count how likely an input shows any label at all has ``presence``
(rows, 2) float32, see ``Head``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import safetensors
import safetensors.numpy

from vizsla.bundle.prototypes import PROTOTYPE_TENSORS, Prototypes, read_prototypes
from vizsla.errors import BundleDamagedError

__all__ = ["Head", "read_head", "write_head"]

MOST_HEADER = 2**20  # bytes: that of seven tensors has 1,000
DTYPES = {
    "weights": ("float32", "int8"),
    "scale": ("float32",),
    "bias": ("float32",),
    "presence": ("float32",),
    **PROTOTYPE_TENSORS,
}


@dataclass(frozen=True, slots=True)
class Head:
    """A linear head.

    Attributes:
        weights: (rows, dimension), int8 as stored (in float64 they would be 10 MB), or float64.
        scale: (rows,), the factor of each row's weights.
        bias: (rows,).
        prototypes: None for a function that can't detect novel inputs.
        presence: (rows, 2), the intercept and the slope of a logistic model: how likely an input
            shows what the likeliest row's label names, by the cosine of its embedding and the
            row's weights. All scores are multiplied by it. None where they are not.

    """

    weights: np.ndarray
    scale: np.ndarray
    bias: np.ndarray
    prototypes: Prototypes | None = None
    presence: np.ndarray | None = None


def read_head(content: bytes, where: str, labels: int) -> Head:
    """Check and read a head.

    Args:
        content: the file's content.
        where: the file's name, for messages.
        labels: the number of the function's labels: the head must have at least as many rows.

    Raises:
        BundleDamagedError: the file is not a head, or does not fit the labels.

    """
    if int.from_bytes(content[:8], "little") > MOST_HEADER:
        raise BundleDamagedError(
            f"{where} has a header of over {MOST_HEADER} bytes; do not use this bundle"
        )
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
        "presence": (rows, 2),
        "prototypes": (*tensors.get("prototypes", weights).shape[:1], dimension),
        "prototype_counts": (rows,),
        "usual_distances": (rows,),
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
    presence = tensors.get("presence")
    return Head(
        weights if weights.dtype == np.int8 else weights.astype(np.float64),
        tensors.get("scale", np.ones(rows)).astype(np.float64),
        tensors["bias"].astype(np.float64),
        read_prototypes(tensors, rows, where),
        None if presence is None else presence.astype(np.float64),
    )


def write_head(
    weights: np.ndarray,
    bias: np.ndarray,
    prototypes: np.ndarray | None = None,
    prototype_counts: np.ndarray | None = None,
    usual_distances: np.ndarray | None = None,
    *,
    presence: np.ndarray | None = None,
    small: bool = False,
) -> bytes:
    """Return a head's file; the same numbers give the same bytes.

    Args:
        weights: (rows, dimension).
        bias: (rows,).
        prototypes: (prototypes, dimension) int8 of ``round_directions``, row after row of the
            head, or None.
        prototype_counts: (rows,) each row's number of prototypes; None for all for every row.
        usual_distances: (rows,) see ``Prototypes``; None with ``prototype_counts`` None.
        presence: (rows, 2) see ``Head``; or None.
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
    if prototype_counts is not None and usual_distances is not None:
        tensors["prototype_counts"] = np.ascontiguousarray(prototype_counts, np.float32)
        tensors["usual_distances"] = np.ascontiguousarray(usual_distances, np.float32)
    if presence is not None:
        tensors["presence"] = np.ascontiguousarray(presence, np.float32)
    return bytes(safetensors.numpy.save(tensors))
