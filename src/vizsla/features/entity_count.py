"""How well an entity is found in texts in which somebody marked it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

__all__ = ["EntityCount", "count_entities"]

Place = tuple[int, int, str, str]  # the first position, the one after the last, a name, a role


@dataclass(frozen=True, slots=True)
class EntityCount:
    """How well an entity was found in texts that nothing was learned from.

    Attributes:
        name: the entity's name.
        role: its role, or "".
        right: how many were found, exactly as they are marked.
        wrong: how many were found that are not marked so.
        missed: how many are marked and were not found so.

    """

    name: str
    role: str
    right: int
    wrong: int
    missed: int


def count_entities(
    texts: Iterable[tuple[AbstractSet[Place], AbstractSet[Place]]],
) -> tuple[EntityCount, ...]:
    """Compare what was found with what is marked, by names and roles, in order.

    Args:
        texts: of each text what is marked, and what was found.

    """
    right: Counter[tuple[str, str]] = Counter()
    wrong, missed = right.copy(), right.copy()
    for marked, found in texts:
        right.update(each[2:] for each in found & marked)
        wrong.update(each[2:] for each in found - marked)
        missed.update(each[2:] for each in marked - found)
    kinds = sorted({*right, *wrong, *missed})
    return tuple(EntityCount(*each, right[each], wrong[each], missed[each]) for each in kinds)
