"""Entities in the shape of LUIS's prediction API, version 2: a list, and composites beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.functions.entity_parts import within
from vizsla.server.compat.assistants.entity_sources import EntitySource, source_of
from vizsla.server.compat.assistants.joined_lists import joined_lists
from vizsla.server.compat.luis.luis_models import has_score, is_composite, luis_type
from vizsla.server.compat.luis.luis_prebuilts import prebuilt_resolution

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vizsla.answer import Entity
    from vizsla.features.feature_set import FeatureSet
    from vizsla.server.compat.assistants.text_places import TextPlaces

__all__ = ["luis_entities_v2"]


def luis_entities_v2(
    entities: Iterable[Entity], features: FeatureSet, places: TextPlaces
) -> dict[str, Any]:
    """Return the fields ``entities`` and, where there is one, ``compositeEntities``."""
    joined = joined_lists(entities, features)
    found: dict[str, Any] = {"entities": [_entity(each, features, places) for each in joined]}
    composites = [
        {
            "parentType": each.kind,
            "value": each.text.lower(),
            "children": [
                {"type": luis_type(joined[at], features), "value": joined[at].text.lower()}
                for at in within(joined, each, features.parts[each.kind])
            ],
        }
        for each in joined
        if is_composite(each.kind, features)
    ]
    return found | ({"compositeEntities": composites} if composites else {})


def _entity(entity: Entity, features: FeatureSet, places: TextPlaces) -> dict[str, Any]:
    start = places.start(entity.start)
    found: dict[str, Any] = {
        "entity": entity.text.lower(),  # as LUIS does: programs compare it with small letters
        "type": luis_type(entity, features),
        "startIndex": start,
        "endIndex": start + places.length(entity.start, entity.end) - 1,
    }
    source = source_of(entity, features)
    if source is EntitySource.RECOGNIZED:
        found["resolution"] = prebuilt_resolution(entity, features.kinds[entity.kind])
    elif source is EntitySource.LIST:
        found["resolution"] = {"values": entity.value["values"]}
    elif has_score(entity, features):
        found["score"] = entity.score
    if entity.value.get("role"):
        found["role"] = entity.value["role"]
    return found
