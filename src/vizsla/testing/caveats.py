"""Finds the caveats of a test, as codes with numbers, which each language puts into words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.exact_test import is_shown, least_right
from vizsla.testing.interval import NARROW, enough_examples
from vizsla.testing.report_summary import FEW, GOOD, NEVER, ROUGH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vizsla.json_value import JSONValue
    from vizsla.testing.multi_label import MultiLabelReport
    from vizsla.testing.report_data import ReportData
    from vizsla.testing.threshold_curve import SureAnswers

__all__ = ["Caveat", "multi_label_caveats", "report_caveats"]

LEAST_OF_A_LABEL = 5  # tested examples below which a label's figures say next to nothing


@dataclass(frozen=True, slots=True)
class Caveat:
    """Something to keep in mind about a test.

    Attributes:
        code: what it is: ``wide interval``, ``few of a label``, ``label never right``,
            ``never sure``, ``target missed``, ``target open``, ``scores too high``,
            ``scores too low``, ``calibration open``, ``relabelled``, ``elsewhere``, or the
            diagnosis of the training: ``overfitting``, ``slight overfitting``,
            ``repeated scenes``, ``too few examples``.
        values: the numbers and names for its sentence.

    """

    code: str
    values: Mapping[str, JSONValue]


def report_caveats(report: ReportData) -> Iterator[Caveat]:
    """Yield the caveats of a report, the most important first."""
    yield from _interval(report.correct, report.examples, report.low, report.high)
    yield from _few_of_labels([(each.label, each.support) for each in report.by_label])
    named = [
        each.label
        for each in report.by_label
        if each.support >= NEVER and not each.right and each.label is not None
    ]
    if named:
        yield Caveat("label never right", {"labels": [*named]})
    if report.sure.count:
        yield from _target(report.sure, report.precision_target, report.advised)
    else:
        yield Caveat("never sure", {"why": report.why_never_sure})
    yield from _scores(report)


def multi_label_caveats(report: MultiLabelReport) -> Iterator[Caveat]:
    """Yield the caveats of a multi-label report, the most important first."""
    if report.examples:
        right = round(report.accuracy * report.examples)
        yield from _interval(right, report.examples, report.low, report.high)
    yield from _few_of_labels([(each.label, each.examples) for each in report.counted.by_label])
    if not any(each.sure_count for each in report.counted.by_label):
        yield Caveat("never sure", {"why": None})


def _interval(right: int, total: int, low: float, high: float) -> Iterator[Caveat]:
    if high - low > NARROW:
        enough = enough_examples(right, total)
        yield Caveat(
            "wide interval", {"examples": total, "low": low, "high": high, "enough": enough}
        )


def _few_of_labels(counts: Sequence[tuple[str | None, int]]) -> Iterator[Caveat]:
    few = [label for label, count in counts if label is not None and count < LEAST_OF_A_LABEL]
    if few:
        yield Caveat("few of a label", {"labels": [*few], "least": LEAST_OF_A_LABEL})


def _target(sure: SureAnswers, target: float, advised: SureAnswers | None) -> Iterator[Caveat]:
    low, high = sure.interval
    if high < target:
        way_out = None if advised is None else advised.threshold
        yield Caveat(
            "target missed", {"low": low, "high": high, "target": target, "threshold": way_out}
        )
    elif not is_shown(sure.right, sure.count, target):
        yield Caveat(
            "target open",
            {"target": target, "count": sure.count, "least": least_right(target)},
        )


def _scores(report: ReportData) -> Iterator[Caveat]:
    found = report.calibration
    values: Mapping[str, JSONValue] = {
        "examples": report.examples,
        "score": found.score,
        "accuracy": found.accuracy,
        "error": found.ece,
        "by_chance": found.chance_high,
    }
    if not found.within_chance:
        if found.ece > GOOD:
            which = "high" if found.score > found.accuracy else "low"
            yield Caveat(f"scores too {which}", values)
    elif report.examples < FEW or found.chance_high > ROUGH:
        yield Caveat("calibration open", values)
