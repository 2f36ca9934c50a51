"""A graph's tensor, with a shape, a content and a quantisation that fit each other."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vizsla.bundle.graph.flat_tables import MalformedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.bundle.graph.flat_tables import Values

__all__ = ["FLOAT32", "INT8", "INT32", "UINT8", "Tensor", "read_tensor"]

FLOAT32, INT32, UINT8, INT8 = 0, 2, 3, 9  # LiteRT's numbers
DTYPES = {FLOAT32: np.float32, INT32: np.int32, UINT8: np.uint8, INT8: np.int8}
MOST_SIDES = 4
LEAST_SCALE, MOST_SCALE = 2.0**-30, 2.0**20  # of a tensor that is computed
MOST_BYTES = 128 * 2**20  # of a tensor


@dataclass(frozen=True)
class Tensor:
    """A tensor.

    Attributes:
        shape: its sides, each at least 1.
        type: LiteRT's number of its elements' type.
        content: its constant elements; None where the graph computes it, or takes it.
        scales: one for all of it, or one for each place along ``axis``; empty where it is not
            quantised. A real value is (integer - zero point) * scale.
        axis: see ``scales``.

    """

    shape: tuple[int, ...]
    type: int
    content: np.ndarray | None
    scales: tuple[float, ...]
    axis: int

    @property
    def elements(self) -> int:
        """The number of its elements."""
        return math.prod(self.shape)

    @property
    def bytes(self) -> int:
        """The bytes of its elements."""
        return self.elements * np.dtype(DTYPES[self.type]).itemsize


def read_tensor(values: Values, buffers: Sequence[memoryview]) -> Tensor:
    """Check and read a tensor.

    Args:
        values: the fields of its table.
        buffers: the contents of the graph's buffers.

    Raises:
        MalformedError: its parts do not fit each other.

    """
    shape, kind = values["shape"], values["type"]
    _check_shape(shape, values["shape_signature"])
    if kind not in DTYPES:
        raise MalformedError(f"it has a tensor of type {kind}")
    if values["is_variable"]:
        raise MalformedError("it has a variable")
    if values["buffer"] >= len(buffers):
        raise MalformedError(f"it names buffer {values['buffer']} of {len(buffers)}")
    dtype, data = np.dtype(DTYPES[kind]), buffers[values["buffer"]]
    content = None
    if math.prod(shape) * dtype.itemsize > MOST_BYTES:
        raise MalformedError(f"it has a tensor of shape {shape}")
    if len(data):
        if len(data) != math.prod(shape) * dtype.itemsize:
            raise MalformedError(f"a tensor of shape {shape} has {len(data)} bytes")
        content = np.frombuffer(data, dtype.newbyteorder("<")).reshape(shape)
        if kind == FLOAT32 and not np.isfinite(content).all():
            raise MalformedError("a constant is not finite")
    elif kind == INT32:
        raise MalformedError("it computes whole numbers of 32 bits")
    most_scales = 1 if content is None else None
    scales, axis = _quantization(values["quantization"], shape, kind, most_scales)
    return Tensor(shape, kind, content, scales, axis)


def _check_shape(shape: tuple[int, ...], signature: tuple[int, ...]) -> None:
    if len(shape) > MOST_SIDES or not all(side >= 1 for side in shape):
        raise MalformedError(f"it has a tensor of shape {shape[: 2 * MOST_SIDES]}")
    pairs = zip(signature, shape, strict=False)
    if signature and (
        len(signature) != len(shape) or not all(one in {-1, other} for one, other in pairs)
    ):
        raise MalformedError(f"a tensor of shape {shape} has another signature")


def _quantization(
    values: Values | None, shape: tuple[int, ...], kind: int, most_scales: int | None
) -> tuple[tuple[float, ...], int]:
    """Return the scales, and the axis along which they lie."""
    scales = values["scale"] if values else ()
    zeros = values["zero_point"] if values else ()
    axis = values["quantized_dimension"] if values else 0
    if not scales and not zeros and kind in {FLOAT32, INT32}:
        return (), 0
    if axis != 0 and not 0 <= axis < len(shape):
        raise MalformedError(f"a tensor of shape {shape} has scales along {axis}")
    places = shape[axis] if shape and most_scales is None else 1
    if len(scales) not in {1, places} or len(zeros) != len(scales):
        raise MalformedError(
            f"a tensor of shape {shape} has {len(scales)} scales and {len(zeros)} zero points"
        )
    least = 0.0 if most_scales is None else LEAST_SCALE
    for scale in scales:
        if not (0 < scale <= MOST_SCALE and least <= scale):
            raise MalformedError(f"it has a scale of {scale}")
    low, high = _range(kind)
    if not all(low <= zero <= high for zero in zeros):
        raise MalformedError(f"it has a zero point of {max(zeros, key=abs)}")
    return scales, axis


def _range(kind: int) -> tuple[int, int]:
    """Return the least and the greatest zero point."""
    if kind in {FLOAT32, INT32}:
        return 0, 0
    limits = np.iinfo(DTYPES[kind])  # type: ignore[type-var]
    return int(limits.min), int(limits.max)
