"""The test report: how well a function does on examples that it was tested on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from vizsla.pages.showable import Showable
from vizsla.testing.read_report import parse_report, read_report
from vizsla.testing.report_data import ReportData
from vizsla.testing.report_json import figures_to_dict, report_to_dict
from vizsla.testing.report_summary import report_summary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.json_value import JSONValue
    from vizsla.testing.example_source import ExampleSource

__all__ = ["Report"]


class Report(ReportData, Showable):
    """A test report: data, figures, a summary in words, JSON and a page."""

    page_name = "report"

    @property
    def summary(self) -> tuple[str, ...]:
        """The figures in sentences, the most important first."""
        return report_summary(self)

    def __str__(self) -> str:
        """Return the summary, a sentence a line."""
        return "\n".join((f"{self.name}, tested on {self.tested_on}", *self.summary))

    def to_dict(self) -> dict[str, JSONValue]:
        """Return the report as a value for JSON: the data, and the figures."""
        return report_to_dict(self)

    def figures(self) -> dict[str, JSONValue]:
        """Return the figures alone as a value for JSON."""
        return figures_to_dict(self)

    def to_json(self) -> str:
        """Return the report as JSON, which ``from_json`` reads."""
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False, indent=1)

    @classmethod
    def from_dict(cls, value: Mapping[str, object]) -> Report:
        """Read a value of ``to_dict``; the figures are counted again from the results.

        Raises:
            OptionError: the value is no test report, or a later version wrote it.

        """
        return cls(**read_report(value))

    @classmethod
    def from_json(cls, text: str | bytes) -> Report:
        """Read the JSON of ``to_json``.

        Raises:
            OptionError: the text is no test report, or a later version wrote it.

        """
        return cls(**parse_report(text))

    def page(self, source: ExampleSource | None = None) -> str:
        """Return the report as a page: one HTML file that refers to nothing outside.

        Args:
            source: the examples to show; by default the report's own source, or the files that
                it was tested on.

        """
        from vizsla.testing.report_page import report_page  # noqa: PLC0415 - only pages need Jinja

        return report_page(self, source)
