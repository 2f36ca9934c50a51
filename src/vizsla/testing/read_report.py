"""Reads a report's JSON; the figures are counted anew from the results."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from vizsla.errors import OptionError
from vizsla.testing.build_report import report
from vizsla.testing.report import FORMAT
from vizsla.testing.report_fields import ReportFields
from vizsla.testing.test_result import TestResult

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.testing.report import Report

__all__ = ["read_json", "read_report"]


def read_json(text: str | bytes) -> Report:
    """Read what ``Report.to_json`` gave.

    Raises:
        OptionError: it is something else, or was written by a later version.

    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise OptionError(
            f"the test report is not JSON ({error}); give a test report that Vizsla wrote, or "
            "test again"
        ) from error
    return read_report(value)


def read_report(value: Mapping[str, Any]) -> Report:
    """Read what ``Report.to_dict`` gave.

    Raises:
        OptionError: it is something else, or was written by a later version.

    """
    fields = ReportFields(value, "the test report")
    number = fields.integer("format", 1)
    if number > FORMAT:
        raise OptionError(
            f"this test report has format {number}, and this version of Vizsla reads {FORMAT}; "
            "upgrade Vizsla, or test again"
        )
    return report(
        [_result(each) for each in fields.objects("results")],
        name=fields.text("name"),
        labels=fields.texts("labels"),
        threshold=fields.share_or_none("threshold"),
        precision_target=fields.share("precision_target"),
        calibrated=fields.boolean("calibrated"),
        seconds=fields.numbers("seconds", 0),
        size=fields.integer("size"),
        own_size=fields.integer("own_size"),
        tested_on=fields.text("tested_on"),
        unseen=fields.boolean("unseen"),
        created=_date(fields, "created") if fields.has("created") else None,
        left_out=[(each.text("first"), each.text("second")) for each in _pairs(fields, "left_out")],
        notes=fields.texts("notes") if fields.has("notes") else (),
    )


def _result(fields: ReportFields) -> TestResult:
    return TestResult(
        fields.text("key"),
        fields.text("name"),
        fields.text_or_none("truth"),
        fields.text_or_none("answer"),
        fields.share("score"),
        fields.boolean("sure"),
        tuple((each.text("first"), each.share("second")) for each in _pairs(fields, "scores")),
        fields.texts("not_labels") if fields.has("not_labels") else (),
        fields.text_or_none("said"),
    )


def _pairs(fields: ReportFields, name: str) -> list[ReportFields]:
    return fields.pairs(name) if fields.has(name) else []


def _date(fields: ReportFields, name: str) -> datetime:
    try:
        return datetime.fromisoformat(fields.text(name))
    except ValueError:
        fields.refuse(name, "must be a date in the form of ISO 8601")
