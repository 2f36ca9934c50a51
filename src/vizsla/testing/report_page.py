"""The report as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.modalities.registry import modality_named
from vizsla.pages.render import render
from vizsla.testing.confusion_view import confusion_view
from vizsla.testing.report_images import Pictures
from vizsla.testing.test_result import NONE_OF_THESE
from vizsla.wording import between, counted, data_size, duration, percent

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from vizsla.modalities.base import Modality
    from vizsla.testing.report import Report
    from vizsla.testing.test_result import TestResult

__all__ = ["report_page"]

SHOWN = 12  # mistakes with a heat map, the most confident
LARGE = 320  # pixels of these pictures' longer side
MOST_MISTAKES = 300  # in the list of all


def report_page(
    report: Report,
    picture: Callable[[str], bytes | None] | None,
    explain: Callable[[str, str], np.ndarray | None] | None,
) -> str:
    """Return the page; the arguments are those of ``Report.page``."""
    read = picture or _from_files(report)
    mistakes = report.mistakes
    view = confusion_view(report)
    pictures = Pictures(report, read)
    every = {"title": "All mistakes", "keys": [each.key for each in mistakes[:MOST_MISTAKES]]}
    shelves = [every, *view.shelves]
    return render(
        "vizsla.testing",
        "report.html",
        title=f"Test of {report.name}",
        report=report,
        created=f"{report.created:%d %B %Y, %H:%M %Z}".strip(" ,") if report.created else "",
        verdict=report.verdict,
        figures=_figures(report),
        mistakes=[
            _mistake(each, read, explain, modality_named(report.modality))
            for each in mistakes[:SHOWN]
        ],
        left=len(mistakes) - SHOWN,
        mistakes_in_all=len(mistakes),
        view=view,
        shelves=pictures.on_shelves(shelves),
        pictures=pictures.taken(),
        by_label=_labels(report),
        reliability=_reliability(report),
        curve=[
            [each.count, each.right, round(each.interval[0], 4), round(each.interval[1], 4)]
            for each in report.thresholds
        ],
        advised=report.advised,
        **_threshold_chart(report),
    )


def _from_files(report: Report) -> Callable[[str], bytes | None]:
    def read(key: str) -> bytes | None:
        path = report.paths.get(key)
        try:
            return path.read_bytes() if path else None
        except OSError:
            return None

    return read


def _figures(report: Report) -> list[tuple[str, str, str]]:
    sure = report.sure
    sure_text = (
        f"right on {sure.right:,} of those {sure.count:,}: {between(*sure.interval)}"
        if sure.count
        else "no answer was sure"
    )
    found = report.calibration
    figures = [
        (
            "Right",
            percent(report.accuracy),
            f"{report.correct:,} of {report.examples:,}: {between(report.low, report.high)}",
        ),
        ("Sure", percent(sure.share), sure_text),
        (
            "Calibration error",
            percent(found.ece, 1),
            f"by chance alone {percent(found.chance, 1)}, up to {percent(found.chance_high, 1)}",
        ),
    ]
    if report.median_seconds is not None and report.slow_seconds is not None:
        text = f"95 % within {duration(report.slow_seconds)}, one picture at a time"
        figures.append(("Answer time", duration(report.median_seconds), text))
    own = f"{data_size(report.own_size)} of it its own"
    figures.append(("Size", data_size(report.size), own))
    return figures


def _mistake(
    each: TestResult,
    read: Callable[[str], bytes | None],
    explain: Callable[[str, str], np.ndarray | None] | None,
    modality: Modality[Any],
) -> dict[str, Any]:
    content = read(each.key)
    label = each.said or each.answer
    heat = explain(each.key, label) if explain and content is not None and label else None
    return {
        "name": each.name,
        "said": each.answer_text,
        "truth": each.truth_text,
        "score": each.score,
        "sure": each.sure,
        "picture": modality.preview(content, LARGE),
        "heat": None
        if heat is None or not heat.any()
        else modality.highlight(content, heat, LARGE),
        "others": [
            {"name": name, "value": score, "text": percent(score)}
            for name, score in each.scores[:3]
        ],
    }


def _labels(report: Report) -> list[dict[str, Any]]:
    mixed: dict[str | None, tuple[str | None, int]] = {}
    for truth, answer, count in report.confusion.mixed_up():
        mixed.setdefault(truth, (answer, count))
    rows = []
    for each in sorted(report.by_label, key=lambda each: -1 if each.f1 is None else each.f1):
        if not each.support and not each.answered:
            continue
        other = mixed.get(each.label)
        rows.append(
            {
                "name": NONE_OF_THESE if each.label is None else each.label,
                "support": each.support,
                "figures": [
                    (each.precision, each.precision_interval),
                    (each.recall, each.recall_interval),
                    (each.f1, each.f1_interval),
                ],
                "mixed": ""
                if other is None
                else f"{NONE_OF_THESE if other[0] is None else other[0]} ({other[1]})",
            }
        )
    return rows


def _reliability(report: Report) -> list[dict[str, Any]]:
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


def _threshold_chart(report: Report) -> dict[str, Any]:
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
