"""Lay out the charts of a test report: the reliability diagram and the threshold curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.wording import counted, percent

if TYPE_CHECKING:
    from vizsla.testing.report_data import ReportData

__all__ = ["reliability_diagram", "threshold_chart"]


def reliability_diagram(report: ReportData) -> list[dict[str, object]]:
    """Return the points of the reliability diagram."""
    bins = report.calibration.bins
    most = max(each.count for each in bins)
    return [
        {
            "x": each.score,
            "y": each.accuracy,
            "low": each.interval[0],
            "high": each.interval[1],
            "weight": each.count / most,
            "text": f"Scores {percent(each.low)} to {percent(each.high)}: "
            f"{each.right} of {counted(each.count, 'answer')} right ({percent(each.accuracy)})",
        }
        for each in bins
    ]


def threshold_chart(report: ReportData) -> dict[str, object]:
    """Return the lines and the mark of the threshold chart."""
    curve = [each for each in report.thresholds if each.threshold is not None]
    known = [each for each in curve if each.precision is not None]
    advised = report.advised
    start = report.threshold
    if start is None:
        start = 0.5 if advised is None or advised.threshold is None else advised.threshold
    return {
        "sure_line": [(each.threshold, each.share) for each in curve],
        "right_line": [(each.threshold, each.precision) for each in known],
        "right_band": [(each.threshold, *each.interval) for each in known],
        "start": start,
        "threshold_marks": [{"x": start, "text": f"{start:.2f}", "id": "mark"}],
    }
