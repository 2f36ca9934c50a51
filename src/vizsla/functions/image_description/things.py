"""What the two models saw, put together: a box, its label's noun, and a finer name for it."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from vizsla.answer import Box
    from vizsla.functions.image_description.grammar import Noun
    from vizsla.functions.image_description.tables import Tables

__all__ = ["Classes", "DetectedThing", "best_nouns", "classes_from", "mass", "notice"]


@dataclass(frozen=True, slots=True)
class Classes:
    """The classifier's classes, as descriptions speak of them; scores come in this order.

    Attributes:
        nouns: of each class.
        settings: of each class that is a place: ``on a beach``; None of the others.
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
    """One thing that was seen.

    Attributes:
        box: the detector's.
        score: how likely such a thing is there, both models heard.
        witnessed: whether the classifier was asked too, and could have confirmed it.
        refined: a finer name for it, or None.
        refined_score: how likely the finer name is right, given that the thing is there.

    """

    box: Box
    score: float
    witnessed: bool = False
    refined: Noun | None = None
    refined_score: float = 0.0

    def order(self) -> tuple[float | str, ...]:
        """Return what to sort by: the surest first, whatever order they came in."""
        box, name = self.box, "" if self.refined is None else self.refined.noun
        place = (box.x, box.y, box.width, box.height)
        return (-self.score, box.label, *place, name, -self.refined_score)


def classes_from(
    ids: Sequence[str],
    names: Sequence[str],
    above: Callable[[str], frozenset[str]],
    tables: Tables,
) -> Classes:
    """Prepare the classifier's classes.

    Args:
        ids: the classes' WordNet ids, in the order of the scores.
        names: their names.
        above: gives the ids of all kinds that a class is in, its own included.
        tables: where the kinds are named.

    """
    asked = {kind for thing in tables.things.values() for kind in thing.kinds}
    asked.update(kind for each in tables.explains.values() for kind in each)
    asked.update(kind for each in tables.kinds for kind in each.kinds)
    members: dict[str, list[int]] = {}
    for number, key in enumerate(ids):
        for kind in above(key) & asked:
            members.setdefault(kind, []).append(number)
    return Classes(
        nouns=tuple(tables.noun(*each) for each in zip(ids, names, strict=True)),
        settings=tuple(tables.settings.get(key) for key in ids),
        members=MappingProxyType({kind: tuple(each) for kind, each in members.items()}),
    )


def mass(scores: Sequence[float], numbers: Iterable[int]) -> float:
    """Return how likely any of these classes is."""
    total = 0.0  # not sum(), which rounds otherwise from Python 3.12 on, and in no JavaScript
    for number in numbers:
        total += scores[number]
    return min(1.0, total)


def best_nouns(
    scores: Sequence[float], numbers: Iterable[int], classes: Classes
) -> list[tuple[float, Noun]]:
    """Return the names of these classes, the likeliest first; those that sound alike are one."""
    nouns: dict[str, Noun] = {}
    totals: dict[str, float] = {}
    for number in numbers:
        noun = classes.nouns[number]
        nouns.setdefault(noun.noun, noun)
        totals[noun.noun] = totals.get(noun.noun, 0.0) + scores[number]
    order = sorted((-total, name) for name, total in totals.items())
    return [(min(1.0, -total), nouns[name]) for total, name in order]


def notice(
    box: Box, scores: Sequence[float] | None, classes: Classes, tables: Tables
) -> DetectedThing:
    """Hear the classifier on what the detector found.

    Args:
        box: the detector's.
        scores: the classifier's on what is in the box; None where it was not asked.
        classes: what the scores are of.
        tables: which labels the classifier can say something about.

    """
    thing = tables.thing(box.label)
    if scores is None or not thing.kinds:
        return DetectedThing(box, box.score)
    numbers = classes.within(thing.kinds)
    known = mass(scores, numbers)
    score, witnessed = box.score, thing.witness == "for"
    if thing.witness == "for":
        score = (box.score + known) / 2
    elif thing.witness == "against":
        others = set(classes.within(tables.explains[thing.sort])).difference(numbers)
        score = min(score, (box.score + 1.0 - mass(scores, sorted(others))) / 2)
    if thing.refine is None or known <= 0.0:
        return DetectedThing(box, score, witnessed)
    best, noun = best_nouns(scores, numbers, classes)[0]
    refined_score = min(1.0, best / known) if thing.refine == "given" else best
    if refined_score < tables.rules.refine or noun.noun == thing.noun.noun:
        return DetectedThing(box, score, witnessed)
    return DetectedThing(box, score, witnessed, noun, refined_score)
