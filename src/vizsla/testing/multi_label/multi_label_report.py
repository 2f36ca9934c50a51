"""The test report of a multi-label function: data, figures, sentences, JSON and a page."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from vizsla.cached_value import cached_property
from vizsla.errors import OptionError, TrainingDataError
from vizsla.pages.showable import Showable
from vizsla.testing.multi_label.multi_label_figures import MultiLabelFigures, multi_label_figures
from vizsla.testing.multi_label.multi_label_result import MultiLabelResult
from vizsla.testing.multi_label.multi_label_summary import multi_label_summary
from vizsla.testing.read_report import ReportFields

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["MultiLabelReport"]

FORMAT = 1


@dataclass(frozen=True, eq=False, kw_only=True)
class MultiLabelReport(Showable):
    """The results of a test, and its circumstances.

    There is no confusion matrix: a label is not given in place of another. The figures of each
    label show what is given too often, and what is missed.

    Attributes:
        results: the examples' results.
        name: the function's name, with its version where it has one.
        labels: the function's labels, in the order of the results' scores.
        tested_on: a description of the examples, for people.
        created: the time of the test.
        precision_target: the share of sure labels that should be right, 0 to 1.
        left_out: the (name, reason) of each example that could not be used.
        notes: further sentences for the reader.
        unseen: whether it is certain that the function was not trained on these examples.

    Raises:
        TrainingDataError: there is no example.

    """

    page_name = "report"

    results: tuple[MultiLabelResult, ...] = field(repr=False)
    name: str
    labels: tuple[str, ...]
    tested_on: str
    created: datetime
    precision_target: float = 0.95
    left_out: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    notes: tuple[str, ...] = ()
    unseen: bool = True

    def __post_init__(self) -> None:
        """Check that there are examples."""
        if not self.results:
            raise TrainingDataError(
                f"{self.name}: there is no example to test on. Label some examples that it was not "
                "trained on"
            )

    @cached_property
    def counted(self) -> MultiLabelFigures:
        """The figures: of each label, and of all together."""
        return multi_label_figures(self.results, self.labels)

    @property
    def accuracy(self) -> float:
        """The share of examples with exactly their labels, 0 to 1; 0 where none is known."""
        return self.counted.exact.value or 0.0

    @property
    def low(self) -> float:
        """The lower end of the accuracy's 95 % interval."""
        return self.counted.exact.low

    @property
    def high(self) -> float:
        """The upper end of the accuracy's 95 % interval."""
        return self.counted.exact.high

    @property
    def examples(self) -> int:
        """The number of examples whose labels are all known."""
        return sum(each.right is not None for each in self.results)

    @property
    def mistakes(self) -> tuple[MultiLabelResult, ...]:
        """The examples that do not have exactly their labels."""
        return tuple(each for each in self.results if each.right is False)

    @property
    def summary(self) -> tuple[str, ...]:
        """The figures in sentences, the most important first."""
        return multi_label_summary(
            self.counted,
            self.examples,
            self.precision_target,
            len(self.left_out),
            self.notes,
            unseen=self.unseen,
        )

    def __str__(self) -> str:
        """Return the summary, a sentence a line."""
        return "\n".join((f"{self.name}, tested on {self.tested_on}", *self.summary))

    def figures(self) -> dict[str, Any]:
        """Return the figures alone as a value for JSON."""
        return {
            "summary": list(self.summary),
            "examples": self.examples,
            "accuracy": self.accuracy,
            "interval": [self.low, self.high],
            **self.counted.to_dict(),
        }

    def to_dict(self) -> dict[str, Any]:
        """Return the report as a value for JSON: the data, and the figures."""
        return {
            "multi_label_format": FORMAT,
            "name": self.name,
            "labels": list(self.labels),
            "tested_on": self.tested_on,
            "unseen": self.unseen,
            "created": self.created.isoformat(),
            "precision_target": self.precision_target,
            "left_out": [list(each) for each in self.left_out],
            "notes": list(self.notes),
            "figures": self.figures(),
            "results": [each.to_dict() for each in self.results],
        }

    def to_json(self) -> str:
        """Return the report as JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False, indent=1)

    @classmethod
    def from_dict(cls, value: Mapping[str, Any]) -> MultiLabelReport:
        """Read a value of ``to_dict``; the figures are counted again from the results.

        Raises:
            OptionError: the value is no such report, or a later version wrote it.

        """
        fields = ReportFields(value, "the test report")
        number = fields.integer("multi_label_format", 1)
        if number > FORMAT:
            raise OptionError(
                f"this test report has format {number}, and this version of Vizsla reads up to "
                f"{FORMAT}; upgrade Vizsla, or test again"
            )
        try:
            created = datetime.fromisoformat(fields.text("created"))
        except ValueError:
            fields.refuse("created", "must be a date in the form of ISO 8601")
        return cls(
            results=tuple(map(_read_result, fields.objects("results"))),
            name=fields.text("name"),
            labels=fields.texts("labels"),
            tested_on=fields.text("tested_on"),
            created=created,
            precision_target=fields.share("precision_target"),
            left_out=tuple(
                (each.text("first"), each.text("second")) for each in fields.pairs("left_out")
            )
            if fields.has("left_out")
            else (),
            notes=fields.texts("notes"),
            unseen=fields.boolean("unseen") if fields.has("unseen") else True,
        )

    def page(self) -> str:
        """Return the report as a page: one HTML file that refers to nothing outside."""
        from vizsla.testing.multi_label.multi_label_page import (  # noqa: PLC0415 - only pages need Jinja
            multi_label_page,
        )

        return multi_label_page(
            self.name,
            self.summary,
            self.counted,
            self.examples,
            self.mistakes,
            f"Tested on {self.tested_on}, {self.created:%d %B %Y, %H:%M} UTC.",
        )


def _read_result(fields: ReportFields) -> MultiLabelResult:
    return MultiLabelResult(
        fields.text("key"),
        fields.text("name"),
        fields.texts("truth"),
        fields.texts("unknown"),
        fields.texts("held"),
        fields.texts("sure"),
        fields.numbers("scores", 0),
        fields.boolean("novel"),
    )
