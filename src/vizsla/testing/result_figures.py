"""The figures that are counted from test results."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from vizsla.cached_value import cached_property
from vizsla.testing.calibration_error import calibration_figures
from vizsla.testing.confusion_matrix import confusion_matrix
from vizsla.testing.figures_without_label import NegativeFigures, NoneOfTheseFigures
from vizsla.testing.interval import WithInterval, wilson
from vizsla.testing.label_figures import label_figures
from vizsla.testing.threshold_curve import SureAnswers, threshold_curve

if TYPE_CHECKING:
    from vizsla.testing.calibration_error import CalibrationFigures
    from vizsla.testing.confusion_matrix import ConfusionMatrix
    from vizsla.testing.label_figures import LabelFigures
    from vizsla.testing.test_result import TestResult

__all__ = ["ResultFigures"]


@dataclass(frozen=True, eq=False, kw_only=True)
class ResultFigures(WithInterval):
    """Test results, and the figures that are counted from them.

    A figure is counted when it is first asked for. Examples with negative labels only have no known
    truth: they count in ``negatives`` alone.

    Attributes:
        results: every example's result.
        labels: the labels of the test, then the other truths of the results: the function can't
            give these, and is wrong there.
        threshold: the least score of a sure answer, 0 to 1; None where no answer is sure.

    """

    results: tuple[TestResult, ...] = field(repr=False)
    labels: tuple[str, ...]
    threshold: float | None

    def __post_init__(self) -> None:
        """Add the truths that are no label of the test to the labels."""
        truths = (each.truth for each in self.results if each.truth is not None)
        object.__setattr__(self, "labels", tuple(dict.fromkeys((*self.labels, *truths))))

    @cached_property
    def results_with_truth(self) -> tuple[TestResult, ...]:
        """The results of examples whose truth is known."""
        return tuple(each for each in self.results if each.truth_known)

    @property
    def examples(self) -> int:
        """The number of examples whose truth is known."""
        return len(self.results_with_truth)

    @cached_property
    def correct(self) -> int:
        """The number of right answers to these examples."""
        return sum(bool(each.right) for each in self.results_with_truth)

    @property
    def accuracy(self) -> float:
        """The share of right answers, 0 to 1."""
        return self.correct / self.examples

    @property
    def interval(self) -> tuple[float, float]:
        """The accuracy's 95 % interval (Wilson 1927)."""
        return wilson(self.correct, self.examples)

    @cached_property
    def by_label(self) -> tuple[LabelFigures, ...]:
        """The figures of each label, then of 'none of these' if there are such examples."""
        has_none = any(each.truth is None for each in self.results_with_truth)
        return label_figures(
            self.results_with_truth, (*self.labels, None) if has_none else self.labels
        )

    @property
    def macro_f1(self) -> float | None:
        """The mean F1 of the labels that have examples, each counting the same."""
        known = [each.f1 for each in self.by_label if each.support and each.f1 is not None]
        return sum(known) / len(known) if known else None

    @cached_property
    def confusion(self) -> ConfusionMatrix:
        """The confusion matrix of the results."""
        return confusion_matrix(self.results_with_truth, self.labels)

    @cached_property
    def calibration(self) -> CalibrationFigures:
        """The calibration error of the scores."""
        return calibration_figures(
            np.array([each.score for each in self.results_with_truth], np.float64),
            np.array([bool(each.right) for each in self.results_with_truth]),
        )

    @property
    def ece(self) -> float:
        """The expected calibration error, 0 to 1."""
        return self.calibration.ece

    @cached_property
    def sure(self) -> SureAnswers:
        """The sure answers."""
        sure = [each for each in self.results_with_truth if each.sure]
        right = sum(bool(each.right) for each in sure)
        return SureAnswers(self.threshold, self.examples, len(sure), right)

    @cached_property
    def thresholds(self) -> tuple[SureAnswers, ...]:
        """The sure answers at each threshold from 0 to 1, in steps of 0.01."""
        return threshold_curve(self.results_with_truth, self.threshold)

    @cached_property
    def negatives(self) -> NegativeFigures:
        """The figures of examples with negative labels only."""
        return NegativeFigures.of([each for each in self.results if not each.truth_known])

    @cached_property
    def none_of_these(self) -> NoneOfTheseFigures:
        """The figures of examples that have none of the labels."""
        return NoneOfTheseFigures.of(
            [each for each in self.results_with_truth if each.truth is None]
        )

    @property
    def mistakes(self) -> tuple[TestResult, ...]:
        """The results with a wrong answer, the highest score first."""
        wrong = (each for each in self.results if each.right is False)
        return tuple(sorted(wrong, key=lambda each: (-each.score, each.name, each.key)))
