"""Composes the sentence of a description: each claim only as exact as it is likely to be true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.functions.image_description.detected_things import probability_of_any, ranked_nouns
from vizsla.functions.image_description.grammar import list_of, noun_from, with_article
from vizsla.functions.image_description.noun_groups import NounGroup, by_prominence, group_things
from vizsla.functions.image_description.relations import GroupBoxes, find_relations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.functions.image_description.detected_things import Classes, DetectedThing
    from vizsla.functions.image_description.relations import Relation
    from vizsla.functions.image_description.tables import Tables

__all__ = ["Claim", "Sentence", "describe"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a sentence: ``two beagles``, ``two beagles beside a person``."""

    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """A description of an image.

    Attributes:
        text: a noun phrase: no capital at its start, no full stop.
        score: the probability that all claims are true, each independent of the others: the
            product of their scores. The score of 'a picture', which claims nothing, is that of
            the likeliest thing that is left out, and never more than the table allows.
        claims: in the order in which they were made.

    """

    text: str
    score: float
    claims: tuple[Claim, ...]


def describe(
    things: Sequence[DetectedThing],
    scores: Sequence[float] | None,
    classes: Classes,
    size: tuple[int, int],
    tables: Tables,
) -> Sentence:
    """Describe an image.

    Args:
        things: the things in it, in any order.
        scores: the classifier's scores for the whole image; None where it was not asked.
        classes: the classes of the scores.
        size: the image's width and height in pixels.
        tables: the words, and the scores from which on they are used.

    """
    real = (each for each in things if each.box.width > 0 and each.box.height > 0)
    ordered = sorted(real, key=lambda each: each.sort_key)
    groups, dropped = group_things(ordered, size, tables)
    if groups:
        return _describe_things(groups, scores, classes, tables)
    return _describe_whole(scores, classes, tables, dropped)


def _describe_things(
    groups: Sequence[NounGroup], scores: Sequence[float] | None, classes: Classes, tables: Tables
) -> Sentence:
    """Describe the things, their relations, and the place."""
    rules = tables.rules
    setting = None
    if scores is not None:
        groups = by_prominence([*groups, *_without_box(groups, scores, classes, tables)])
        setting = _setting(scores, classes, tables)

    claimed = [groups[0]]
    claims = [Claim(groups[0].text, groups[0].score)]
    total = groups[0].score
    for each in groups[1 : rules.groups]:
        if total * each.score >= rules.sentence:
            claimed.append(each)
            claims.append(Claim(each.text, each.score))
            total *= each.score
    related: list[Relation] = []
    for relation in find_relations(
        [_group_boxes(each, tables) for each in claimed], tables.relations
    ):
        if total * relation.score >= rules.sentence:
            subject, other = claimed[relation.subject].text, claimed[relation.other].text
            related.append(relation)
            claims.append(Claim(f"{subject} {relation.phrase} {other}", relation.score))
            total *= relation.score
    text, commas = _phrase_of(claimed, related, tables)
    if setting is not None and total * setting.score >= rules.sentence:
        text = f"{text}{',' if commas else ''} {setting.text}"
        claims.append(setting)
        total *= setting.score
    return Sentence(text, total, tuple(claims))


def _without_box(
    groups: Sequence[NounGroup], scores: Sequence[float], classes: Classes, tables: Tables
) -> list[NounGroup]:
    """Return a group for a class of the whole image that no detected thing explains, if any."""
    things = [tables.thing(each.box.label) for group in groups for each in group.members]
    known = [kind for thing in things for kind in thing.kinds]
    known.extend(kind for thing in things for kind in tables.explains.get(thing.category, ()))
    explained = set(classes.within(known))
    free = [
        number
        for number, setting in enumerate(classes.settings)
        if setting is None and number not in explained
    ]
    rules = tables.rules
    return [
        NounGroup(with_article(noun, tables.grammar), score, 1, (), score * rules.whole_share)
        for score, noun in ranked_nouns(scores, free, classes)[:1]
        if score >= rules.claim
    ]


def _setting(scores: Sequence[float], classes: Classes, tables: Tables) -> Claim | None:
    """Return the place, if one is likely enough."""
    places: dict[str, list[int]] = {}
    for number, setting in enumerate(classes.settings):
        if setting is not None:
            places.setdefault(setting, []).append(number)
    claims = [Claim(text, probability_of_any(scores, numbers)) for text, numbers in places.items()]
    best = min(claims, key=lambda each: (-each.score, each.text), default=None)
    return best if best is not None and best.score >= tables.rules.claim else None


def _group_boxes(group: NounGroup, tables: Tables) -> GroupBoxes:
    label = group.members[0].box.label if group.members else ""
    category = tables.thing(label).category if group.members else ""
    return GroupBoxes(label, category, tuple(each.box for each in group.members))


def _phrase_of(
    groups: Sequence[NounGroup], related: Sequence[Relation], tables: Tables
) -> tuple[str, bool]:
    """Make one phrase of the groups, the related ones first.

    Returns:
        The phrase, and whether commas separate its parts.

    """
    subjects: dict[tuple[str, int], list[int]] = {}
    for each in related:
        subjects.setdefault((each.phrase, each.other), []).append(each.subject)
    parts: list[tuple[int, str]] = []
    for (phrase, other), numbers in subjects.items():
        names = list_of([groups[number].text for number in sorted(numbers)], tables.grammar)
        parts.append((min(numbers), f"{names} {phrase} {groups[other].text}"))
    items = [text for _, text in sorted(parts)]
    used = {number for each in related for number in (each.subject, each.other)}
    items.extend(group.text for number, group in enumerate(groups) if number not in used)
    commas = bool(related) and len(items) > 1
    return list_of(items, tables.grammar, commas=commas), commas


def _describe_whole(
    scores: Sequence[float] | None, classes: Classes, tables: Tables, dropped: float
) -> Sentence:
    """Describe the whole image, where no thing was detected in it."""
    grammar, claim = tables.grammar, tables.rules.claim
    if scores is not None:
        score, noun = ranked_nouns(scores, range(len(classes.nouns)), classes)[0]
        dropped = max(dropped, score)
        if score >= claim:
            return _single(with_article(noun, grammar), score)
        for kind in tables.kinds:
            score = probability_of_any(scores, classes.within(kind.kinds))
            if score >= claim:
                return _single(with_article(kind.noun, grammar), score)
    text = with_article(noun_from(grammar.picture, grammar), grammar)
    return Sentence(text, min(dropped, tables.rules.picture), ())


def _single(text: str, score: float) -> Sentence:
    return Sentence(text, score, (Claim(text, score),))
