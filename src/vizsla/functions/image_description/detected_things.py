"""Combines the two models: the detector's box, and the classifier's scores for the part in it."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from vizsla.answer import Box
    from vizsla.functions.image_description.grammar import Noun
    from vizsla.functions.image_description.tables import Tables

__all__ = [
    "Classes",
    "DetectedThing",
    "classes_from",
    "detected_thing",
    "probability_of_any",
    "ranked_nouns",
]


@dataclass(frozen=True, slots=True)
class Classes:
    """The classifier's classes as descriptions name them; scores come in this order.

    Attributes:
        nouns: the noun of each class.
        settings: the setting of each class that is a place, ``on a beach``; None of the others.
        members: the numbers of the classes within each kind that the tables name.

    """

    nouns: tuple[Noun, ...]
    settings: tuple[str | None, ...]
    members: Mapping[str, tuple[int, ...]]

    def within(self, kinds: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of the classes within any of the kinds, in ascending order."""
        found = {number for kind in kinds for number in self.members.get(kind, ())}
        return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class DetectedThing:
    """One thing in an image.

    Attributes:
        box: the detector's box.
        score: the probability of such a thing there, by both models.
        cross_checked: whether the classifier was asked too, and could have confirmed the thing.
        finer_noun: a more exact name for the thing, or None.
        finer_score: the probability of the finer name, given that the label is right.

    """

    box: Box
    score: float
    cross_checked: bool = False
    finer_noun: Noun | None = None
    finer_score: float = 0.0

    @property
    def sort_key(self) -> tuple[float | str, ...]:
        """The sort key: the likeliest thing comes first, whatever the order of detection."""
        box, name = self.box, "" if self.finer_noun is None else self.finer_noun.noun
        place = (box.x, box.y, box.width, box.height)
        return (-self.score, box.label, *place, name, -self.finer_score)


def classes_from(
    ids: Sequence[str],
    names: Sequence[str],
    above: Callable[[str], frozenset[str]],
    tables: Tables,
) -> Classes:
    """Prepare the classifier's classes.

    Args:
        ids: the classes' WordNet ids, in the order of the scores.
        names: the classes' names.
        above: returns the ids of all kinds that a class is in, its own included.
        tables: where the kinds are named.

    """
    needed = {kind for thing in tables.things.values() for kind in thing.kinds}
    needed.update(kind for each in tables.explains.values() for kind in each)
    needed.update(kind for each in tables.kinds for kind in each.kinds)
    members: dict[str, list[int]] = {}
    for number, key in enumerate(ids):
        for kind in above(key) & needed:
            members.setdefault(kind, []).append(number)
    return Classes(
        nouns=tuple(tables.noun(*each) for each in zip(ids, names, strict=True)),
        settings=tuple(tables.settings.get(key) for key in ids),
        members=MappingProxyType({kind: tuple(each) for kind, each in members.items()}),
    )


def probability_of_any(scores: Sequence[float], numbers: Iterable[int]) -> float:
    """Return the probability of any of these classes, at most 1."""
    total = 0.0  # not sum(), which from Python 3.12 on rounds otherwise than JavaScript
    for number in numbers:
        total += scores[number]
    return min(1.0, total)


def ranked_nouns(
    scores: Sequence[float], numbers: Iterable[int], classes: Classes
) -> list[tuple[float, Noun]]:
    """Return the nouns of these classes with their probabilities, the likeliest first.

    Classes of the same noun count as one.
    """
    nouns: dict[str, Noun] = {}
    totals: dict[str, float] = {}
    for number in numbers:
        noun = classes.nouns[number]
        nouns.setdefault(noun.noun, noun)
        totals[noun.noun] = totals.get(noun.noun, 0.0) + scores[number]
    order = sorted((-total, name) for name, total in totals.items())
    return [(min(1.0, -total), nouns[name]) for total, name in order]


def detected_thing(
    box: Box, scores: Sequence[float] | None, classes: Classes, tables: Tables
) -> DetectedThing:
    """Combine a box of the detector with the classifier's scores for the part of the image in it.

    Args:
        box: the detector's box.
        scores: the score of each class; None where the classifier was not asked.
        classes: the classes of the scores.
        tables: which labels the classifier can confirm, deny or name more exactly.

    """
    thing = tables.thing(box.label)
    if scores is None or not thing.kinds:
        return DetectedThing(box, box.score)
    numbers = classes.within(thing.kinds)
    known = probability_of_any(scores, numbers)
    score, cross_checked = box.score, thing.evidence == "for"
    if cross_checked:
        score = (box.score + known) / 2
    elif thing.evidence == "against":
        others = set(classes.within(tables.explains[thing.category])).difference(numbers)
        score = min(score, (box.score + 1.0 - probability_of_any(scores, sorted(others))) / 2)
    if thing.refine is None or known <= 0.0:
        return DetectedThing(box, score, cross_checked)
    best, noun = ranked_nouns(scores, numbers, classes)[0]
    finer_score = min(1.0, best / known) if thing.refine == "given" else best
    if finer_score < tables.rules.refine or noun.noun == thing.noun.noun:
        return DetectedThing(box, score, cross_checked)
    return DetectedThing(box, score, cross_checked, noun, finer_score)
