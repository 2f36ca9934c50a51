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
            f"this is not a test report: it is not JSON ({error}); give what "
            "Report.to_json() returned"
        ) from error
    return read_report(value)


def read_report(value: Mapping[str, Any]) -> Report:
    """Read what ``Report.to_dict`` gave.

    Raises:
        OptionError: it is something else, or was written by a later version.

    """
    written = ReportFields(value)
    number = written.count("format")
    if number != FORMAT:
        raise OptionError(
            f"this test report has format {number}, and this version of Vizsla reads {FORMAT}; "
            "upgrade Vizsla, or test again"
        )
    created = written.text_or_none("created")
    return report(
        [TestResult.from_dict(each) for each in written.items("results")],
        name=written.text("name"),
        labels=[written.a_text(each) for each in written.items("labels")],
        threshold=written.share_or_none("threshold"),
        precision_target=written.share("precision_target"),
        calibrated=written.truth("calibrated"),
        seconds=[written.a_number(each) for each in written.items("seconds")],
        size=written.count("size"),
        own_size=written.count("own_size"),
        tested_on=written.text("tested_on"),
        unseen=written.truth("unseen"),
        created=_date(created) if created else None,
        left_out=[
            (written.a_text(name), written.a_text(why)) for name, why in written.pairs("left_out")
        ],
        notes=[written.a_text(each) for each in written.items("notes", [])],
    )


def _date(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise OptionError(
            f"this is not a test report: created should be a date as ISO 8601 writes it, and is "
            f"{text!r:.80}; give what Report.to_dict() or to_json() returned"
        ) from error
