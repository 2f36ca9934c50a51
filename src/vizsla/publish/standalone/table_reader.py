"""Reads what a FlatBuffer holds that is to be kept."""

from __future__ import annotations

import struct

from flatbuffers.table import Table

__all__ = ["TableReader"]


class TableReader(Table):  # type: ignore[misc] # flatbuffers ships no types
    """A table: its fields by their number in the schema, from 0.

    Attributes:
        Pos: at which of the file's bytes it is.

    """

    def _at(self, slot: int) -> int:
        return int(self.Offset(4 + 2 * slot))

    def uint32(self, slot: int) -> int:
        """Return a number, 0 where it is left out."""
        at = self._at(slot)
        return int(struct.unpack_from("<I", self.Bytes, self.Pos + at)[0]) if at else 0

    def numbers(self, slot: int) -> tuple[int, ...]:
        """Return a vector of int32."""
        at = self._at(slot)
        if not at:
            return ()
        start, count = self.Vector(at), self.VectorLen(at)
        return struct.unpack_from(f"<{count}i", self.Bytes, start)

    def tables(self, slot: int) -> list[TableReader]:
        """Return a vector of tables."""
        at = self._at(slot)
        if not at:
            return []
        start, count = self.Vector(at), self.VectorLen(at)
        return [TableReader(self.Bytes, self.Indirect(start + 4 * n)) for n in range(count)]
