"""The kinds of models that LUIS names beside an entity: their numbers and names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.server.compat.assistants.entity_sources import EntitySource, source_of
from vizsla.server.compat.luis.luis_prebuilts import prebuilt_type

if TYPE_CHECKING:
    from vizsla.answer import Entity
    from vizsla.features.feature_set import FeatureSet

__all__ = ["CHILD", "has_score", "is_composite", "luis_type", "model_of"]

CHILD = "::"  # between a learned entity and its sub-entity
LEARNED, COMPOSITE = (1, "Entity Extractor"), (4, "Composite Entity Extractor")
MODELS = {
    EntitySource.RECOGNIZED: (2, "Prebuilt Entity Extractor"),
    EntitySource.LIST: (5, "List Entity Extractor"),
    EntitySource.ANYTHING: (7, "Pattern.Any Entity Extractor"),
    EntitySource.EXPRESSION: (8, "Regex Entity Extractor"),
}


def is_composite(name: str, features: FeatureSet) -> bool:
    """Return whether an entity is a composite: its parts are entities for themselves."""
    parts = features.parts.get(name, ())
    return bool(parts) and not all(each.startswith(f"{name}{CHILD}") for each in parts)


def model_of(entity: Entity, features: FeatureSet) -> dict[str, Any]:
    """Return the number and the name of the kind of model that found an entity."""
    source = source_of(entity, features)
    if source is EntitySource.GIVEN:
        source = _usual_source(entity.kind, features)
    learned = COMPOSITE if is_composite(entity.kind, features) else LEARNED
    number, name = MODELS.get(source, learned)
    return {"modelTypeId": number, "modelType": name}


def _usual_source(name: str, features: FeatureSet) -> EntitySource:
    """Return what usually finds an entity of a name."""
    tables = {
        EntitySource.LIST: features.lists,
        EntitySource.EXPRESSION: features.expressions,
        EntitySource.RECOGNIZED: features.kinds,
        EntitySource.ANYTHING: features.anything,
    }
    return next((each for each, table in tables.items() if name in table), EntitySource.LEARNED)


def luis_type(entity: Entity, features: FeatureSet) -> str:
    """Return the name of an entity's type: its own, or that of the prebuilt entity."""
    if source_of(entity, features) is EntitySource.RECOGNIZED:
        return prebuilt_type(entity, features.kinds[entity.kind])
    return entity.kind


def has_score(entity: Entity, features: FeatureSet) -> bool:
    """Return whether LUIS gives a score: to what was learned, and to telephone numbers."""
    source = source_of(entity, features)
    return source is EntitySource.LEARNED or luis_type(entity, features) == "builtin.phonenumber"
