"""Precision, recall and F1 of each label."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.testing.interval import wilson

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.json_value import JSONValue
    from vizsla.testing.test_result import TestResult

__all__ = ["LabelFigures", "label_figures"]

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class LabelFigures:
    """One label's figures; a figure without any example is None.

    Attributes:
        label: the label; None for 'none of these'.
        support: the number of its examples.
        answered: the number of answers with this label.
        right: the number of right answers with this label.

    """

    label: str | None
    support: int
    answered: int
    right: int

    @property
    def precision(self) -> float | None:
        """The share of right ones among the answers with this label, 0 to 1."""
        return self.right / self.answered if self.answered else None

    @property
    def precision_interval(self) -> Interval:
        """The 95 % interval of the precision."""
        return wilson(self.right, self.answered)

    @property
    def recall(self) -> float | None:
        """The share of this label's examples that was answered with it, 0 to 1."""
        return self.right / self.support if self.support else None

    @property
    def recall_interval(self) -> Interval:
        """The 95 % interval of the recall."""
        return wilson(self.right, self.support)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall, 0 to 1."""
        total = self.support + self.answered
        return 2 * self.right / total if total else None

    @property
    def f1_interval(self) -> Interval:
        """The 95 % interval of F1.

        F1 is 2 s / (1 + s), where s is the share of right ones among all that have the label or
        were answered with it. That share's Wilson interval is carried over (the 'Wilson indirect'
        method of Lam, Gopal and Qian, arXiv:2309.14621, 2023).
        """
        low, high = wilson(self.right, self.support + self.answered - self.right)
        return 2 * low / (1 + low), 2 * high / (1 + high)

    def to_dict(self) -> dict[str, JSONValue]:
        """Return the figures as a value for JSON."""
        return {
            "label": self.label,
            "support": self.support,
            "answered": self.answered,
            "right": self.right,
            "precision": self.precision,
            "precision_interval": list(self.precision_interval),
            "recall": self.recall,
            "recall_interval": list(self.recall_interval),
            "f1": self.f1,
            "f1_interval": list(self.f1_interval),
        }


def label_figures(
    results: Sequence[TestResult], labels: Sequence[str | None]
) -> tuple[LabelFigures, ...]:
    """Return each label's figures, in the labels' order.

    Args:
        results: the results of examples whose truth is known.
        labels: the labels; None for 'none of these'.

    """
    support = Counter(each.truth for each in results)
    answered = Counter(each.answer for each in results)
    right = Counter(each.truth for each in results if each.right)
    return tuple(LabelFigures(each, support[each], answered[each], right[each]) for each in labels)
