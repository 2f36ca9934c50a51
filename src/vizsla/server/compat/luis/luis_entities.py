"""Entities in the shape of LUIS's prediction API, version 3: values by name, parts nested."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from vizsla.features.given_entities import GIVEN
from vizsla.functions.entity_parts import within
from vizsla.server.compat.assistants.entity_sources import EntitySource, source_of
from vizsla.server.compat.assistants.joined_lists import joined_lists
from vizsla.server.compat.luis.luis_models import CHILD, has_score, luis_type, model_of
from vizsla.server.compat.luis.luis_prebuilts import prebuilt_value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vizsla.answer import Entity
    from vizsla.features.feature_set import FeatureSet
    from vizsla.server.compat.assistants.text_places import TextPlaces

__all__ = ["luis_entities"]

INSTANCE = "$instance"


def luis_entities(
    entities: Iterable[Entity], features: FeatureSet, places: TextPlaces, *, verbose: bool
) -> dict[str, Any]:
    """Return the entities by role or name.

    Args:
        entities: the entities of an Answer.
        features: the features of the function that answered.
        places: the places of the text in UTF-16 code units.
        verbose: whether ``$instance`` tells where each stands and what found it.

    """
    return _Nest(joined_lists(entities, features), features, places, verbose=verbose).all()


class _Nest:
    """Puts entities into those that they are parts of."""

    def __init__(
        self,
        entities: list[Entity],
        features: FeatureSet,
        places: TextPlaces,
        *,
        verbose: bool,
    ) -> None:
        self._entities = entities
        self._features = features
        self._places = places
        self._verbose = verbose
        self._parts = {
            at: self._direct(self._within(at)) for at in range(len(entities)) if self._has_parts(at)
        }

    def all(self) -> dict[str, Any]:
        nested = {part for parts in self._parts.values() for part in parts}
        return self._named(at for at in range(len(self._entities)) if at not in nested)

    def _has_parts(self, at: int) -> bool:
        return self._entities[at].kind in self._features.parts

    def _within(self, at: int) -> list[int]:
        """Return the numbers of an entity's parts; of two that fill each other, one is it."""
        whole = self._entities[at]
        return [
            each
            for each in within(self._entities, whole, self._features.parts[whole.kind])
            if self._rank(each) > self._rank(at)
        ]

    def _rank(self, at: int) -> tuple[int, int, int]:
        """Return the order in which entities can be around others: the longer, then by kind."""
        entity = self._entities[at]
        return entity.start - entity.end, -_height(entity.kind, self._features, frozenset()), at

    def _direct(self, parts: list[int]) -> list[int]:
        """Return the parts that are in no other of them."""
        inner = {each for at in parts if self._has_parts(at) for each in self._within(at)}
        return [each for each in parts if each not in inner]

    def _named(self, numbers: Iterable[int], whole: str = "") -> dict[str, Any]:
        values: dict[str, list[Any]] = defaultdict(list)
        instances: dict[str, list[Any]] = defaultdict(list)
        for at in numbers:
            entity = self._entities[at]
            own = entity.kind.removeprefix(f"{whole}{CHILD}") if whole else entity.kind
            name = str(entity.value.get("role") or own)
            values[name].append(self._value(at))
            instances[name].append(self._instance(entity, own))
        found: dict[str, Any] = dict(values)
        if instances and self._verbose:
            found[INSTANCE] = dict(instances)
        return found

    def _value(self, at: int) -> Any:  # noqa: ANN401 - JSON
        entity = self._entities[at]
        source = source_of(entity, self._features)
        if source is EntitySource.GIVEN:
            given = entity.value[GIVEN]
            return entity.text if given is None else given
        if self._parts.get(at):
            return self._named(self._parts[at], entity.kind)
        if source is EntitySource.LIST:
            return entity.value["values"]
        if source is EntitySource.RECOGNIZED:
            return prebuilt_value(entity, self._features.kinds[entity.kind])
        return entity.text

    def _instance(self, entity: Entity, name: str) -> dict[str, Any]:
        given = GIVEN in entity.value
        kind = luis_type(entity, self._features)
        found: dict[str, Any] = {
            "type": name if kind == entity.kind else kind,
            "text": entity.text,
            "startIndex": self._places.start(entity.start),
            "length": self._places.length(entity.start, entity.end),
        }
        if has_score(entity, self._features) or (given and entity.score < 1):
            found["score"] = entity.score
        if entity.value.get("role"):
            found["role"] = entity.value["role"]
        found |= model_of(entity, self._features)
        found["recognitionSources"] = ["externalEntities" if given else "model"]
        return found


def _height(name: str, features: FeatureSet, above: frozenset[str]) -> int:
    """Return how many levels of parts an entity has by its definition."""
    parts = () if name in above else features.parts.get(name, ())
    return max((1 + _height(each, features, above | {name}) for each in parts), default=0)
