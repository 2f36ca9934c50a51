"""Reads the tables of a FlatBuffer (https://flatbuffers.dev/internals), each offset checked.

A file is accepted only if it holds nothing but the fields of the given tables: an engine then
follows no offset that was not followed here.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Field", "FlatBuffer", "ListOf", "MalformedError", "Table", "Values"]

Values: TypeAlias = dict[str, Any]
MOST_ITEMS = 2_000_000  # of all vectors and tables: those of the shipped graphs have 50,000
SCALARS = {
    "bool": struct.Struct("<?"),
    "int8": struct.Struct("<b"),
    "uint8": struct.Struct("<B"),
    "int32": struct.Struct("<i"),
    "uint32": struct.Struct("<I"),
    "uint64": struct.Struct("<Q"),
    "float32": struct.Struct("<f"),
}
VECTORS = {"int32s": "i", "int64s": "q", "float32s": "f", "bools": "?"}
OFFSET, SIGNED_OFFSET, VTABLE = SCALARS["uint32"], SCALARS["int32"], struct.Struct("<HH")


class MalformedError(ValueError):
    """The bytes are no FlatBuffer of the given tables; it never leaves this package's folder."""


class ListOf(NamedTuple):
    """The type of a vector of tables."""

    table: Table


class Field(NamedTuple):
    """A field of a table.

    Attributes:
        name: the name in the schema.
        kind: a scalar of SCALARS, a vector of VECTORS, ``bytes``, ``text``, a table, a list of
            tables, or ``union``, whose table the caller reads.
        default: the value of a scalar that is left out.

    """

    name: str
    kind: str | Table | ListOf
    default: float = 0


@dataclass(frozen=True, eq=False)
class Table:
    """A table's name in the schema, and its fields by their numbers there."""

    name: str
    fields: Mapping[int, Field] = field(default_factory=dict)


class FlatBuffer:
    """The content of a file.

    Args:
        content: the file's bytes.
        identifier: the four letters that every such file has behind its first offset.

    """

    def __init__(self, content: bytes, identifier: bytes) -> None:
        if content[4:8] != identifier:
            raise MalformedError(f"its file identifier is not {identifier.decode()}")
        self._content = content
        self._items = 0

    def root(self, table: Table) -> Values:
        """Return the values of the root table by the fields' names.

        A vector is a tuple, or a list of tables; ``bytes`` are a view of the file; a vector or
        a table that is left out is empty or None.

        Raises:
            MalformedError: an offset leads out of the file, or there is an unknown field.

        """
        return self.table(self._scalar(OFFSET, 0), table)

    def table(self, at: int, table: Table) -> Values:
        """Return the values of the table at a place."""
        self._count(1)
        vtable = at - self._scalar(SIGNED_OFFSET, at)
        size, inline = self._unpack(VTABLE, vtable)
        self._within(vtable, size)
        self._within(at, inline)
        if at % 4 or vtable % 2 or size % 2 or size < VTABLE.size or inline < SIGNED_OFFSET.size:
            raise MalformedError(f"a {table.name} is broken")
        places = struct.unpack_from(f"<{size // 2 - 2}H", self._content, vtable + VTABLE.size)
        values: Values = {}
        for number, place in enumerate(places):
            if not place:
                continue
            if number not in table.fields:
                raise MalformedError(f"a {table.name} has the field {number}, which is not allowed")
            each = table.fields[number]
            width = SCALARS[each.kind].size if each.kind in SCALARS else OFFSET.size
            if place < SIGNED_OFFSET.size or place + width > inline or (at + place) % width:
                raise MalformedError(f"the field {each.name!r} of a {table.name} is misplaced")
            values[each.name] = self._value(at + place, each.kind)
        for each in table.fields.values():
            if each.name not in values:
                values[each.name] = _missing(each)
        return values

    def _value(self, at: int, kind: str | Table | ListOf) -> Any:  # noqa: ANN401 - of any kind
        if isinstance(kind, str) and kind in SCALARS:
            value = self._scalar(SCALARS[kind], at)
            if isinstance(value, float) and not math.isfinite(value):
                raise MalformedError(f"it holds the number {value}")
            return value
        target = at + self._scalar(OFFSET, at)
        if kind == "union":
            return target
        if isinstance(kind, Table):
            return self.table(target, kind)
        count, start = self._scalar(OFFSET, target), target + OFFSET.size
        if target % OFFSET.size:
            raise MalformedError("a vector is misplaced")
        if kind in {"bytes", "text"}:
            self._within(start, count)
            if kind == "text" and self._scalar(SCALARS["uint8"], start + count):
                raise MalformedError("a text has no end")
            return memoryview(self._content)[start : start + count]
        self._count(count)
        if isinstance(kind, ListOf):
            self._within(start, OFFSET.size * count)
            places = range(start, start + OFFSET.size * count, OFFSET.size)
            return [self.table(each + self._scalar(OFFSET, each), kind.table) for each in places]
        letter = VECTORS[kind]
        width = struct.calcsize(f"<{letter}")
        self._within(start, width * count)
        if start % width:
            raise MalformedError("a vector is misplaced")
        return struct.unpack_from(f"<{count}{letter}", self._content, start)

    def _scalar(self, kind: struct.Struct, at: int) -> Any:  # noqa: ANN401 - an int, float or bool
        return self._unpack(kind, at)[0]

    def _unpack(self, kind: struct.Struct, at: int) -> tuple[Any, ...]:
        self._within(at, kind.size)
        return kind.unpack_from(self._content, at)

    def _within(self, at: int, size: int) -> None:
        if not 0 <= at <= at + size <= len(self._content):
            raise MalformedError("an offset points outside of the file")

    def _count(self, items: int) -> None:
        """Refuse a small file that stands for a huge one, since its tables are used many times."""
        self._items += items
        if self._items > MOST_ITEMS:
            raise MalformedError(f"it has more than {MOST_ITEMS} tables and numbers")


def _missing(each: Field) -> Any:  # noqa: ANN401 - of any kind
    if isinstance(each.kind, ListOf):
        return []
    if isinstance(each.kind, Table) or each.kind == "union":
        return None
    if each.kind in {"bytes", "text"}:
        return memoryview(b"")
    return () if each.kind in VECTORS else each.default
