"""Writes FlatBuffer tables (https://flatbuffers.dev/internals), before others that are kept.

A FlatBuffer's offsets are relative and point forward. So a new part in front can refer to the
tables of an old one behind it, whose bytes stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import flatbuffers

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["ALIGNMENT", "Field", "TableWriter"]

ALIGNMENT = 16  # of the data of a .tflite file's buffers: ``force_align`` in its schema


class Field(NamedTuple):
    """One field of a table.

    Attributes:
        slot: its number in the schema, from 0.
        kind: the name of its type in the schema; ``offset`` for a table, a vector or a text.
        value: a zero is left out: it stands for the schema's default.

    """

    slot: int
    kind: Literal["bool", "int8", "uint8", "int32", "uint32", "float32", "offset"]
    value: float


class TableWriter:
    """Writes tables; each method returns where what it wrote is, for a field to refer to.

    Args:
        kept: an older FlatBuffer to stand behind what is written.

    """

    def __init__(self, kept: bytes = b"") -> None:
        padded = kept + bytes(-len(kept) % ALIGNMENT)
        self._kept = len(padded)
        self._builder = flatbuffers.Builder(2 * self._kept + 1024)
        if padded:
            # The first thing built is the last one in the file.
            self._builder.CreateByteVector(padded)

    def kept(self, position: int) -> int:
        """Refer to what stands at a byte of the kept FlatBuffer."""
        return self._kept - position

    def table(self, *fields: Field) -> int:
        """Write a table."""
        prepend = {
            "bool": self._builder.PrependBoolSlot,
            "int8": self._builder.PrependInt8Slot,
            "uint8": self._builder.PrependUint8Slot,
            "int32": self._builder.PrependInt32Slot,
            "uint32": self._builder.PrependUint32Slot,
            "float32": self._builder.PrependFloat32Slot,
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

    def numbers(self, values: NDArray[np.int32] | NDArray[np.float32]) -> int:
        """Write a vector of numbers."""
        return int(self._builder.CreateNumpyVector(values))

    def data(self, content: bytes) -> int:
        """Write a vector of bytes, aligned as those of a .tflite file's buffers."""
        self._builder.Prep(ALIGNMENT, len(content))
        return int(self._builder.CreateByteVector(content))

    def text(self, text: str) -> int:
        """Write a text, in UTF-8."""
        return int(self._builder.CreateString(text, errors="replace"))

    def finish(self, root: int, identifier: bytes) -> bytes:
        """Return the FlatBuffer, which begins at the table ``root``; nothing may be added."""
        # What is kept stays aligned only where all before it is whole blocks.
        self._builder.Prep(ALIGNMENT, 0)
        self._builder.Finish(root, identifier)
        return bytes(self._builder.Output())
