"""A difference between two tests as sentences and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Protocol

from vizsla.pages.showable import Showable
from vizsla.testing.comparison_summary import comparison_summary
from vizsla.testing.difference import Difference

if TYPE_CHECKING:
    from vizsla.json_value import JSONValue

__all__ = ["ShownDifference"]


class _WithFigures(Protocol):
    def figures(self) -> dict[str, JSONValue]:
        """Return the report's figures as a value for JSON."""


class ShownDifference(Difference, Showable):
    """A difference with a summary in words, as JSON, and shown as a page.

    Attributes:
        first: one report, the older by custom.
        second: the other report.

    """

    page_name = "comparison"
    first: _WithFigures
    second: _WithFigures

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
