"""Compare two test reports, and tell whether the difference is more than chance."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vizsla.testing.comparison_data import ComparisonData
from vizsla.testing.shown_difference import ShownDifference

if TYPE_CHECKING:
    from vizsla.testing.example_source import ExampleSource
    from vizsla.testing.report import Report

__all__ = ["Comparison", "compare"]


@dataclass(frozen=True, eq=False)
class Comparison(ComparisonData, ShownDifference):
    """A comparison of two reports: data, a summary in words, JSON and a page.

    Attributes:
        first: one report, the older by custom.
        second: the other report.

    """

    first: Report = field(repr=False)
    second: Report = field(repr=False)

    def page(self, source: ExampleSource | None = None) -> str:
        """Return the comparison as a page: one HTML file that refers to nothing outside.

        Args:
            source: the examples to show; by default those of the two reports.

        """
        from vizsla.testing.comparison_page import comparison_page  # noqa: PLC0415 - needs Jinja

        return comparison_page(self, source)


def compare(first: Report, second: Report) -> Comparison:
    """Compare two reports.

    Args:
        first: one report, the older by custom.
        second: the other report.

    """
    return Comparison(first, second)
