"""Checks the operators of a .tflite file before an engine loads it.

A .tflite file is a FlatBuffer (https://flatbuffers.dev/internals): a tree of offsets, each of
which is checked here. Only the operator codes are read:
Model (field 1: operator_codes) -> OperatorCode (fields 0: deprecated builtin code, an int8;
1: custom code; 3: builtin code, an int32).
"""

from __future__ import annotations

import struct

from vizsla.errors import BundleDamagedError

__all__ = ["ALLOWED", "check_operators"]

# Arithmetic on fixed shapes, as the converter writes it for images: no control flow, no variables,
# no custom code. The numbers and names are those of LiteRT's schema.fbs.
ALLOWED = {
    0: "ADD",
    1: "AVERAGE_POOL_2D",
    2: "CONCATENATION",
    3: "CONV_2D",
    4: "DEPTHWISE_CONV_2D",
    6: "DEQUANTIZE",
    9: "FULLY_CONNECTED",
    14: "LOGISTIC",
    17: "MAX_POOL_2D",
    18: "MUL",
    19: "RELU",
    21: "RELU6",
    22: "RESHAPE",
    23: "RESIZE_BILINEAR",
    25: "SOFTMAX",
    34: "PAD",
    40: "MEAN",
    60: "PADV2",
    97: "RESIZE_NEAREST_NEIGHBOR",
    98: "LEAKY_RELU",
    114: "QUANTIZE",
}
MOST_CODES = 1000


def check_operators(content: bytes, where: str) -> None:
    """Refuse a graph that uses an operator which no function needs.

    Args:
        content: the .tflite file's content.
        where: the file's name, for messages.

    Raises:
        BundleDamagedError: the content is not a .tflite file, or names such an operator.

    """
    try:
        codes = _operator_codes(content)
    except (struct.error, ValueError) as error:
        raise BundleDamagedError(
            f"{where} is not a .tflite graph ({error}); copy the bundle again"
        ) from error
    for code, custom in codes:
        if code not in ALLOWED:
            name = f"the custom operator {custom!r}" if custom else f"operator number {code}"
            raise BundleDamagedError(
                f"{where} uses {name}, which is not one that a function may use "
                f"({', '.join(ALLOWED.values())}); publish the function again with Vizsla"
            )


def _operator_codes(content: bytes) -> list[tuple[int, str]]:
    if content[4:8] != b"TFL3":
        raise ValueError("its file identifier is not TFL3")
    model = _Table(content, _uint32(content, 0))
    vector = model.offset(1)
    if vector is None:
        raise ValueError("it has no operators")
    count = _uint32(content, vector)
    if count > MOST_CODES:
        raise ValueError(f"it claims to have {count} operators")
    codes = []
    for number in range(count):
        at = vector + 4 + 4 * number
        table = _Table(content, at + _uint32(content, at))
        custom = table.offset(1)
        codes.append(
            (
                max(table.int8(0), table.int32(3)),
                "" if custom is None else _text(content, custom),
            )
        )
    return codes


def _uint32(content: bytes, at: int) -> int:
    if at < 0:
        raise ValueError("an offset points before the file")
    return int(struct.unpack_from("<I", content, at)[0])


def _text(content: bytes, at: int) -> str:
    size = min(_uint32(content, at), 100)
    return content[at + 4 : at + 4 + size].decode("utf-8", "replace")


class _Table:
    """A FlatBuffer table: its fields by number."""

    def __init__(self, content: bytes, at: int) -> None:
        self._content = content
        self._at = at
        self._vtable = at - int(struct.unpack_from("<i", content, at)[0])
        if self._vtable < 0:
            raise ValueError("an offset points before the file")
        self._size = int(struct.unpack_from("<H", content, self._vtable)[0])

    def _field(self, number: int) -> int | None:
        entry = 4 + 2 * number
        if entry + 2 > self._size:
            return None
        offset = int(struct.unpack_from("<H", self._content, self._vtable + entry)[0])
        return self._at + offset if offset else None

    def offset(self, number: int) -> int | None:
        at = self._field(number)
        return None if at is None else at + _uint32(self._content, at)

    def int8(self, number: int) -> int:
        at = self._field(number)
        return 0 if at is None else int(struct.unpack_from("<b", self._content, at)[0])

    def int32(self, number: int) -> int:
        at = self._field(number)
        return 0 if at is None else int(struct.unpack_from("<i", self._content, at)[0])
