"""Makes noun groups of things: `two beagles`, or `several dogs` where the number is uncertain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.functions.image_description.grammar import with_amount, with_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vizsla.answer import Box
    from vizsla.functions.image_description.detected_things import DetectedThing
    from vizsla.functions.image_description.grammar import Noun
    from vizsla.functions.image_description.tables import Tables

__all__ = [
    "NounGroup",
    "by_prominence",
    "group_things",
    "is_same_thing",
    "probability_of_at_least",
]


@dataclass(frozen=True, slots=True)
class NounGroup:
    """Things of one kind, named together.

    Attributes:
        text: ``two beagles``.
        score: the probability of at least that many things.
        at_least: the number of things that the text claims, at least.
        members: the things; none for a group that only the whole image shows.
        prominence: the part of the image that the things fill, times their scores.

    """

    text: str
    score: float
    at_least: int
    members: tuple[DetectedThing, ...]
    prominence: float


def by_prominence(groups: Iterable[NounGroup]) -> list[NounGroup]:
    """Return groups in order, the most prominent first."""
    return sorted(groups, key=lambda each: (-each.prominence, each.text))


def group_things(
    things: Sequence[DetectedThing], size: tuple[int, int], tables: Tables
) -> tuple[list[NounGroup], float]:
    """Group things by their nouns.

    Args:
        things: the things, in the order of their sort keys.
        size: the image's width and height in pixels.
        tables: the words, and the scores from which on they are used.

    Returns:
        The groups that are likely enough to be claimed, the most prominent first, and the highest
        score of the other things.

    """
    rules = tables.rules
    groups: list[NounGroup] = []
    kept, doubtful = _distinct_things(things, tables)
    dropped = max((each.score for each in things if each not in kept), default=0.0)
    by_label: dict[str, list[DetectedThing]] = {}
    for each in kept:
        by_label.setdefault(each.box.label, []).append(each)
    for label, members in by_label.items():
        # Each is likelier than `claim` by itself, so there is always a claim to be made of them.
        chances = [each.score for each in members]
        noun, exact = tables.thing(label).noun, label not in doubtful
        general = _noun_group(noun, members, chances, size, tables, exact=exact)
        finer = _finer_groups(members, size, tables, exact=exact)
        as_many = sum(each.at_least for each in finer) >= general.at_least
        sure = all(each.score >= rules.claim for each in finer)
        groups.extend(finer if finer and as_many and sure else [general])
    return by_prominence(groups), dropped


def _distinct_things(
    things: Sequence[DetectedThing], tables: Tables
) -> tuple[list[DetectedThing], set[str]]:
    """Return the things that are likely enough to be claimed, each once.

    A box may show the same thing as a likelier one. And the classifier only confirms that there
    is a dog in a box, not that it is another dog: for a second one the detector must be sure by
    itself.

    Returns:
        The things, and the labels of which there may be more.

    """
    rules = tables.rules
    kept: list[DetectedThing] = []
    doubtful: set[str] = set()
    for each in things:
        if each.score < rules.claim:
            continue
        if any(is_same_thing(each.box, known.box, tables) for known in kept):
            continue
        again = any(known.box.label == each.box.label for known in kept)
        if again and each.box.score < rules.claim:
            doubtful.add(each.box.label)
        else:
            kept.append(each)
    return kept, doubtful


def is_same_thing(one: Box, other: Box, tables: Tables) -> bool:
    """Return whether two boxes are likely to show the same thing."""
    width = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    height = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    if width <= 0 or height <= 0:
        return False
    shared, areas = width * height, (one.width * one.height, other.width * other.height)
    rules = tables.rules
    if one.label == other.label:
        return shared >= rules.same_label * min(areas)
    same_category = tables.thing(one.label).category == tables.thing(other.label).category
    # Even a cat and a person are one thing where their boxes are one box.
    part = rules.same_category if same_category else rules.same_box
    return shared >= part * (areas[0] + areas[1] - shared)


def _finer_groups(
    members: Sequence[DetectedThing], size: tuple[int, int], tables: Tables, *, exact: bool
) -> list[NounGroup]:
    """Return the groups by finer names, if all things have one and the names are few."""
    by_name: dict[str, tuple[Noun, list[DetectedThing]]] = {}
    for each in members:
        if each.finer_noun is None:
            return []
        by_name.setdefault(each.finer_noun.noun, (each.finer_noun, []))[1].append(each)
    if len(by_name) > tables.rules.kinds:
        return []
    groups = []
    for noun, named in by_name.values():
        chances = [each.score * each.finer_score for each in named]
        groups.append(_noun_group(noun, named, chances, size, tables, exact=exact))
    return groups


def _noun_group(
    noun: Noun,
    members: Sequence[DetectedThing],
    chances: Sequence[float],
    size: tuple[int, int],
    tables: Tables,
    *,
    exact: bool,
) -> NounGroup:
    """Make a group that names the number of things as exactly as is likelier than not.

    Args:
        noun: the things' noun.
        members: the things.
        chances: the probability that the noun is right, for each of the things.
        size: the image's width and height in pixels.
        tables: the words, and the scores from which on they are used.
        exact: False where there may be more of them: then no number above one is named.

    """
    grammar = tables.grammar
    area = max(1, size[0] * size[1])
    prominence = 0.0
    for each, chance in zip(members, chances, strict=True):
        prominence += min(1.0, each.box.width * each.box.height / area) * chance
    count = len(members)
    if count <= (len(grammar.numbers) if exact else 1):
        score = probability_of_at_least(count, chances)
        if count == 1 or score >= tables.rules.claim:
            text = with_count(noun, count, grammar)
            return NounGroup(text, score, count, tuple(members), prominence)
    for amount in grammar.amounts:
        score = probability_of_at_least(amount.at_least, chances)
        if score >= tables.rules.claim:
            text = with_amount(noun, amount.word, grammar)
            return NounGroup(text, score, amount.at_least, tuple(members), prominence)
    score = probability_of_at_least(1, chances)
    return NounGroup(with_count(noun, 1, grammar), score, 1, tuple(members), prominence)


def probability_of_at_least(count: int, chances: Sequence[float]) -> float:
    """Return the probability that at least ``count`` of the chances come true, independently."""
    exactly = [1.0] + [0.0] * len(chances)  # the probability of 0, 1, 2, ... of the first chances
    for number, chance in enumerate(chances, start=1):
        for true in range(number, 0, -1):
            exactly[true] = exactly[true] * (1.0 - chance) + exactly[true - 1] * chance
        exactly[0] *= 1.0 - chance
    total = 0.0
    for each in exactly[count:]:
        total += each
    return min(1.0, total)
