"""The rules by which two boxes show that one thing is on, in front of or beside another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vizsla.answer import Box

__all__ = ["Beside", "InFrontOf", "RelationRules", "RestsOn", "Worn"]


@dataclass(frozen=True, slots=True)
class RestsOn:
    """One thing rests on another, or in it; measured along and across the lower thing's box.

    Attributes:
        phrase: ``on``.
        score: the probability of the relation where the boxes allow it. A judgement, not a
            measurement.
        upper: the labels or categories of the upper thing.
        lower: the labels or categories of the lower thing.
        reach: the range of the upper thing's lower edge: 0 is the top of the lower box, 1 its
            bottom.
        overlap: the least part of the narrower one's width that both share.
        higher: whether the upper thing's top must be above the lower one's.
        flat: whether the lower thing's box must be wider than high: a board to stand on.

    """

    phrase: str
    score: float
    upper: tuple[str, ...]
    lower: tuple[str, ...]
    reach: tuple[float, float]
    overlap: float
    higher: bool
    flat: bool

    def holds(self, upper: Box, lower: Box) -> bool:
        """Return whether the boxes allow the relation."""
        depth = (upper.y + upper.height - lower.y) / lower.height
        return (
            self.reach[0] <= depth <= self.reach[1]
            and _shared(upper, lower) >= self.overlap
            and (upper.y < lower.y or not self.higher)
            and (lower.width > lower.height or not self.flat)
        )


@dataclass(frozen=True, slots=True)
class InFrontOf:
    """One thing hides a part of another, and is nearer: its lower edge is lower.

    Attributes:
        phrase: ``in front of``.
        score: as with `RestsOn`.
        front: the labels or categories of the nearer thing.
        behind: the labels or categories of the other thing.
        overlap: the least part of the narrower one's width that both share.
        drop: the least distance between the lower edges, in heights of the thing behind.

    """

    phrase: str
    score: float
    front: tuple[str, ...]
    behind: tuple[str, ...]
    overlap: float
    drop: float

    def holds(self, front: Box, behind: Box) -> bool:
        """Return whether the boxes allow the relation."""
        lower_by = front.y + front.height - behind.y - behind.height
        return (
            _shared(front, behind) >= self.overlap
            and front.y < behind.y + behind.height
            and lower_by >= self.drop * behind.height
        )


@dataclass(frozen=True, slots=True)
class Beside:
    """Two things stand on the same line with little between them.

    Attributes:
        phrase: ``beside``.
        score: as with `RestsOn`.
        sides: sets of labels or categories; both things are in the same set.
        first: categories that are named before others: a person beside a car.
        overlap: the largest part of the narrower one's width that both share.
        gap: the largest distance between them, in widths of the narrower one.
        base: the largest distance between their lower edges, in heights of the higher one.

    """

    phrase: str
    score: float
    sides: tuple[tuple[str, ...], ...]
    first: tuple[str, ...]
    overlap: float
    gap: float
    base: float

    def holds(self, one: Box, other: Box) -> bool:
        """Return whether the boxes allow the relation."""
        apart = max(one.x, other.x) - min(one.x + one.width, other.x + other.width)
        narrower = min(one.width, other.width)
        bases = abs(one.y + one.height - other.y - other.height)
        return (
            -self.overlap * narrower <= apart <= self.gap * narrower
            and bases <= self.base * max(one.height, other.height)
        )


@dataclass(frozen=True, slots=True)
class Worn:
    """A person wears a thing of these kinds, which only the classifier knows.

    Attributes:
        phrase: ``in`` or ``with``.
        kinds: the WordNet ids of what is worn.
        score: the least score of it.

    """

    phrase: str
    kinds: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class RelationRules:
    """The relations between boxes, in order: the first that holds is named. And what is worn."""

    rests: tuple[RestsOn, ...]
    in_front: InFrontOf
    beside: Beside
    worn: tuple[Worn, ...] = ()


def _shared(one: Box, other: Box) -> float:
    """Return the part of the narrower box's width that both take up."""
    width = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    return width / min(one.width, other.width)
