"""Draw a test report as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.answer import UNLIKE
from vizsla.modalities.registry import modality_named
from vizsla.pages.render import render
from vizsla.testing.confusion_view import confusion_view
from vizsla.testing.example_source import ExampleSource
from vizsla.testing.report_charts import reliability_diagram, threshold_chart
from vizsla.testing.report_images import ExampleList, ReportImages
from vizsla.testing.report_summary import report_summary
from vizsla.testing.test_result import label_text
from vizsla.wording import between, data_size, duration, percent

if TYPE_CHECKING:
    from vizsla.modalities.base import Modality
    from vizsla.testing.report_data import ReportData
    from vizsla.testing.test_result import TestResult

__all__ = ["report_page"]

EXPLAINED = 12  # mistakes with a heat map
LONGEST = 600  # characters, where the examples are texts
LARGE = 320  # pixels of these images' longer side
MOST_MISTAKES = 300  # in the list of all


def report_page(report: ReportData, source: ExampleSource | None) -> str:
    """Return the page.

    Args:
        report: the report.
        source: the examples to show; by default the report's own source, or its files.

    """
    source = source or report.source or ExampleSource.of_files(report.paths)
    mistakes = report.mistakes
    view = confusion_view(report.confusion, report.labels)
    modality = modality_named(report.modality)
    images = ReportImages(report.results, modality, source.read)
    every = ExampleList("All mistakes", [each.key for each in mistakes[:MOST_MISTAKES]])
    lists = images.choose([every, *view.lists])
    return render(
        "vizsla.testing",
        "report.html",
        title=f"Test of {report.name}",
        report=report,
        created=f"{report.created:%d %B %Y, %H:%M %Z}".strip(" ,") if report.created else "",
        summary=report_summary(report),
        figures=_figures(report),
        mistakes=[_mistake(each, source, modality) for each in mistakes[:EXPLAINED]],
        left=len(mistakes) - EXPLAINED,
        all_mistakes=len(mistakes),
        view=view,
        lists=lists,
        images=images.draw(),
        by_label=_labels(report),
        reliability=reliability_diagram(report),
        curve=[
            [each.count, each.right, round(each.interval[0], 4), round(each.interval[1], 4)]
            for each in report.thresholds
        ],
        advised=report.advised,
        **threshold_chart(report),
    )


def _figures(report: ReportData) -> list[tuple[str, str, str]]:
    """Return the (name, figure, explanation) of the page's main figures."""
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
        text = f"95 % within {duration(report.slow_seconds)}, one example at a time"
        figures.append(("Answer time", duration(report.median_seconds), text))
    own = f"{data_size(report.own_size)} of it not shared with others"
    figures.append(("Size", data_size(report.size), own))
    return figures


def _mistake(each: TestResult, source: ExampleSource, modality: Modality[Any]) -> dict[str, object]:
    content = source.read(each.key)
    answer = each.exact_answer or each.answer
    heat = source.explain(each.key, answer) if content is not None and answer else None
    passages = () if content is None else modality.passages(content, LONGEST, heat)
    return {
        "name": each.name,
        "answer": each.answer_text,
        "truth": each.truth_text,
        "score": each.score,
        "sure": each.sure,
        "unlike": UNLIKE if each.novel else None,
        "image": "" if passages else modality.preview(content, LARGE),
        "passages": passages,
        "heat": None
        if passages or heat is None or not heat.any()
        else modality.highlight(content, heat, LARGE),
        "others": [
            {"name": name, "value": score, "text": percent(score)}
            for name, score in each.scores[:3]
        ],
    }


def _labels(report: ReportData) -> list[dict[str, object]]:
    """Return the rows of the labels' table, the weakest first."""
    confused: dict[str | None, str] = {}
    for truth, answer, count in report.confusion.mistakes():
        confused.setdefault(truth, f"{label_text(answer)} ({count})")
    return [
        {
            "name": label_text(each.label),
            "support": each.support,
            "figures": [
                (each.precision, each.precision_interval),
                (each.recall, each.recall_interval),
                (each.f1, each.f1_interval),
            ],
            "confused": confused.get(each.label, ""),
        }
        for each in sorted(report.by_label, key=lambda each: -1 if each.f1 is None else each.f1)
        if each.support or each.answered
    ]
