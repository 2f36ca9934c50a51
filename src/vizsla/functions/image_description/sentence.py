"""Composes the sentence of a description: each claim only as exact as it is likely to be true."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vizsla.functions.image_description.claim import Claim
from vizsla.functions.image_description.grammar import list_of, noun_from, with_article
from vizsla.functions.image_description.noun_groups import NounGroup, by_prominence, group_things
from vizsla.functions.image_description.picture_kinds import is_denied, medium_of
from vizsla.functions.image_description.relations import GroupBoxes, find_relations
from vizsla.functions.image_description.whole_image import (
    groups_without_box,
    name_of,
    scene_around,
    setting_of,
    worn_by,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.functions.image_description.classes import Classes
    from vizsla.functions.image_description.detected_things import DetectedThing
    from vizsla.functions.image_description.relations import Relation
    from vizsla.functions.image_description.tables import Tables

__all__ = ["Sentence", "describe"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A description of an image.

    Attributes:
        text: a noun phrase: no capital at its start, no full stop.
        score: the probability that all claims are true, each independent of the others: the
            product of their scores. Where the two models are sure of different things, and for
            'a picture', which claims nothing, never more than the rules allow.
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
    pictures: Sequence[float] | None = None,
) -> Sentence:
    """Describe an image.

    Args:
        things: the things in it, in any order.
        scores: the classifier's scores for the whole image; None where it was not asked.
        classes: the classes of the scores.
        size: the image's width and height in pixels.
        tables: the words, and the scores from which on they are used.
        pictures: the scores of the kinds of pictures; None where the function has no such head.

    """
    medium = None if pictures is None else medium_of(pictures, tables)
    if medium is not None:
        return Sentence(medium.text, medium.score, (medium,))
    real = [each for each in things if each.box.width > 0 and each.box.height > 0]
    if pictures is not None:
        real = [each for each in real if not is_denied(each, pictures, size, tables)]
    ordered = sorted(real, key=lambda each: each.sort_key)
    groups, dropped = group_things(ordered, size, tables)
    if groups:
        found = _describe_things(groups, scores, size, classes, tables, pictures)
    else:
        found = _describe_whole(scores, classes, tables, dropped, pictures)
    if any(each.disputed for each in ordered):
        return replace(found, score=min(found.score, tables.rules.disputed))
    return found


def _describe_things(
    groups: Sequence[NounGroup],
    scores: Sequence[float] | None,
    size: tuple[int, int],
    classes: Classes,
    tables: Tables,
    pictures: Sequence[float] | None,
) -> Sentence:
    """Describe the things, their relations, what a person wears, and the place."""
    rules = tables.rules
    setting = worn = None
    if scores is not None:
        setting, worn = setting_of(scores, classes, tables), worn_by(scores, classes, tables)
        without = groups_without_box(groups, scores, classes, tables)
        if not without and setting is None:
            without = scene_around(groups, scores, size, classes, tables, pictures)
        groups = by_prominence([*groups, *without])

    claimed = [groups[0]]
    claims = [Claim(groups[0].text, groups[0].score)]
    total = groups[0].score
    for each in groups[1 : rules.groups]:
        if total * each.score >= rules.sentence:
            claimed.append(each)
            claims.append(Claim(each.text, each.score))
            total *= each.score
    for number, each in enumerate(claimed):
        if (
            worn is not None
            and _is_one_person(each, tables)
            and total * worn.score >= rules.sentence
        ):
            claimed[number] = replace(each, text=f"{each.text} {worn.text}")
            claims.append(Claim(claimed[number].text, worn.score))
            total *= worn.score
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


def _describe_whole(
    scores: Sequence[float] | None,
    classes: Classes,
    tables: Tables,
    dropped: float,
    pictures: Sequence[float] | None,
) -> Sentence:
    """Describe the whole image, where no thing was detected in it."""
    grammar = tables.grammar
    if scores is not None:
        dropped = max(dropped, *scores)
        claim = name_of(scores, classes, tables, pictures)
        if claim is not None:
            return Sentence(claim.text, claim.score, (claim,))
    text = with_article(noun_from(grammar.picture, grammar), grammar)
    return Sentence(text, min(dropped, tables.rules.picture), ())


def _is_one_person(group: NounGroup, tables: Tables) -> bool:
    members = group.members
    return len(members) == 1 and tables.thing(members[0].box.label).category == "person"


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
