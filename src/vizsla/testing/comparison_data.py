"""The data of a comparison: two reports, and the difference between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vizsla.cached_value import cached_property
from vizsla.testing.difference import Difference, different_names
from vizsla.testing.label_change import label_changes

if TYPE_CHECKING:
    from vizsla.testing.label_change import LabelChange
    from vizsla.testing.report_data import ReportData
    from vizsla.testing.test_result import TestResult

__all__ = ["ComparisonData"]

Pair = tuple["TestResult", "TestResult"]


@dataclass(frozen=True, eq=False)
class ComparisonData(Difference):
    """Two reports, and the difference between them.

    Attributes:
        first: one report, the older by custom.
        second: the other report.

    """

    first: ReportData = field(repr=False)
    second: ReportData = field(repr=False)

    @cached_property
    def _shared(self) -> tuple[Pair, ...]:
        """Both results of each example that both were tested on."""
        others = {each.key: each for each in self.second.results_with_truth}
        return tuple(
            (each, others[each.key]) for each in self.first.results_with_truth if each.key in others
        )

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Both results of each example that both were tested on with the same truth."""
        return tuple((one, other) for one, other in self._shared if one.truth == other.truth)

    @property
    def rates(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """The numbers of right answers and of examples: of the first, and of the second."""
        first, second = self.first, self.second
        return (first.correct, first.examples), (second.correct, second.examples)

    @property
    def relabelled(self) -> int:
        """The number of examples that both were tested on with different truths: left out."""
        return len(self._shared) - len(self.pairs)

    @cached_property
    def by_label(self) -> tuple[LabelChange, ...]:
        """The change of each label's answers; empty unpaired."""
        return label_changes(
            self.pairs, dict.fromkeys([*self.first.labels, *self.second.labels, None])
        )

    @property
    def names(self) -> tuple[str, str]:
        """The reports' names; numbered where both have the same."""
        return different_names(self.first.name, self.second.name)
