"""Puts into entities those that are their parts: the children of a composite entity."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import islice, takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vizsla.answer import Entity

__all__ = ["PARTS", "with_parts"]

PARTS = "parts"  # the field of an entity's value


def with_parts(
    entities: Sequence[Entity], parts: Mapping[str, Sequence[str]]
) -> tuple[Entity, ...]:
    """Return the entities, those that may have parts with a list of them in their ``value``.

    A part is listed without ``parts`` of its own, which are with it among the entities: two
    entities may be parts of each other.

    Args:
        entities: the entities in the order of their starts.
        parts: by kind of entity the kinds of its parts.

    Returns:
        The entities in the same order. ``value["parts"]`` is the list of those within, in that
        order, each as its ``to_dict()``; it is empty where none is.

    """

    def within(whole: Entity) -> Iterator[Entity]:
        first = bisect_left(entities, whole.start, key=lambda each: each.start)
        rest = islice(entities, first, None)
        for each in takewhile(lambda each: each.start < whole.end, rest):
            if each.end <= whole.end and each.kind in parts[whole.kind]:
                yield each

    return tuple(
        replace(each, value={**each.value, PARTS: [one.to_dict() for one in within(each)]})
        if each.kind in parts
        else each
        for each in entities
    )
