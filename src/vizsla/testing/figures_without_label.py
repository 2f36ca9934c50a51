"""Figures of the examples that have no label of the test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.testing.interval import wilson

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

    from vizsla.json_value import JSONValue
    from vizsla.testing.test_result import TestResult

__all__ = ["NegativeFigures", "NoneOfTheseFigures"]


@dataclass(frozen=True, slots=True)
class NegativeFigures:
    """Figures of the examples with negative labels only.

    Attributes:
        examples: the number of these examples.
        wrong: the number that was answered with one of its negative labels.

    """

    examples: int
    wrong: int

    @classmethod
    def of(cls, results: Sequence[TestResult]) -> Self:
        """Count the results of examples with negative labels only."""
        return cls(len(results), sum(each.right is False for each in results))

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share of wrong answers."""
        return wilson(self.wrong, self.examples)

    def to_dict(self) -> dict[str, JSONValue]:
        """Return the figures as a value for JSON."""
        return {"examples": self.examples, "wrong": self.wrong}


@dataclass(frozen=True, slots=True)
class NoneOfTheseFigures:
    """Figures of the examples that have none of the labels.

    Attributes:
        examples: the number of these examples.
        right: the number that was answered with 'none of these'.
        not_sure: the number that was answered with a label, without being sure.

    """

    examples: int
    right: int
    not_sure: int

    @classmethod
    def of(cls, results: Sequence[TestResult]) -> Self:
        """Count the results of examples that have none of the labels."""
        return cls(
            len(results),
            sum(each.answer is None for each in results),
            sum(each.answer is not None and not each.sure for each in results),
        )

    def to_dict(self) -> dict[str, JSONValue]:
        """Return the figures as a value for JSON."""
        return {"examples": self.examples, "right": self.right, "not_sure": self.not_sure}
