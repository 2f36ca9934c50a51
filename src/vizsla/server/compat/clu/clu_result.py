"""An Answer in the shape of CLU's analysis of a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.answer import Recognition
from vizsla.server.compat.assistants.entity_sources import (
    EntitySource,
    recognized_kind,
    source_of,
)
from vizsla.server.compat.assistants.joined_lists import joined_lists
from vizsla.server.compat.assistants.predicted_intents import certainty, predicted_intents
from vizsla.server.compat.assistants.text_places import TextPlaces
from vizsla.server.compat.clu.clu_resolutions import clu_resolutions, clu_subtype

if TYPE_CHECKING:
    from vizsla.answer import Answer, Entity
    from vizsla.features.feature_set import FeatureSet

__all__ = ["clu_result"]


def clu_result(query: str, answer: Answer, features: FeatureSet, unit: str) -> dict[str, Any]:
    """Return the body of an answer.

    Args:
        query: the text.
        answer: the Answer, with all labels.
        features: the features of the function that answered.
        unit: the unit of offsets and lengths: CLU's ``stringIndexType``.

    """
    top, scores = predicted_intents(answer)
    entities = answer.entities if isinstance(answer, Recognition) else ()
    places = TextPlaces(query, unit)
    return {
        "kind": "ConversationResult",
        "result": {
            "query": query,
            "prediction": {
                "topIntent": top,
                "projectKind": "Conversation",
                "intents": [
                    {"category": name, "confidenceScore": score} for name, score in scores.items()
                ],
                "entities": [
                    _entity(each, features, places) for each in joined_lists(entities, features)
                ],
                **certainty(answer),
            },
        },
    }


def _entity(entity: Entity, features: FeatureSet, places: TextPlaces) -> dict[str, Any]:
    found: dict[str, Any] = {
        "category": entity.kind,
        "text": entity.text,
        "offset": places.start(entity.start),
        "length": places.length(entity.start, entity.end),
        "confidenceScore": entity.score,
    }
    source = source_of(entity, features)
    if source is EntitySource.LIST:
        keys = [{"extraInformationKind": "ListKey", "key": key} for key in entity.value["values"]]
        found["extraInformation"] = keys
    elif source is EntitySource.RECOGNIZED:
        kind = recognized_kind(entity.value, features.kinds[entity.kind])
        resolutions = clu_resolutions(entity.value, kind)
        if resolutions:
            found["resolutions"] = resolutions
        subtype = {"extraInformationKind": "EntitySubtype", "value": clu_subtype(kind)}
        found["extraInformation"] = [subtype]
    return found
