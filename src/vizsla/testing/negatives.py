"""Examples that are counted apart."""

from __future__ import annotations

from dataclasses import dataclass

from vizsla.testing.interval import wilson

__all__ = ["Negatives", "Outside"]


@dataclass(frozen=True, slots=True)
class Negatives:
    """Examples of which only is known what they are not.

    Attributes:
        examples: how many.
        wrong: how many were answered with what they are known not to be.

    """

    examples: int
    wrong: int

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share of wrong ones."""
        return wilson(self.wrong, self.examples)


@dataclass(frozen=True, slots=True)
class Outside:
    """Examples that show none of the labels.

    Attributes:
        examples: how many.
        said_so: how many were answered so.
        not_sure: of the others, how many answers were at least not sure.

    """

    examples: int
    said_so: int
    not_sure: int
