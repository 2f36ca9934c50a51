"""The test report: how well a function does on examples that it was tested on."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.testing.interval import wilson
from vizsla.testing.report_verdict import verdict
from vizsla.testing.threshold_curve import lowest_threshold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from vizsla.testing.calibration_error import Calibration
    from vizsla.testing.confusion import Confusion
    from vizsla.testing.label_figures import LabelFigures
    from vizsla.testing.negatives import Negatives, Outside
    from vizsla.testing.test_result import TestResult
    from vizsla.testing.threshold_curve import Sure

__all__ = ["FORMAT", "Report"]

FORMAT = 1  # of the JSON; a reader for each old number stays


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """How a function did, as data; ``to_json()`` and ``page()`` tell the same.

    Attributes:
        name: the function's, with its version where it has one.
        labels: what it was tested for.
        threshold: the least score of a sure answer; None where no answer is sure.
        precision_target: the share of right ones that sure answers should have.
        calibrated: whether scores were calibrated on data that the model had not seen.
        seconds: answer times, one picture at a time; may be empty.
        size: of all files it needs, in bytes.
        own_size: of those that no other function shares, in bytes.
        tested_on: what the examples are, for people.
        unseen: whether it is certain that it was not trained on them.
        created: when.
        results: every example's.
        left_out: the (name, reason) of what could not be tested on.
        notes: what else a reader should know, as sentences.
        paths: where the pictures are, by key, if they were files; not kept in JSON.
        examples: how many there are whose truth is known.
        correct: how many of those were answered rightly.
        by_label: each label's figures, then 'none of these' if there were such examples.
        confusion: what was taken for what.
        calibration: whether the scores can be believed.
        sure: the sure answers.
        thresholds: what they would be at other thresholds.
        negatives: examples of which only is known what they are not; not in the other figures.
        outside: examples that show none of the labels.
        modality: the name of the examples' modality.

    """

    name: str
    labels: tuple[str, ...]
    threshold: float | None
    precision_target: float
    calibrated: bool
    seconds: tuple[float, ...]
    size: int
    own_size: int
    tested_on: str
    unseen: bool
    created: datetime | None
    results: tuple[TestResult, ...]
    left_out: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    paths: Mapping[str, Path] = field(repr=False)
    examples: int
    correct: int
    by_label: tuple[LabelFigures, ...] = field(repr=False)
    confusion: Confusion = field(repr=False)
    calibration: Calibration = field(repr=False)
    sure: Sure
    thresholds: tuple[Sure, ...] = field(repr=False)
    negatives: Negatives
    outside: Outside
    modality: str = "image"

    @property
    def accuracy(self) -> float:
        """The share of right answers, 0 to 1."""
        return self.correct / self.examples

    @property
    def interval(self) -> tuple[float, float]:
        """The accuracy's 95 % interval (Wilson 1927)."""
        return wilson(self.correct, self.examples)

    @property
    def low(self) -> float:
        """The lower end of the accuracy's 95 % interval."""
        return self.interval[0]

    @property
    def high(self) -> float:
        """The upper end of the accuracy's 95 % interval."""
        return self.interval[1]

    @property
    def ece(self) -> float:
        """The expected calibration error, 0 to 1."""
        return self.calibration.ece

    @property
    def macro_f1(self) -> float | None:
        """The mean of the labels' F1, each counting the same; of those that have examples."""
        known = [each.f1 for each in self.by_label if each.support and each.f1 is not None]
        return sum(known) / len(known) if known else None

    @property
    def mistakes(self) -> tuple[TestResult, ...]:
        """The wrong answers, the most confident first."""
        wrong = (each for each in self.results if each.right is False)
        return tuple(sorted(wrong, key=lambda each: (-each.score, each.name, each.key)))

    @property
    def advised(self) -> Sure | None:
        """The lowest threshold at which sure answers reach the target; None where none does."""
        return lowest_threshold(self.thresholds, self.precision_target)

    @property
    def median_seconds(self) -> float | None:
        """The median answer time, in seconds; None where none was measured."""
        return float(np.median(self.seconds)) if self.seconds else None

    @property
    def slow_seconds(self) -> float | None:
        """The answer time that 95 % keep within, in seconds."""
        return float(np.quantile(self.seconds, 0.95)) if self.seconds else None

    @property
    def verdict(self) -> tuple[str, ...]:
        """What the figures mean, in sentences, the most important first."""
        return verdict(self)

    def __str__(self) -> str:
        """Return the verdict, a sentence a line."""
        return "\n".join((f"{self.name}, tested on {self.tested_on}", *self.verdict))

    def to_dict(self) -> dict[str, Any]:
        """Return it as a value for JSON: what was given, and the figures."""
        return {
            "format": FORMAT,
            "name": self.name,
            "labels": list(self.labels),
            "threshold": self.threshold,
            "precision_target": self.precision_target,
            "calibrated": self.calibrated,
            "seconds": list(self.seconds),
            "size": self.size,
            "own_size": self.own_size,
            "tested_on": self.tested_on,
            "unseen": self.unseen,
            "created": self.created.isoformat() if self.created else None,
            "left_out": [list(each) for each in self.left_out],
            "notes": list(self.notes),
            "figures": self.figures(),
            "results": [each.to_dict() for each in self.results],
        }

    def figures(self) -> dict[str, Any]:
        """Return the figures alone, as a value for JSON."""
        return {
            "verdict": list(self.verdict),
            "examples": self.examples,
            "correct": self.correct,
            "accuracy": self.accuracy,
            "interval": list(self.interval),
            "macro_f1": self.macro_f1,
            "by_label": [each.to_dict() for each in self.by_label],
            "confusion": self.confusion.to_dict(),
            "calibration": self.calibration.to_dict(),
            "sure": self.sure.to_dict(),
            "thresholds": [each.to_dict() for each in self.thresholds],
            "advised_threshold": self.advised.to_dict() if self.advised else None,
            "negatives": {"examples": self.negatives.examples, "wrong": self.negatives.wrong},
            "none_of_these": {
                "examples": self.outside.examples,
                "said_so": self.outside.said_so,
                "not_sure": self.outside.not_sure,
            },
            "mistakes": [each.key for each in self.mistakes],
            "seconds": {"median": self.median_seconds, "slow": self.slow_seconds},
        }

    def to_json(self) -> str:
        """Return it as JSON, which ``from_json`` reads."""
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False, indent=1)

    @classmethod
    def from_dict(cls, value: Mapping[str, Any]) -> Report:
        """Read what ``to_dict`` gave; the figures are counted anew from the results.

        Raises:
            OptionError: it is something else, or was written by a later version.

        """
        from vizsla.testing.read_report import read_report  # noqa: PLC0415 - it makes reports itself

        return read_report(value)

    @classmethod
    def from_json(cls, text: str | bytes) -> Report:
        """Read what ``to_json`` gave.

        Raises:
            OptionError: it is something else, or was written by a later version.

        """
        from vizsla.testing.read_report import read_json  # noqa: PLC0415 - it makes reports itself

        return read_json(text)

    def page(
        self,
        picture: Callable[[str], bytes | None] | None = None,
        explain: Callable[[str, str], np.ndarray | None] | None = None,
    ) -> str:
        """Return the report as a page: one HTML file that refers to nothing outside.

        Args:
            picture: gives an example's picture, a file's bytes, by its key, or None; by default
                the files that it was tested on, where they are known.
            explain: gives the heat map, (H, W) float32 from 0 to 1, of why an example, by its
                key, was answered so, or None; without it there are none.

        """
        from vizsla.testing.report_page import report_page  # noqa: PLC0415 - it takes pages' engine

        return report_page(self, picture, explain)
