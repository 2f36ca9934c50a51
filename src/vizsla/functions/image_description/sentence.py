"""The sentence of a description: what was seen, said as exactly as it is likely to be true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.functions.image_description.grammar import joined, noun_from, one
from vizsla.functions.image_description.groups import Group, grouped
from vizsla.functions.image_description.relations import Placed, find_relations
from vizsla.functions.image_description.things import best_nouns, mass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.functions.image_description.relations import Related
    from vizsla.functions.image_description.tables import Tables
    from vizsla.functions.image_description.things import Classes, DetectedThing

__all__ = ["Claim", "Sentence", "describe"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a sentence says: ``two beagles``, ``two beagles beside a person``."""

    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said of a picture.

    Attributes:
        text: a noun phrase: no capital at its start, no full stop.
        score: how likely all the claims are true, each for itself: the product of their scores.
            Of 'a picture', which claims nothing: that of the likeliest thing it leaves unsaid,
            and never more than the table allows.
        claims: in the order in which they were made.

    """

    text: str
    score: float
    claims: tuple[Claim, ...]


def describe(
    seen: Sequence[DetectedThing],
    scores: Sequence[float] | None,
    classes: Classes,
    size: tuple[int, int],
    tables: Tables,
) -> Sentence:
    """Say what a picture shows.

    Args:
        seen: what was found in it, in any order.
        scores: the classifier's on the whole picture; None where it was not asked.
        classes: what the scores are of.
        size: the picture's width and height.
        tables: how to speak, and when.

    """
    real = (each for each in seen if each.box.width > 0 and each.box.height > 0)
    found = sorted(real, key=lambda each: each.order())
    groups, dropped = grouped(found, size, tables)
    if groups:
        return _of_things(groups, scores, classes, tables)
    return _of_the_whole(scores, classes, tables, dropped)


def _of_things(
    groups: Sequence[Group], scores: Sequence[float] | None, classes: Classes, tables: Tables
) -> Sentence:
    """Say what was found, how it stands to each other, and where that is."""
    rules = tables.rules
    setting = None
    if scores is not None:
        groups = sorted(
            [*groups, *_without_box(groups, scores, classes, tables)],
            key=lambda each: (-each.share, each.text),
        )
        setting = _setting(scores, classes, tables)

    said = [groups[0]]
    claims = [Claim(groups[0].text, groups[0].score)]
    total = groups[0].score
    for each in groups[1 : rules.groups]:
        if total * each.score >= rules.sentence:
            said.append(each)
            claims.append(Claim(each.text, each.score))
            total *= each.score
    related: list[Related] = []
    for relation in find_relations([_placed(each, tables) for each in said], tables.relations):
        if total * relation.score >= rules.sentence:
            text = f"{said[relation.subject].text} {relation.phrase} {said[relation.other].text}"
            related.append(relation)
            claims.append(Claim(text, relation.score))
            total *= relation.score
    text, apart = _phrased(said, related, tables)
    if setting is not None and total * setting.score >= rules.sentence:
        text = f"{text}{',' if apart else ''} {setting.text}"
        claims.append(setting)
        total *= setting.score
    return Sentence(text, total, tuple(claims))


def _without_box(
    groups: Sequence[Group], scores: Sequence[float], classes: Classes, tables: Tables
) -> list[Group]:
    """Return what the whole picture shows besides: a class that no thing found accounts for."""
    things = [tables.thing(each.box.label) for group in groups for each in group.members]
    known = [kind for thing in things for kind in thing.kinds]
    known.extend(kind for thing in things for kind in tables.explains.get(thing.sort, ()))
    explained = set(classes.within(known))
    free = [
        number
        for number, setting in enumerate(classes.settings)
        if setting is None and number not in explained
    ]
    rules = tables.rules
    return [
        Group(one(noun, tables.grammar), score, 1, (), score * rules.whole_share)
        for score, noun in best_nouns(scores, free, classes)[:1]
        if score >= rules.claim
    ]


def _setting(scores: Sequence[float], classes: Classes, tables: Tables) -> Claim | None:
    """Return the place, if the classifier is sure of one."""
    places: dict[str, list[int]] = {}
    for number, setting in enumerate(classes.settings):
        if setting is not None:
            places.setdefault(setting, []).append(number)
    claims = [Claim(text, mass(scores, numbers)) for text, numbers in places.items()]
    best = min(claims, key=lambda each: (-each.score, each.text), default=None)
    return best if best is not None and best.score >= tables.rules.claim else None


def _placed(group: Group, tables: Tables) -> Placed:
    label = group.members[0].box.label if group.members else ""
    sort = tables.thing(label).sort if group.members else ""
    return Placed(label, sort, tuple(each.box for each in group.members))


def _phrased(said: Sequence[Group], related: Sequence[Related], tables: Tables) -> tuple[str, bool]:
    """Make one phrase of the groups, the related ones first.

    Returns:
        The phrase, and whether commas set its parts apart.

    """
    subjects: dict[tuple[str, int], list[int]] = {}
    for each in related:
        subjects.setdefault((each.phrase, each.other), []).append(each.subject)
    parts: list[tuple[int, str]] = []
    for (phrase, other), numbers in subjects.items():
        names = joined([said[number].text for number in sorted(numbers)], tables.grammar)
        parts.append((min(numbers), f"{names} {phrase} {said[other].text}"))
    items = [text for _, text in sorted(parts)]
    used = {number for each in related for number in (each.subject, each.other)}
    items.extend(group.text for number, group in enumerate(said) if number not in used)
    apart = bool(related) and len(items) > 1
    return joined(items, tables.grammar, apart=apart), apart


def _of_the_whole(
    scores: Sequence[float] | None, classes: Classes, tables: Tables, dropped: float
) -> Sentence:
    """Say what the whole picture shows, where nothing was found in it."""
    grammar, claim = tables.grammar, tables.rules.claim
    if scores is not None:
        score, noun = best_nouns(scores, range(len(classes.nouns)), classes)[0]
        dropped = max(dropped, score)
        if score >= claim:
            return _single(one(noun, grammar), score)
        for kind in tables.kinds:
            score = mass(scores, classes.within(kind.kinds))
            if score >= claim:
                return _single(one(kind.noun, grammar), score)
    text = one(noun_from(grammar.picture, grammar), grammar)
    return Sentence(text, min(dropped, tables.rules.picture), ())


def _single(text: str, score: float) -> Sentence:
    return Sentence(text, score, (Claim(text, score),))
