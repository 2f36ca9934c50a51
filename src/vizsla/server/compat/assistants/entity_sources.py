"""What found an entity of a function: a list, an expression, recognize_text, or learning."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from vizsla.features.given_entities import GIVEN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vizsla.answer import Entity
    from vizsla.features.feature_set import FeatureSet

__all__ = ["EntitySource", "recognized_kind", "source_of"]

DATES = "datetimeV2."
OF_UNITS = frozenset(("age", "currency", "dimension", "temperature"))
BESIDES = frozenset(("parts", "role"))  # what the value of any entity may have
NUMBERS = frozenset(("integer", "decimal", "fraction", "power"))


class EntitySource(StrEnum):
    """What found an entity."""

    LEARNED = "learned"
    LIST = "list"
    EXPRESSION = "expression"
    RECOGNIZED = "recognized"
    ANYTHING = "anything"
    GIVEN = "given"


def source_of(entity: Entity, features: FeatureSet) -> EntitySource:
    """Return what found an entity of an Answer; entities may be found in several ways.

    Args:
        entity: the entity.
        features: the features of the function that answered.

    """
    value, name = entity.value, entity.kind
    if GIVEN in value:
        return EntitySource.GIVEN
    values = value.get("values")
    own = {*value} - BESIDES
    if values and isinstance(values[0], str):
        return EntitySource.LIST
    if name in features.expressions and own == {"value"} and value["value"] == entity.text:
        return EntitySource.EXPRESSION
    if name in features.kinds and own:
        return EntitySource.RECOGNIZED
    if name in features.anything and not any(
        name == kind for each in features.learned for kind, _ in each.kinds
    ):
        return EntitySource.ANYTHING
    return EntitySource.LEARNED


def recognized_kind(value: Mapping[str, Any], kinds: Sequence[str]) -> str:
    """Return the kind of recognize_text that gave a value.

    Args:
        value: the entity's value.
        kinds: the kinds that the entity may be of, at least one.

    """
    if "values" in value:
        return f"{DATES}{value['values'][0]['type']}"
    found = next((each for each in kinds if _fits(value, each)), kinds[0])
    is_relative = value.get("relativeTo", "start") != "start"
    return f"{found}.relative" if is_relative else found


def _fits(value: Mapping[str, Any], kind: str) -> bool:
    if kind.startswith(DATES):
        return False
    if "unit" in value:
        is_dimension, is_currency = "subtype" in value, "isoCurrency" in value
        return kind in OF_UNITS and (
            (not is_dimension or kind == "dimension") and (not is_currency or kind == "currency")
        )
    if "offset" in value:
        return kind == "ordinal"
    if value.get("subtype") in NUMBERS:
        return kind == "number"
    if isinstance(value.get("value"), bool):
        return kind == "boolean"
    return kind not in {*OF_UNITS, "number", "ordinal", "boolean"}
