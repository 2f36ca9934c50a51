"""Writes FlatBuffer tables by their fields' numbers.

For a schema that no package ships, and where the classes that one ships take long to import.

The format: https://flatbuffers.dev/internals
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import flatbuffers
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Slot", "TableWriter"]


class Slot(NamedTuple):
    """One field of a table.

    Attributes:
        slot: the field's number in the schema, from 0.
        kind: the name of its type in the schema; ``offset`` for a table, a vector or a text.
        value: the field's value; a zero is left out, because it is the schema's default.

    """

    slot: int
    kind: Literal["bool", "int8", "uint8", "int32", "uint32", "offset"]
    value: int


class TableWriter:
    """Writes tables. Each method returns the offset of its result, for the field that holds it."""

    def __init__(self, size: int = 1024) -> None:
        """Prepare a buffer of a size in bytes, which grows where it must."""
        self._builder = flatbuffers.Builder(size)

    def table(self, *fields: Slot) -> int:
        """Write a table."""
        prepend = {
            "bool": self._builder.PrependBoolSlot,
            "int8": self._builder.PrependInt8Slot,
            "uint8": self._builder.PrependUint8Slot,
            "int32": self._builder.PrependInt32Slot,
            "uint32": self._builder.PrependUint32Slot,
            "offset": self._builder.PrependUOffsetTRelativeSlot,
        }
        self._builder.StartObject(max((each.slot for each in fields), default=-1) + 1)
        for each in fields:
            prepend[each.kind](each.slot, each.value, 0)
        return int(self._builder.EndObject())

    def vector(self, offsets: Sequence[int]) -> int:
        """Write a vector of tables or texts."""
        self._builder.StartVector(4, len(offsets), 4)
        for each in reversed(offsets):
            self._builder.PrependUOffsetTRelative(each)
        return int(self._builder.EndVector())

    def floats(self, values: Sequence[float]) -> int:
        """Write a vector of float32."""
        return self.numbers(np.array(values, np.float32))

    def numbers(self, values: NDArray[np.generic]) -> int:
        """Write a vector of numbers, of the array's type."""
        return int(self._builder.CreateNumpyVector(values))

    def data(self, values: NDArray[np.generic]) -> int:
        """Write a vector of bytes that begins at a multiple of 16, as .tflite files want theirs."""
        self._builder.Prep(16, values.nbytes)
        return self.numbers(values.view(np.uint8).ravel())

    def text(self, text: str) -> int:
        """Write a text, in UTF-8."""
        return int(self._builder.CreateString(text, errors="replace"))

    def finish(self, root: int, identifier: bytes) -> bytes:
        """Return the FlatBuffer with that root table; afterwards nothing may be added."""
        self._builder.Finish(root, identifier)
        return bytes(self._builder.Output())
