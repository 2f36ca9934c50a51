"""Joins the values that several entries of a list give to the same words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from vizsla.server.compat.assistants.entity_sources import EntitySource, source_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vizsla.answer import Entity
    from vizsla.features.feature_set import FeatureSet

__all__ = ["joined_lists"]


def joined_lists(entities: Iterable[Entity], features: FeatureSet) -> list[Entity]:
    """Return the entities, those of one list at one place as one with all the values."""
    found: list[Entity] = []
    places: dict[tuple[Any, ...], int] = {}
    for each in entities:
        place = (each.kind, each.start, each.end, each.value.get("role"))
        if source_of(each, features) is not EntitySource.LIST:
            found.append(each)
        elif place not in places:
            places[place] = len(found)
            found.append(each)
        else:
            first = found[places[place]]
            values = dict.fromkeys([*first.value["values"], *each.value["values"]])
            found[places[place]] = replace(first, value={**first.value, "values": [*values]})
    return found
