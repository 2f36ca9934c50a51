"""The classifier's classes as descriptions name them, and sums of their scores."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from vizsla.functions.image_description.grammar import Noun
    from vizsla.functions.image_description.tables import Tables

__all__ = ["Classes", "best_noun", "classes_from", "probability_of_any", "ranked_nouns"]


@dataclass(frozen=True, slots=True)
class Classes:
    """The classifier's classes as descriptions name them; scores come in this order.

    Attributes:
        nouns: the noun of each class.
        settings: the setting of each class that is a place, ``on a beach``; None of the others.
        places: the wide setting that each class shows, ``indoors``; None of the others.
        claims: the least score of each class's name, where only the whole image shows the thing.
        scales: the factor of each class's score there.
        members: the numbers of the classes within each kind that the tables name.
        alike: the numbers of all classes that have each class's noun, in ascending order.
        most_alike: the most classes of one noun.

    """

    nouns: tuple[Noun, ...]
    settings: tuple[str | None, ...]
    places: tuple[str | None, ...]
    claims: tuple[float, ...]
    scales: tuple[float, ...]
    members: Mapping[str, tuple[int, ...]]
    alike: tuple[tuple[int, ...], ...]
    most_alike: int
    # What `within` found before: the tables name the same kinds again and again.
    _within: dict[tuple[str, ...], tuple[int, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def within(self, kinds: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of the classes within any of the kinds, in ascending order."""
        key = tuple(kinds)
        numbers = self._within.get(key)
        if numbers is None:
            found = {number for kind in key for number in self.members.get(kind, ())}
            numbers = self._within[key] = tuple(sorted(found))
        return numbers


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
    needed.update(kind for each in tables.relations.worn for kind in each.kinds)
    needed.update(kind for each in tables.pictures for kind in each.kinds)
    for thing in tables.things.values():
        if thing.evidence is not None:
            needed.update(thing.evidence.rivals + thing.evidence.neighbours)
    members: dict[str, list[int]] = {}
    for number, key in enumerate(ids):
        for kind in above(key) & needed:
            members.setdefault(kind, []).append(number)
    claims, scales = [tables.rules.name] * len(ids), [1.0] * len(ids)
    for each in reversed(tables.kinds):  # the narrowest is the last, so that it counts
        if each.names is not None:
            for kind in each.kinds:
                for number in members.get(kind, ()):
                    claims[number], scales[number] = each.names, each.scale
    nouns = tuple(tables.noun(*each) for each in zip(ids, names, strict=True))
    by_noun: dict[str, list[int]] = {}
    for number, noun in enumerate(nouns):
        by_noun.setdefault(noun.noun, []).append(number)
    return Classes(
        nouns=nouns,
        settings=tuple(tables.settings.get(key) for key in ids),
        places=tuple(tables.places.get(key) for key in ids),
        claims=tuple(claims),
        scales=tuple(scales),
        members=MappingProxyType({kind: tuple(each) for kind, each in members.items()}),
        alike=tuple(tuple(by_noun[noun.noun]) for noun in nouns),
        most_alike=max((len(each) for each in by_noun.values()), default=1),
    )


def probability_of_any(scores: Sequence[float], numbers: Iterable[int]) -> float:
    """Return the probability of any of these classes, at most 1."""
    total = 0.0  # not sum(), which from Python 3.12 on rounds otherwise than JavaScript
    for number in numbers:
        total += scores[number]
    return min(1.0, total)


def ranked_nouns(
    scores: Sequence[float], numbers: Sequence[int], classes: Classes, least: float
) -> list[tuple[float, Noun, int]]:
    """Return the nouns of these classes with their probabilities, the likeliest first.

    Classes of the same noun count as one.

    Args:
        scores: the score of each class.
        numbers: the numbers of the classes, in ascending order.
        classes: the nouns of the classes.
        least: the least probability of a noun to return.

    Returns:
        For each noun: its probability, the noun, and the number of its first class.

    """
    # One class of such a noun has at least its share, or hardly less because sums are rounded.
    share = 0.999 * least / classes.most_alike
    among: set[int] | None = None
    found: dict[str, tuple[float, str, int]] = {}
    for number in numbers:
        if scores[number] < share or classes.nouns[number].noun in found:
            continue
        alike = classes.alike[number]
        if len(alike) > 1:
            among = set(numbers) if among is None else among
            alike = tuple(each for each in alike if each in among)
        total = 0.0
        for each in alike:
            total += scores[each]
        name = classes.nouns[number].noun
        found[name] = (-total, name, alike[0])
    return [
        (min(1.0, -total), classes.nouns[first], first)
        for total, _, first in sorted(found.values())
        if -total >= least
    ]


def best_noun(
    scores: Sequence[float], numbers: Sequence[int], classes: Classes
) -> tuple[float, Noun, int] | None:
    """Return the likeliest of the nouns of these classes; None where there are no classes."""
    if not numbers:
        return None
    most = max([scores[number] for number in numbers])
    return ranked_nouns(scores, numbers, classes, most)[0]
