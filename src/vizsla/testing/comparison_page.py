"""Draw a comparison as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.modalities.base import as_text
from vizsla.modalities.modality_values import PLACEHOLDER
from vizsla.modalities.registry import modality_named
from vizsla.pages.render import render
from vizsla.testing.comparison_summary import comparison_summary
from vizsla.testing.example_source import ExampleSource
from vizsla.testing.test_result import label_text
from vizsla.wording import between, data_size, duration, percent, signed_points

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vizsla.testing.comparison_data import ComparisonData
    from vizsla.testing.difference import Difference
    from vizsla.testing.report_data import ReportData

__all__ = ["comparison_page", "difference_page", "preview_of"]

SHOWN = 60  # examples that changed, in each direction
SIDE = 144  # pixels
LONGEST = 160  # characters, where the examples are texts


def comparison_page(found: ComparisonData, source: ExampleSource | None) -> str:
    """Return the page.

    Args:
        found: the comparison.
        source: the examples to show; by default a report's own source, or the reports' files.

    """
    source = source or found.first.source or found.second.source
    source = source or ExampleSource.of_files({**found.first.paths, **found.second.paths})
    return difference_page(
        found,
        _rows(found.first, found.second),
        _images(found, found.lost, source),
        _images(found, found.gained, source),
    )


def difference_page(
    found: Difference,
    rows: Sequence[tuple[str, Sequence[tuple[str, str]]]],
    lost: Sequence[Mapping[str, str]],
    gained: Sequence[Mapping[str, str]],
    *,
    decisions: bool = False,
) -> str:
    """Return the page of a difference.

    Args:
        found: the difference.
        rows: the rows of the table: a name, and the (figure, explanation) of each report.
        lost: what is shown of the examples that only the first answered rightly: ``uri`` or
            ``text``, ``truth``, ``first``, ``second``, ``name``.
        gained: the same of those that only the second answered rightly.
        decisions: whether of each label the decisions on all examples count, as of multi-label.

    """
    return render(
        "vizsla.testing",
        "comparison.html",
        title=f"{found.names[0]} and {found.names[1]}",
        found=found,
        summary=comparison_summary(found),
        edge=max(abs(found.low), abs(found.high), 0.05) * 1.15,
        rows=rows,
        by_label=[
            {
                "name": label_text(each.label),
                "examples": each.examples,
                "first": each.first_right / each.examples,
                "second": each.second_right / each.examples,
                "gained": each.gained,
                "lost": each.lost,
                "direction": each.direction,
            }
            for each in found.by_label
        ],
        lost=lost,
        gained=gained,
        decisions=decisions,
        points=signed_points,
    )


def _rows(first: ReportData, second: ReportData) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the rows of the table: a name, and the (figure, explanation) of each report."""
    names = ("Right", "Sure", "Calibration error", "Answer time", "Size", "Tested on")
    columns = zip(_column(first), _column(second), strict=True)
    return [(name, list(figures)) for name, figures in zip(names, columns, strict=True)]


def _column(report: ReportData) -> list[tuple[str, str]]:
    sure, seconds = report.sure, report.median_seconds
    return [
        (percent(report.accuracy), between(report.low, report.high)),
        (percent(sure.share), f"right {between(*sure.interval)}" if sure.count else ""),
        (
            percent(report.ece, 1),
            f"by chance up to {percent(report.calibration.chance_high, 1)}",
        ),
        ("—" if seconds is None else duration(seconds), "median"),
        (data_size(report.size), f"{data_size(report.own_size)} of it not shared with others"),
        (f"{report.examples:,}", report.tested_on),
    ]


def _images(
    found: ComparisonData, keys: Sequence[str], source: ExampleSource
) -> list[dict[str, str]]:
    """Return the images of some examples with both answers, the highest scores first."""
    pairs = {one.key: (one, other) for one, other in found.pairs}
    shown = sorted(keys, key=lambda key: -max(each.score for each in pairs[key]))[:SHOWN]
    images = []
    for key in shown:
        first, second = pairs[key]
        images.append(
            {
                **preview_of(key, found.first.modality, source),
                "truth": first.truth_text,
                "first": f"{first.answer_text} {percent(first.score)}",
                "second": f"{second.answer_text} {percent(second.score)}",
                "name": first.name,
            }
        )
    return images


def preview_of(key: str, modality_name: str, source: ExampleSource) -> dict[str, str]:
    """Return what is shown of an example: its ``text``, or the ``uri`` of its picture.

    Args:
        key: the example's sha256.
        modality_name: the name of its modality.
        source: the examples.

    """
    modality = modality_named(modality_name)
    content = source.read(key)
    text = as_text(modality, content, LONGEST)
    uri = "" if text else modality.preview(content, SIDE)
    return {"uri": "" if uri == PLACEHOLDER else uri, "text": text}
