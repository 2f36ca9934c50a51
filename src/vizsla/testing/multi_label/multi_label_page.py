"""Draw the test report of a multi-label function as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.pages.render import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.testing.multi_label.multi_label_figures import MultiLabelFigures
    from vizsla.testing.multi_label.multi_label_result import MultiLabelResult

__all__ = ["multi_label_page"]

MOST_MISTAKES = 100


def multi_label_page(
    heading: str,
    sentences: Sequence[str],
    figures: MultiLabelFigures,
    examples: int,
    mistakes: Sequence[MultiLabelResult],
    foot: str,
) -> str:
    """Return the page: one HTML file that refers to nothing outside.

    Args:
        heading: the function's name.
        sentences: the summary.
        figures: the figures.
        examples: the number of examples whose labels are all known.
        mistakes: the examples that do not have exactly their labels.
        foot: what it was tested on, and when.

    """
    return render(
        "vizsla.testing.multi_label",
        "multi_label_report.html",
        title=heading,
        heading=heading,
        sentences=sentences,
        figures=figures,
        examples=examples,
        mistakes=[
            {
                "name": each.name,
                "truth": ", ".join(each.truth) or "no label",
                "held": ", ".join(each.held) or "no label",
            }
            for each in mistakes[:MOST_MISTAKES]
        ],
        hidden=max(0, len(mistakes) - MOST_MISTAKES),
        foot=foot,
    )
