"""Where things are to each other, as far as their boxes show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from vizsla.answer import Box

__all__ = ["Beside", "InFront", "Placed", "Related", "Relations", "Rest", "find_relations"]


@dataclass(frozen=True, slots=True)
class Rest:
    """One thing rests on another, or in it; measured along and across the lower one's box.

    Attributes:
        phrase: ``on``.
        score: how often it is so where the boxes are so. A judgement, not a measurement.
        upper: labels or sorts.
        lower: labels or sorts.
        reach: how far down the lower box the upper one's lower edge may be: 0 is the top, 1 the
            bottom.
        overlap: the least part of the narrower one's width that they share.
        higher: whether the upper one's top must be above the lower one's.
        flat: whether the lower one's box must be wider than high: a board that is stood on.

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
        """Tell whether the boxes are so."""
        depth = (upper.y + upper.height - lower.y) / lower.height
        return (
            self.reach[0] <= depth <= self.reach[1]
            and _shared(upper, lower) >= self.overlap
            and (upper.y < lower.y or not self.higher)
            and (lower.width > lower.height or not self.flat)
        )


@dataclass(frozen=True, slots=True)
class InFront:
    """One thing hides a part of another, and stands nearer: its lower edge is lower by `drop`."""

    phrase: str
    score: float
    front: tuple[str, ...]
    behind: tuple[str, ...]
    overlap: float
    drop: float

    def holds(self, front: Box, behind: Box) -> bool:
        """Tell whether the boxes are so."""
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
        score: as with `Rest`.
        sides: sets of labels or sorts; both things are in the same set.
        first: sorts that are spoken of before others: a person beside a car.
        overlap: the largest part of the narrower one's width that they share.
        gap: the largest distance between them, in widths of the narrower one.
        base: how far apart their lower edges are at most, in heights of the higher one.

    """

    phrase: str
    score: float
    sides: tuple[tuple[str, ...], ...]
    first: tuple[str, ...]
    overlap: float
    gap: float
    base: float

    def holds(self, one: Box, other: Box) -> bool:
        """Tell whether the boxes are so."""
        apart = max(one.x, other.x) - min(one.x + one.width, other.x + other.width)
        narrower = min(one.width, other.width)
        bases = abs(one.y + one.height - other.y - other.height)
        return (
            -self.overlap * narrower <= apart <= self.gap * narrower
            and bases <= self.base * max(one.height, other.height)
        )


@dataclass(frozen=True, slots=True)
class Relations:
    """All relations; the first that holds is the one to speak of."""

    rests: tuple[Rest, ...]
    in_front: InFront
    beside: Beside


@dataclass(frozen=True, slots=True)
class Placed:
    """A noun group as relations see it: what it is, and where its things are."""

    label: str
    sort: str
    boxes: tuple[Box, ...]

    def is_any(self, names: Sequence[str]) -> bool:
        """Tell whether its label or its sort is among them."""
        return self.label in names or self.sort in names


@dataclass(frozen=True, slots=True)
class Related:
    """The group of number `subject` is `phrase` that of number `other`."""

    subject: int
    phrase: str
    other: int
    score: float


def find_relations(groups: Sequence[Placed], relations: Relations) -> list[Related]:
    """Return the relations to speak of: each group is on one side of one only.

    But several may be on the same thing: 'a cat and a dog on a couch'.
    """
    pairs = [
        (one, other)
        for one in range(len(groups))
        for other in range(len(groups))
        if one != other and groups[one].boxes and groups[other].boxes
    ]
    found: list[Related] = []
    for each in _candidates(groups, pairs, relations):
        subjects = {known.subject for known in found}
        others = {known.other: known.phrase for known in found}
        free = each.subject not in subjects and each.subject not in others
        fits = each.other not in subjects and others.get(each.other, each.phrase) == each.phrase
        if free and fits:
            found.append(each)
    return found


def _candidates(
    groups: Sequence[Placed], pairs: Sequence[tuple[int, int]], relations: Relations
) -> Iterator[Related]:
    """Give every relation that holds, the most telling first."""
    for rest in relations.rests:
        for one, other in pairs:
            if _may_rest(groups[one], groups[other], (rest,)) and _all_hold(
                groups[one], groups[other], rest.holds
            ):
                yield Related(one, rest.phrase, other, rest.score)
    front = relations.in_front
    for one, other in pairs:
        if _may_be_in_front(groups[one], groups[other], relations) and _all_hold(
            groups[one], groups[other], front.holds
        ):
            yield Related(one, front.phrase, other, front.score)
    beside = relations.beside
    for one, other in pairs:
        alike = any(
            groups[one].is_any(side) and groups[other].is_any(side) for side in beside.sides
        )
        after, other_after = (groups[each].sort not in beside.first for each in (one, other))
        leads = (after, one) < (other_after, other)
        if alike and leads and _all_hold(groups[one], groups[other], beside.holds):
            yield Related(one, beside.phrase, other, beside.score)


def _may_be_in_front(one: Placed, other: Placed, relations: Relations) -> bool:
    """Tell whether it makes sense; what may rest on it may do so unseen by its box."""
    front = relations.in_front
    asked = one.is_any(front.front) and other.is_any(front.behind)
    return asked and not _may_rest(one, other, relations.rests)


def _may_rest(upper: Placed, lower: Placed, rests: Sequence[Rest]) -> bool:
    return any(upper.is_any(rest.upper) and lower.is_any(rest.lower) for rest in rests)


def _all_hold(one: Placed, other: Placed, holds: Callable[[Box, Box], bool]) -> bool:
    """Tell whether it is so for each of the one group and each of the other."""
    return all(any(holds(a, b) for b in other.boxes) for a in one.boxes) and all(
        any(holds(a, b) for a in one.boxes) for b in other.boxes
    )


def _shared(one: Box, other: Box) -> float:
    """Return the part of the narrower one's width that both take up."""
    width = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    return width / min(one.width, other.width)
