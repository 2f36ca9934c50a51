"""Write a test report as JSON.

The JSON holds the results and the circumstances of the test, and the figures for other programs. To
change the format, raise ``FORMAT`` and let ``read_report`` upgrade the format before.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from vizsla.testing.report_summary import report_summary

if TYPE_CHECKING:
    from vizsla.json_value import JSONValue
    from vizsla.testing.report_data import ReportData
    from vizsla.testing.test_result import TestResult

__all__ = ["FORMAT", "figures_to_dict", "report_to_dict"]

FORMAT = 2


def report_to_dict(report: ReportData) -> dict[str, JSONValue]:
    """Return a report as a value for JSON."""
    return {
        "format": FORMAT,
        "name": report.name,
        "labels": list(report.labels),
        "threshold": report.threshold,
        "precision_target": report.precision_target,
        "calibrated": report.calibrated,
        "seconds": list(report.seconds),
        "size": report.size,
        "own_size": report.own_size,
        "tested_on": report.tested_on,
        "modality": report.modality,
        "unseen": report.unseen,
        "created": report.created.isoformat() if report.created else None,
        "left_out": [list(each) for each in report.left_out],
        "notes": list(report.notes),
        "why_never_sure": report.why_never_sure,
        **({"entities": [asdict(each) for each in report.entities]} if report.entities else {}),
        "figures": figures_to_dict(report),
        "results": [_result_to_dict(each) for each in report.results],
    }


def figures_to_dict(report: ReportData) -> dict[str, JSONValue]:
    """Return a report's figures and summary as a value for JSON."""
    return {
        "summary": list(report_summary(report)),
        "examples": report.examples,
        "correct": report.correct,
        "accuracy": report.accuracy,
        "interval": list(report.interval),
        "macro_f1": report.macro_f1,
        "by_label": [each.to_dict() for each in report.by_label],
        "confusion": report.confusion.to_dict(),
        "calibration": report.calibration.to_dict(),
        "sure": report.sure.to_dict(),
        "thresholds": [each.to_dict() for each in report.thresholds],
        "advised_threshold": report.advised.to_dict() if report.advised else None,
        "negatives": report.negatives.to_dict(),
        "none_of_these": report.none_of_these.to_dict(),
        "mistakes": [each.key for each in report.mistakes],
        "seconds": {"median": report.median_seconds, "slow": report.slow_seconds},
    }


def _result_to_dict(result: TestResult) -> dict[str, JSONValue]:
    value: dict[str, JSONValue] = {
        "key": result.key,
        "name": result.name,
        "truth": result.truth,
        "answer": result.answer,
        "score": result.score,
        "sure": result.sure,
        "scores": [list(each) for each in result.scores],
    }
    if result.not_labels:
        value["not_labels"] = list(result.not_labels)
    if result.exact_answer is not None:
        value["exact_answer"] = result.exact_answer
    if result.likely:
        value["likely"] = True
    if result.novel:
        value["novel"] = True
    return value
