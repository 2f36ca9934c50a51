"""Finds how things lie to each other, as far as their boxes show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from vizsla.answer import Box
    from vizsla.functions.image_description.relation_rules import RelationRules, RestsOn

__all__ = ["GroupBoxes", "Relation", "find_relations"]


@dataclass(frozen=True, slots=True)
class GroupBoxes:
    """A noun group for relations: its label, its category, and its things' boxes."""

    label: str
    category: str
    boxes: tuple[Box, ...]

    def is_one_of(self, names: Sequence[str]) -> bool:
        """Return whether the group's label or its category is among the names."""
        return self.label in names or self.category in names


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of two groups by their numbers: `subject` is `phrase` (on, beside) `other`."""

    subject: int
    phrase: str
    other: int
    score: float


def find_relations(groups: Sequence[GroupBoxes], rules: RelationRules) -> list[Relation]:
    """Return the relations to name; each group is the subject or the object of at most one phrase.

    Several groups may share an object: 'a cat and a dog on a couch'.
    """
    found: list[Relation] = []
    for each in _candidates(groups, rules):
        subjects = {known.subject for known in found}
        others = {known.other: known.phrase for known in found}
        free = each.subject not in subjects and each.subject not in others
        fits = each.other not in subjects and others.get(each.other, each.phrase) == each.phrase
        if free and fits:
            found.append(each)
    return found


def _candidates(groups: Sequence[GroupBoxes], rules: RelationRules) -> Iterator[Relation]:
    """Iterate over every relation that holds, the most specific first."""
    pairs = [
        (one, other)
        for one in range(len(groups))
        for other in range(len(groups))
        if one != other and groups[one].boxes and groups[other].boxes
    ]
    for rest in rules.rests:
        for one, other in pairs:
            if _may_rest(groups[one], groups[other], (rest,)) and _all_hold(
                groups[one], groups[other], rest.holds
            ):
                yield Relation(one, rest.phrase, other, rest.score)
    front = rules.in_front
    for one, other in pairs:
        if _may_be_in_front(groups[one], groups[other], rules) and _all_hold(
            groups[one], groups[other], front.holds
        ):
            yield Relation(one, front.phrase, other, front.score)
    beside = rules.beside
    for one, other in pairs:
        comparable = any(
            groups[one].is_one_of(side) and groups[other].is_one_of(side) for side in beside.sides
        )
        after, other_after = (groups[each].category not in beside.first for each in (one, other))
        leads = (after, one) < (other_after, other)
        if comparable and leads and _all_hold(groups[one], groups[other], beside.holds):
            yield Relation(one, beside.phrase, other, beside.score)


def _may_be_in_front(one: GroupBoxes, other: GroupBoxes, rules: RelationRules) -> bool:
    """Return whether 'in front of' makes sense, and 'on' or 'in' does not.

    A thing that may rest on the other may do so though their boxes hide it.
    """
    front = rules.in_front
    sensible = one.is_one_of(front.front) and other.is_one_of(front.behind)
    return sensible and not _may_rest(one, other, rules.rests)


def _may_rest(upper: GroupBoxes, lower: GroupBoxes, rests: Sequence[RestsOn]) -> bool:
    return any(upper.is_one_of(rest.upper) and lower.is_one_of(rest.lower) for rest in rests)


def _all_hold(one: GroupBoxes, other: GroupBoxes, holds: Callable[[Box, Box], bool]) -> bool:
    """Return whether a relation holds for each thing of one group and each of the other."""
    return all(any(holds(a, b) for b in other.boxes) for a in one.boxes) and all(
        any(holds(a, b) for a in one.boxes) for b in other.boxes
    )
