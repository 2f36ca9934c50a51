"""The data of a comparison: two reports, and the difference between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from vizsla.cached_value import cached_property
from vizsla.testing.interval import WithInterval
from vizsla.testing.label_change import label_changes
from vizsla.testing.significance import LEAST_P, mcnemar, paired_difference, unpaired_difference

if TYPE_CHECKING:
    from vizsla.testing.label_change import LabelChange
    from vizsla.testing.report_data import ReportData
    from vizsla.testing.test_result import TestResult

__all__ = ["ComparisonData"]

Pair = tuple["TestResult", "TestResult"]


@dataclass(frozen=True, eq=False)
class ComparisonData(WithInterval):
    """Two reports, and the difference between them.

    On the same examples the answers are compared one by one, which tells small differences from
    chance. On different examples only the two accuracies can be compared.

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
    def paired(self) -> bool:
        """Whether both were tested on the same examples, at least in part."""
        return bool(self.pairs)

    @property
    def examples(self) -> int:
        """The number of examples that both were tested on with the same truth."""
        return len(self.pairs)

    @property
    def relabelled(self) -> int:
        """The number of examples that both were tested on with different truths: left out."""
        return len(self._shared) - len(self.pairs)

    @cached_property
    def both(self) -> int:
        """The number of examples that both answered rightly."""
        return sum(bool(one.right and other.right) for one, other in self.pairs)

    @cached_property
    def lost(self) -> tuple[str, ...]:
        """The keys of the examples that only the first answered rightly."""
        return tuple(one.key for one, other in self.pairs if one.right and not other.right)

    @cached_property
    def gained(self) -> tuple[str, ...]:
        """The keys of the examples that only the second answered rightly."""
        return tuple(one.key for one, other in self.pairs if other.right and not one.right)

    @property
    def neither(self) -> int:
        """The number of examples that neither answered rightly."""
        return self.examples - self.both - len(self.lost) - len(self.gained)

    @property
    def difference(self) -> float:
        """The second's accuracy minus the first's, -1 to 1."""
        if self.paired:
            return (len(self.gained) - len(self.lost)) / self.examples
        return self.second.accuracy - self.first.accuracy

    @cached_property
    def interval(self) -> tuple[float, float]:
        """The difference's 95 % interval."""
        if self.paired:
            return paired_difference(self.both, len(self.lost), len(self.gained), self.neither)
        return unpaired_difference(
            self.first.correct, self.first.examples, self.second.correct, self.second.examples
        )

    @cached_property
    def p_value(self) -> float | None:
        """The probability of such a difference by chance alone (McNemar, exact); None unpaired."""
        return mcnemar(len(self.lost), len(self.gained)) if self.paired else None

    @property
    def more_than_chance(self) -> bool:
        """Whether the difference is more than chance."""
        if self.p_value is not None:
            return self.p_value < LEAST_P
        return self.low > 0 or self.high < 0

    @property
    def better(self) -> Literal["first", "second"] | None:
        """The report that is better by more than chance; None where neither is."""
        if not self.more_than_chance:
            return None
        return "second" if self.difference > 0 else "first"

    @cached_property
    def by_label(self) -> tuple[LabelChange, ...]:
        """The change of each label's answers; empty unpaired."""
        return label_changes(
            self.pairs, dict.fromkeys([*self.first.labels, *self.second.labels, None])
        )

    @property
    def names(self) -> tuple[str, str]:
        """The reports' names; numbered where both have the same."""
        first, second = self.first.name, self.second.name
        return (first, second) if first != second else (f"{first} (first)", f"{second} (second)")
