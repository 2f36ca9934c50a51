"""Writes FlatBuffer tables by their fields' numbers, for a schema that no package ships.

The format: https://flatbuffers.dev/internals
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import flatbuffers
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Field", "TableWriter"]


class Field(NamedTuple):
    """One field of a table.

    Attributes:
        slot: the field's number in the schema, from 0.
        kind: the name of its type in the schema; ``offset`` for a table, a vector or a text.
        value: the field's value; a zero is left out, because it is the schema's default.

    """

    slot: int
    kind: Literal["int8", "uint8", "offset"]
    value: int


class TableWriter:
    """Writes tables. Each method returns the offset that a field refers to its result by."""

    def __init__(self) -> None:
        self._builder = flatbuffers.Builder(1024)

    def table(self, *fields: Field) -> int:
        """Write a table."""
        prepend = {
            "int8": self._builder.PrependInt8Slot,
            "uint8": self._builder.PrependUint8Slot,
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
        return int(self._builder.CreateNumpyVector(np.array(values, np.float32)))

    def text(self, text: str) -> int:
        """Write a text, in UTF-8."""
        return int(self._builder.CreateString(text, errors="replace"))

    def finish(self, root: int, identifier: bytes) -> bytes:
        """Return the FlatBuffer with that root table; afterwards nothing may be added."""
        self._builder.Finish(root, identifier)
        return bytes(self._builder.Output())
