"""Compare two test reports, and tell whether the difference is more than chance."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vizsla.pages.showable import Showable
from vizsla.testing.comparison_data import ComparisonData
from vizsla.testing.comparison_summary import comparison_summary

if TYPE_CHECKING:
    from vizsla.json_value import JSONValue
    from vizsla.testing.example_source import ExampleSource
    from vizsla.testing.report import Report

__all__ = ["Comparison", "compare"]


@dataclass(frozen=True, eq=False)
class Comparison(ComparisonData, Showable):
    """A comparison of two reports: data, a summary in words, JSON and a page.

    Attributes:
        first: one report, the older by custom.
        second: the other report.

    """

    page_name = "comparison"

    first: Report = field(repr=False)
    second: Report = field(repr=False)

    @property
    def summary(self) -> tuple[str, ...]:
        """The difference in sentences, the most important first."""
        return comparison_summary(self)

    def __str__(self) -> str:
        """Return the summary, a sentence a line."""
        return "\n".join(self.summary)

    def to_dict(self) -> dict[str, JSONValue]:
        """Return the comparison as a value for JSON, with the reports' figures alone."""
        return {
            "summary": list(self.summary),
            "better": self.better,
            "more_than_chance": self.more_than_chance,
            "paired": self.paired,
            "examples": self.examples,
            "relabelled": self.relabelled,
            "both_right": self.both,
            "gained": list(self.gained),
            "lost": list(self.lost),
            "difference": self.difference,
            "interval": list(self.interval),
            "p_value": self.p_value,
            "by_label": [each.to_dict() for each in self.by_label],
            "first": {"name": self.names[0], **self.first.figures()},
            "second": {"name": self.names[1], **self.second.figures()},
        }

    def to_json(self) -> str:
        """Return the comparison as JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False, indent=1)

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
