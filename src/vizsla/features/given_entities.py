"""What a call adds to a function's features: phrases of lists, and entities found elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vizsla.features.named_entity import NamedEntity
    from vizsla.features.phrase_list import PhraseList

__all__ = ["GIVEN", "NOTHING_GIVEN", "GivenEntities"]

GIVEN = "given"  # the field of a value that came with the call


@dataclass(frozen=True, slots=True)
class GivenEntities:
    """What one call adds to the features of a function.

    Attributes:
        lists: more phrases of list entities, by name.
        entities: entities that are in the text, each with ``GIVEN`` in its value.
        preferred: whether a given entity takes the place of one of the same name that it overlaps;
            otherwise the found one stays.

    """

    lists: Mapping[str, PhraseList] = field(default_factory=dict)
    entities: tuple[NamedEntity, ...] = ()
    preferred: bool = False

    def beside(self, found: Iterable[NamedEntity]) -> list[NamedEntity]:
        """Return found entities and the given ones, of two that overlap the one that counts."""
        kept = [*found]
        if self.preferred:
            kept = [each for each in kept if not any(map(each.clashes, self.entities))]
            return [*kept, *self.entities]
        return [
            *kept,
            *(each for each in self.entities if not any(map(each.clashes, kept))),
        ]


NOTHING_GIVEN = GivenEntities()
