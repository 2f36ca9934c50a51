"""What is trained of an app: its intents and entities, each with the number of its texts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from vizsla.answer import NONE_OF_THESE
from vizsla.exchange.assistants.assistant_features import CHILD
from vizsla.features.definitions import read_definitions
from vizsla.workspace.label_state import LABELLED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.workspace import Store

__all__ = ["ENTITY", "INTENT", "content_models", "project_models"]

INTENT, ENTITY = "intent", "entity"
NONE = "None"
PARTS = {
    "intents": INTENT,
    "entities": ENTITY,
    "composites": ENTITY,
    "closedLists": ENTITY,
    "prebuiltEntities": ENTITY,
    "patternAnyEntities": ENTITY,
    "regex_entities": ENTITY,
}
Models = Counter[tuple[str, str]]


def project_models(store: Store) -> Models:
    """Return the models of a project, by kind and name, without reading its texts."""
    features = read_definitions(store.features(), f"the features of {store.name!r}")
    found: Models = Counter({(INTENT, NONE): 0})
    for label in store.labels():
        found[INTENT, NONE if label.name == NONE_OF_THESE else label.name] += label.positive
    for pattern in features.patterns:
        found[INTENT, pattern.label] += 0
    for entity in features.entities:
        if CHILD not in entity.name:
            found[ENTITY, entity.name] += 0
    for each in store.examples():
        if each.state == LABELLED:
            names = {one.name for one in each.entities or ()}
            found.update((ENTITY, name) for name in names if (ENTITY, name) in found)
    return found


def content_models(app: Mapping[str, Any]) -> Models:
    """Return the models of a LUIS app, by kind and name."""
    found: Models = Counter()
    for part, kind in PARTS.items():
        for each in app.get(part) or ():
            found[kind, str(each["name"])] += 0
    for each in app.get("utterances") or ():
        found[INTENT, str(each["intent"])] += 1
        found.update((ENTITY, name) for name in {str(one["entity"]) for one in each["entities"]})
    return found
