"""The difference between two tests, and whether it is more than chance."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Literal, Protocol

from vizsla.cached_value import cached_property
from vizsla.testing.interval import WithInterval
from vizsla.testing.significance import LEAST_P, mcnemar, paired_difference, unpaired_difference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.testing.label_change import LabelChange

__all__ = ["Difference", "different_names"]


class Judged(Protocol):
    """The result of one example."""

    @property
    def key(self) -> str:
        """The example's key."""

    @property
    def right(self) -> bool | None:
        """Whether the answer is right; None where that is not known."""


class Difference(WithInterval):
    """The difference between two tests.

    On the same examples the answers are compared one by one, which tells small differences from
    chance. On different examples only the two accuracies can be compared.
    """

    @property
    @abstractmethod
    def names(self) -> tuple[str, str]:
        """The reports' names; numbered where both have the same."""

    @property
    @abstractmethod
    def rates(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """The numbers of right answers and of examples: of the first, and of the second."""

    @property
    @abstractmethod
    def pairs(self) -> Sequence[tuple[Judged, Judged]]:
        """Both results of each example that both were tested on with the same truth."""

    @property
    def examples(self) -> int:
        """The number of examples that both were tested on with the same truth."""
        return len(self.pairs)

    @property
    @abstractmethod
    def relabelled(self) -> int:
        """The number of examples that both were tested on with different truths: left out."""

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
    @abstractmethod
    def by_label(self) -> tuple[LabelChange, ...]:
        """The change of each label's answers; empty unpaired."""

    @property
    def paired(self) -> bool:
        """Whether both were tested on the same examples, at least in part."""
        return self.examples > 0

    @property
    def neither(self) -> int:
        """The number of examples that neither answered rightly."""
        return self.examples - self.both - len(self.lost) - len(self.gained)

    @property
    def difference(self) -> float:
        """The second's accuracy minus the first's, -1 to 1."""
        if self.paired:
            return (len(self.gained) - len(self.lost)) / self.examples
        (right_1, total_1), (right_2, total_2) = self.rates
        return right_2 / max(total_2, 1) - right_1 / max(total_1, 1)

    @property
    def interval(self) -> tuple[float, float]:
        """The difference's 95 % interval."""
        if self.paired:
            return paired_difference(self.both, len(self.lost), len(self.gained), self.neither)
        (right_1, total_1), (right_2, total_2) = self.rates
        if not total_1 or not total_2:
            return -1.0, 1.0
        return unpaired_difference(right_1, total_1, right_2, total_2)

    @property
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


def different_names(first: str, second: str) -> tuple[str, str]:
    """Return two names, numbered where they are the same."""
    return (first, second) if first != second else (f"{first} (first)", f"{second} (second)")
