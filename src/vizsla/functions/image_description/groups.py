"""Noun groups: how many there are of what, said only as exactly as it is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.functions.image_description.grammar import counted, some

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.answer import Box
    from vizsla.functions.image_description.grammar import Noun
    from vizsla.functions.image_description.tables import Tables
    from vizsla.functions.image_description.things import DetectedThing

__all__ = ["Group", "at_least", "distinct", "group", "grouped", "same_thing"]


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind, spoken of together.

    Attributes:
        text: ``two beagles``.
        score: how likely there are that many of them.
        least: that many.
        members: the things; none for what only the whole picture shows.
        share: how prominent they are: the part of the picture that they fill, times the scores.

    """

    text: str
    score: float
    least: int
    members: tuple[DetectedThing, ...]
    share: float


def grouped(
    seen: Sequence[DetectedThing], size: tuple[int, int], tables: Tables
) -> tuple[list[Group], float]:
    """Group what was seen.

    Args:
        seen: in their order.
        size: the picture's width and height.
        tables: how to speak of it.

    Returns:
        The groups that are sure enough to be claimed, the most prominent first, and the highest
        score of what is not.

    """
    rules = tables.rules
    groups: list[Group] = []
    kept = distinct(seen, tables)
    dropped = max((each.score for each in seen if each not in kept), default=0.0)
    by_label: dict[str, list[DetectedThing]] = {}
    for each in kept:
        by_label.setdefault(each.box.label, []).append(each)
    for label, members in by_label.items():
        # Each is likelier than `claim` by itself, so there is always a claim to be made of them.
        general = group(tables.thing(label).noun, members, [m.score for m in members], size, tables)
        finer = _finer(members, size, tables)
        as_many = sum(each.least for each in finer) >= general.least
        sure = all(each.score >= rules.claim for each in finer)
        groups.extend(finer if finer and as_many and sure else [general])
    return sorted(groups, key=lambda each: (-each.share, each.text)), dropped


def distinct(seen: Sequence[DetectedThing], tables: Tables) -> list[DetectedThing]:
    """Return what is sure enough to be claimed, each thing once.

    A box may show the same thing as a surer one. And the classifier only tells that there is a
    dog in a box, not that it is another dog: for a second one the detector must be sure by itself.
    """
    rules = tables.rules
    kept: list[DetectedThing] = []
    for each in seen:
        if each.score < (rules.claim if each.witnessed else rules.alone):
            continue
        again = any(known.box.label == each.box.label for known in kept)
        if again and each.box.score < rules.claim:
            continue
        if not any(same_thing(each.box, known.box, tables) for known in kept):
            kept.append(each)
    return kept


def same_thing(one: Box, other: Box, tables: Tables) -> bool:
    """Tell whether two boxes are likely to show the same thing."""
    width = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    height = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    if width <= 0 or height <= 0:
        return False
    shared, areas = width * height, (one.width * one.height, other.width * other.height)
    if one.label == other.label:
        return shared >= tables.rules.same_label * min(areas)
    alike = tables.thing(one.label).sort == tables.thing(other.label).sort
    # Even a cat and a person are one thing where their boxes are one box.
    least = tables.rules.same_sort if alike else tables.rules.same_box
    return shared >= least * (areas[0] + areas[1] - shared)


def _finer(members: Sequence[DetectedThing], size: tuple[int, int], tables: Tables) -> list[Group]:
    """Return the groups by finer names, if all have one and these are few."""
    by_name: dict[str, tuple[Noun, list[DetectedThing]]] = {}
    for each in members:
        if each.refined is None:
            return []
        by_name.setdefault(each.refined.noun, (each.refined, []))[1].append(each)
    if len(by_name) > tables.rules.kinds:
        return []
    return [
        group(noun, alike, [each.score * each.refined_score for each in alike], size, tables)
        for noun, alike in by_name.values()
    ]


def group(
    noun: Noun,
    members: Sequence[DetectedThing],
    chances: Sequence[float],
    size: tuple[int, int],
    tables: Tables,
) -> Group:
    """Say how many there are, as exactly as is likelier than not.

    Args:
        noun: what they are.
        members: the things.
        chances: how likely each is what the noun says.
        size: the picture's width and height.
        tables: how to speak of it.

    """
    grammar = tables.grammar
    area = max(1, size[0] * size[1])
    share = 0.0
    for each, chance in zip(members, chances, strict=True):
        share += min(1.0, each.box.width * each.box.height / area) * chance
    count = len(members)
    if count <= len(grammar.numbers):
        score = at_least(count, chances)
        if count == 1 or score >= tables.rules.claim:
            return Group(counted(noun, count, grammar), score, count, tuple(members), share)
    for amount in grammar.amounts:
        score = at_least(amount.at_least, chances)
        if score >= tables.rules.claim:
            text = some(noun, amount.word, grammar)
            return Group(text, score, amount.at_least, tuple(members), share)
    return Group(counted(noun, 1, grammar), at_least(1, chances), 1, tuple(members), share)


def at_least(count: int, chances: Sequence[float]) -> float:
    """Return how likely so many of the chances or more come true, each for itself."""
    exactly = [1.0] + [0.0] * len(chances)  # how likely 0, 1, 2, ... of those so far came true
    for number, chance in enumerate(chances, start=1):
        for true in range(number, 0, -1):
            exactly[true] = exactly[true] * (1.0 - chance) + exactly[true - 1] * chance
        exactly[0] *= 1.0 - chance
    total = 0.0
    for each in exactly[count:]:
        total += each
    return min(1.0, total)
