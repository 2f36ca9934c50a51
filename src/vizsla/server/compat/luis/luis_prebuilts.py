"""Prebuilt entities as LUIS answers them: numbers, amounts, dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.server.compat.assistants.entity_sources import BESIDES, DATES, OF_UNITS, recognized_kind
from vizsla.server.compat.assistants.plain_numbers import plain_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vizsla.answer import Entity

__all__ = ["prebuilt_resolution", "prebuilt_type", "prebuilt_value"]

ORDINAL, RELATIVE = "ordinal", "ordinal.relative"
ORDINAL_V2 = "ordinalV2"  # which has relative ones, too: next, last
ENDS = ("value", "start", "end")  # the fields of a date that stand in its resolution


def prebuilt_type(entity: Entity, kinds: Sequence[str]) -> str:
    """Return LUIS's name of an entity's type: ``builtin.datetimeV2.date``, ``builtin.number``."""
    kind = recognized_kind(entity.value, kinds)
    return f"builtin.{kind.replace(ORDINAL, ORDINAL_V2) if _has_offset(entity, kind) else kind}"


def _has_offset(entity: Entity, kind: str) -> bool:
    """Return whether an entity is an ordinal with the place that it counts from."""
    return kind == RELATIVE or (kind == ORDINAL and entity.kind.lower() == ORDINAL_V2.lower())


def prebuilt_value(entity: Entity, kinds: Sequence[str]) -> Any:  # noqa: ANN401 - JSON
    """Return an entity's value in the shape of version 3."""
    value = entity.value
    kind = recognized_kind(value, kinds)
    if kind.startswith(DATES):
        return {"type": kind.removeprefix(DATES), "values": _dates(value["values"])}
    if kind in OF_UNITS:
        number = plain_number(value["value"])
        return {**({} if number is None else {"number": number}), "unit": value["unit"]}
    if _has_offset(entity, kind):
        return {"offset": plain_number(value["offset"]), "relativeTo": value["relativeTo"]}
    if kind in {ORDINAL, "number", "percentage"}:
        return plain_number(value["value"])
    return value["value"]


def _dates(values: Sequence[Mapping[str, str]]) -> list[dict[str, Any]]:
    """Return the values of a date, those of the same timex together."""
    found: dict[tuple[tuple[str, str], ...], list[dict[str, str]]] = {}
    for each in values:
        head = tuple((key, text) for key, text in each.items() if key not in {*ENDS, "type"})
        found.setdefault(head, []).append({key: each[key] for key in ENDS if key in each})
    return [{**dict(head), "resolution": resolution} for head, resolution in found.items()]


def prebuilt_resolution(entity: Entity, kinds: Sequence[str]) -> dict[str, Any]:
    """Return an entity's resolution in the shape of version 2."""
    kind = recognized_kind(entity.value, kinds)
    own = {key: each for key, each in entity.value.items() if key not in BESIDES}
    if kind in {ORDINAL, RELATIVE}:
        names = ("offset", "relativeTo") if _has_offset(entity, kind) else ("value",)
        return {key: own[key] for key in names}
    if kind in OF_UNITS:
        return {"unit": own["unit"], "value": own["value"]}
    return own
