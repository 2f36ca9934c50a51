"""The meaning of prebuilt entities as CLU writes it: resolutions, and the entity's subtype."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from vizsla.server.compat.assistants.entity_sources import DATES, OF_UNITS
from vizsla.server.compat.assistants.plain_numbers import plain_number

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["clu_resolutions", "clu_subtype"]

DATE_KINDS = {
    "date": "Date",
    "time": "Time",
    "datetime": "DateTime",
    "duration": "Duration",
    "set": "Set",
}
QUANTITIES = {
    **{each: each for each in (*OF_UNITS, "number", "numberrange", "ordinal", "percentage")},
    "ordinal.relative": "ordinal",
}
DEGREES = {"C": "Celsius", "F": "Fahrenheit", "K": "Kelvin", "R": "Rankine"}
LENGTH = re.compile(r"P(?:[^,()]+)(?=\)\Z)")  # (2026-05-02,2026-05-05,P3D)
RANGE = re.compile(r"(?P<open>[\[(])(?P<least>[^,]*),(?P<most>[^,]*)(?P<close>[\])])\Z")


def clu_subtype(kind: str) -> str:
    """Return CLU's name of a kind of recognize_text: ``datetime.date``, ``quantity.number``."""
    if kind.startswith(DATES):
        return f"datetime.{kind.removeprefix(DATES)}"
    return f"quantity.{QUANTITIES[kind]}" if kind in QUANTITIES else kind


def clu_resolutions(value: Mapping[str, Any], kind: str) -> list[dict[str, Any]]:
    """Return the resolutions of an entity; none for one that means its own words.

    Args:
        value: the entity's value.
        kind: the kind of recognize_text that gave it.

    """
    if kind.startswith(DATES):
        return [_date(each) for each in value["values"]]
    if kind in OF_UNITS:
        return [_quantity(value, kind)]
    if kind == "numberrange":
        return _number_range(value["value"])
    found: dict[str, Any] = {}
    if kind in {"number", "percentage"}:
        number = value.get("subtype", "percent").capitalize()
        found = {"resolutionKind": "NumberResolution", "numberKind": number}
        found["value"] = plain_number(value["value"])
    elif kind in {"ordinal", "ordinal.relative"}:
        relative = value["relativeTo"].capitalize()
        found = {"resolutionKind": "OrdinalResolution", "offset": value["offset"]}
        found |= {"relativeTo": relative, "value": value["value"]}
    elif kind == "boolean":
        found = {"resolutionKind": "BooleanResolution", "value": value["value"]}
    return [found] if found else []


def _date(entry: Mapping[str, str]) -> dict[str, Any]:
    words = entry.get("Mod", "").split("-")
    modifier = "".join(each.capitalize() for each in words)
    more = {"modifier": modifier} if modifier else {}
    kind = DATE_KINDS.get(entry["type"])
    if kind is not None:
        found = {"dateTimeSubKind": kind, "timex": entry["timex"], "value": entry["value"]}
        return {"resolutionKind": "DateTimeResolution", **found, **more}
    ends = {"begin": entry.get("start"), "end": entry.get("end")}
    found = {name: text for name, text in ends.items() if text is not None}
    length = LENGTH.search(entry["timex"])
    if length is not None:
        found["duration"] = length[0]
    return {
        "resolutionKind": "TemporalSpanResolution",
        **found,
        "timex": entry["timex"],
        **more,
    }


def _quantity(value: Mapping[str, Any], kind: str) -> dict[str, Any]:
    unit, name = str(value["unit"]), kind.capitalize()
    if kind == "temperature":
        unit = DEGREES.get(unit, unit)
    elif kind == "dimension":
        name, unit = value.get("subtype", "Dimension"), _joined(unit)
    code = {"ISO4217": value["isoCurrency"]} if "isoCurrency" in value else {}
    number = plain_number(value["value"])
    found = {"unit": unit, **code, **({} if number is None else {"value": number})}
    return {"resolutionKind": f"{name}Resolution", **found}


def _joined(unit: str) -> str:
    """Return the name of a unit in one word: ``KilometersPerHour`` of ``Kilometer per hour``."""
    first, per, second = unit.partition(" per ")
    several = "s" if per and not first.endswith(("Foot", "Knot")) else ""
    words = f"{first}{several}{per}{second}".split()
    return "".join(each[:1].upper() + each[1:] for each in words)


def _number_range(written: str) -> list[dict[str, Any]]:
    match = RANGE.match(written)
    if match is None:
        return []
    ends = {"minimum": plain_number(match["least"]), "maximum": plain_number(match["most"])}
    found = {name: number for name, number in ends.items() if number is not None}
    return [{"resolutionKind": "NumericRangeResolution", "rangeKind": "Number", **found}]
