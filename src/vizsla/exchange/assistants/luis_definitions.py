"""Writes the entities, phrase lists and patterns of a project as parts of a LUIS app."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from vizsla.answer import NONE_OF_THESE
from vizsla.errors import OptionError
from vizsla.exchange.assistants.assistant_features import CHILD, PREBUILTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vizsla.features.definitions import EntityDefinition, FeatureDefinitions
    from vizsla.json_value import JSONObject, JSONValue

__all__ = ["NONE", "luis_definitions"]

NONE = "None"
NOT_FOUND_HERE = frozenset(("geographyv2", "keyphrase", "personname"))  # LUIS's other prebuilts
ENTITIES, COMPOSITES, LISTS = "entities", "composites", "closedLists"
PREBUILT, ANY, REGEX = "prebuiltEntities", "patternAnyEntities", "regex_entities"


def luis_definitions(features: FeatureDefinitions, labels: Iterable[str]) -> JSONObject:
    """Return the parts of an app that say what intents and entities there are.

    Args:
        features: the project's features and entities.
        labels: the labels of its examples.

    Raises:
        OptionError: a feature is one that a LUIS app can't hold; the error names it.

    """
    if features.columns:
        raise OptionError(
            f"the column {features.columns[0]!r} is a feature, which a LUIS app can't hold"
        )
    uses = _uses(features)
    intents = dict.fromkeys(
        (*labels, *(each.label for each in features.patterns), *features.required, NONE_OF_THESE)
    )
    found: dict[str, list[JSONValue]] = {
        name: [] for name in (ENTITIES, COMPOSITES, LISTS, PREBUILT, ANY, REGEX)
    }
    known = {each.name: each for each in features.entities}
    for each in features.entities:
        if not _parent(each.name, known):
            part, value = _entity(each, known, uses)
            found[part].append(value)
    return {
        "intents": [
            {"name": _intent(each), "features": uses.get(f"intent {each}", [])} for each in intents
        ],
        **found,
        "hierarchicals": [],
        "phraselists": [
            {
                "name": each.name,
                "mode": True,
                "words": ",".join(each.phrases),
                "activated": True,
                "enabledForAllModels": each.labels is None,
            }
            for each in features.phrase_lists
        ],
        "regex_features": [
            {"name": name, "pattern": each, "activated": True}
            for name, each in features.expressions.items()
        ],
        "patterns": [
            {"pattern": each.pattern, "intent": _intent(each.label)} for each in features.patterns
        ],
    }


def _intent(label: str) -> str:
    return NONE if label == NONE_OF_THESE else label


def _uses(features: FeatureDefinitions) -> dict[str, list[JSONValue]]:
    """Return what intents and entities use: phrase lists, and what they require."""
    found: dict[str, list[JSONValue]] = defaultdict(list)
    lists = {each.name for each in features.phrase_lists}
    entities = {each.name for each in features.entities}

    def use(name: str, *, required: bool) -> JSONValue:
        if name not in lists and name not in entities:
            raise OptionError(f"the expression {name!r} is required, which a LUIS app can't say")
        key = "featureName" if name in lists else "modelName"
        return {key: name, "isRequired": required}

    for label, names in features.required.items():
        found[f"intent {label}"] += [use(name, required=True) for name in names]
    for each in features.phrase_lists:
        for label in each.labels or ():
            if each.name not in features.required.get(label, ()):
                found[f"intent {label}"].append(use(each.name, required=False))
    for entity in features.entities:
        found[f"entity {entity.name}"] += [use(name, required=True) for name in entity.needs]
    return found


def _parent(name: str, known: dict[str, EntityDefinition]) -> str:
    """Return the entity of a sub-entity: ``Order`` of ``Order::Size``; empty for others."""
    parent = name.rpartition(CHILD)[0]
    return parent if parent in known else ""


def _entity(
    entity: EntityDefinition,
    known: dict[str, EntityDefinition],
    uses: dict[str, list[JSONValue]],
) -> tuple[str, JSONValue]:
    """Return the part of an app where an entity stands, and how."""
    common: JSONObject = {"name": entity.name, "roles": [*entity.roles]}
    ways: dict[str, JSONObject] = {}
    if entity.values:
        lists: list[JSONValue] = [
            {"canonicalForm": name, "list": [*words]} for name, words in entity.values.items()
        ]
        ways[LISTS] = {"subLists": lists}
    if entity.expressions:
        ways[REGEX] = {"regexPattern": _joined(entity.expressions)}
    if entity.kinds:
        if PREBUILTS.get(entity.name.lower()) != entity.kinds:
            raise OptionError(
                f"the entity {entity.name!r} is found by recognize_text, and a LUIS app has such "
                f"entities only under their own names: {', '.join(PREBUILTS)}"
            )
        ways[PREBUILT] = {}
    if entity.anything:
        ways[ANY] = {"explicitList": [*entity.exceptions]}
    if entity.name.lower() in NOT_FOUND_HERE and not ways and not entity.learned:
        ways[PREBUILT] = {}
    if entity.learned or not ways:
        part, own = _learned(entity, known, uses)
        ways[part] = own
    if len(ways) > 1:
        raise OptionError(
            f"the entity {entity.name!r} is found in several ways, which a LUIS app can't hold"
        )
    ((part, own),) = ways.items()
    return part, {**common, **own}


def _learned(
    entity: EntityDefinition,
    known: dict[str, EntityDefinition],
    uses: dict[str, list[JSONValue]],
) -> tuple[str, JSONObject]:
    children = [known[each] for each in entity.parts if _parent(each, known) == entity.name]
    others: list[JSONValue] = [
        {"name": each} for each in entity.parts if _parent(each, known) != entity.name
    ]
    features = uses.get(f"entity {entity.name}", [])
    if others:
        return COMPOSITES, {"children": others, "features": features}
    inner = []
    for each in children:
        part, value = _entity(each, known, uses)
        if part != ENTITIES or not isinstance(value, dict):
            raise OptionError(
                f"the sub-entity {each.name!r} is not learned, which a LUIS app can't hold"
            )
        inner.append({**value, "name": each.name.removeprefix(f"{entity.name}{CHILD}")})
    return ENTITIES, {"children": [*inner], "features": features}


def _joined(expressions: tuple[str, ...]) -> str:
    if len(expressions) == 1:
        return expressions[0]
    return "|".join(f"(?:{each})" for each in expressions)
