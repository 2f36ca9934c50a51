"""Read the JSON of a test report; the figures are counted again from the results."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TypedDict

from vizsla.errors import OptionError
from vizsla.features.entity_count import EntityCount
from vizsla.json_fields import JsonFields
from vizsla.testing.report_json import FORMAT
from vizsla.testing.test_result import TestResult

__all__ = ["ReportArguments", "parse_report", "read_report"]


class ReportArguments(TypedDict):
    """The arguments of a Report that its JSON holds."""

    results: tuple[TestResult, ...]
    labels: tuple[str, ...]
    threshold: float | None
    name: str
    precision_target: float
    calibrated: bool
    seconds: tuple[float, ...]
    size: int
    own_size: int
    tested_on: str
    modality: str
    unseen: bool
    created: datetime | None
    left_out: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    why_never_sure: str | None
    entities: tuple[EntityCount, ...]


class ReportFields(JsonFields):
    """A JSON object of a test report.

    Raises:
        OptionError: the value is not an object, or a field is missing or has another type.

    """

    ERROR = OptionError
    WAY_OUT = "Give a test report that Vizsla wrote, or test again"


def parse_report(text: str | bytes) -> ReportArguments:
    """Read a report's arguments from JSON.

    Raises:
        OptionError: the text is no test report, or a later version wrote it.

    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise OptionError(
            f"the test report is not JSON ({error}). {ReportFields.WAY_OUT}"
        ) from error
    return read_report(value)


def read_report(value: object) -> ReportArguments:
    """Read a report's arguments from parsed JSON.

    Raises:
        OptionError: the value is no test report, or a later version wrote it.

    """
    fields = ReportFields(value, "the test report")
    number = fields.integer("format", 1)
    if number > FORMAT:
        raise OptionError(
            f"this test report has format {number}, and this version of Vizsla reads up to "
            f"{FORMAT}; upgrade Vizsla, or test again"
        )
    return {
        "results": tuple(_read_result(each, number) for each in fields.objects("results")),
        "labels": fields.texts("labels"),
        "threshold": fields.share_or_none("threshold"),
        "name": fields.text("name"),
        "precision_target": fields.share("precision_target"),
        "calibrated": fields.boolean("calibrated"),
        "seconds": fields.numbers("seconds", 0),
        "size": fields.integer("size"),
        "own_size": fields.integer("own_size"),
        "tested_on": fields.text("tested_on"),
        "modality": fields.text("modality") if number > 1 else "image",
        "unseen": fields.boolean("unseen"),
        "created": _date(fields, "created") if fields.has("created") else None,
        "left_out": tuple(
            (each.text("first"), each.text("second")) for each in _pairs(fields, "left_out")
        ),
        "notes": fields.texts("notes") if fields.has("notes") else (),
        "why_never_sure": fields.text_or_none("why_never_sure"),
        "entities": tuple(_read_entity(each) for each in fields.objects("entities"))
        if fields.has("entities")
        else (),
    }


def _read_entity(fields: ReportFields) -> EntityCount:
    return EntityCount(
        fields.text("name"),
        fields.text("role"),
        fields.integer("right"),
        fields.integer("wrong"),
        fields.integer("missed"),
    )


def _read_result(fields: ReportFields, number: int) -> TestResult:
    return TestResult(
        fields.text("key"),
        fields.text("name"),
        fields.text_or_none("truth"),
        fields.text_or_none("answer"),
        fields.share("score"),
        fields.boolean("sure"),
        tuple((each.text("first"), each.share("second")) for each in _pairs(fields, "scores")),
        fields.texts("not_labels") if fields.has("not_labels") else (),
        fields.text_or_none("said" if number == 1 else "exact_answer"),
        fields.boolean("likely") if fields.has("likely") else False,
        fields.boolean("novel") if fields.has("novel") else False,
    )


def _pairs(fields: ReportFields, name: str) -> list[ReportFields]:
    return fields.pairs(name) if fields.has(name) else []


def _date(fields: ReportFields, name: str) -> datetime:
    try:
        return datetime.fromisoformat(fields.text(name))
    except ValueError:
        fields.refuse(name, "must be a date in the form of ISO 8601")
