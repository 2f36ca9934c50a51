"""Puts into entities those that are their parts: the children of a composite entity."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from vizsla.answer import Entity

__all__ = ["PARTS", "with_parts", "within"]

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
    return tuple(
        replace(
            each,
            value={
                **each.value,
                PARTS: [entities[at].to_dict() for at in within(entities, each, parts[each.kind])],
            },
        )
        if each.kind in parts
        else each
        for each in entities
    )


def within(entities: Sequence[Entity], whole: Entity, kinds: Collection[str]) -> Iterator[int]:
    """Iterate over the numbers of the entities of some kinds that lie within another one.

    Args:
        entities: the entities in the order of their starts.
        whole: the entity around them; it is itself within it, where its kind is asked for.
        kinds: the kinds.

    """
    first = bisect_left(entities, whole.start, key=lambda each: each.start)
    for at in range(first, len(entities)):
        each = entities[at]
        if each.start >= whole.end:
            return
        if each.end <= whole.end and each.kind in kinds:
            yield at
