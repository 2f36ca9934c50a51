"""Claims that rest on the whole image, and on no box: its name, its place, what is worn."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from vizsla.functions.image_description.claim import Claim
from vizsla.functions.image_description.classes import best_noun, probability_of_any
from vizsla.functions.image_description.grammar import with_article
from vizsla.functions.image_description.noun_groups import NounGroup
from vizsla.functions.image_description.picture_kinds import agreeing, picture_name, picture_scene

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.functions.image_description.classes import Classes
    from vizsla.functions.image_description.tables import Tables

__all__ = [
    "groups_without_box",
    "name_of",
    "scene_around",
    "setting_of",
    "worn_by",
]

# What the classifier sees of these is the thing itself, even where it names it otherwise.
EXPLAIN_ALL = ("person", "animal")


def name_of(
    scores: Sequence[float],
    classes: Classes,
    tables: Tables,
    pictures: Sequence[float] | None = None,
) -> Claim | None:
    """Return the name of the whole image: of its class, or else of the narrowest kind."""
    everything: Sequence[int] = range(len(classes.nouns))
    if pictures is not None:
        everything = agreeing(pictures, classes, tables)
    return (
        _class_name(scores, everything, classes, tables)
        or _kind_name(scores, classes, tables)
        or (None if pictures is None else picture_name(pictures, tables))
        or _kind_name(scores, classes, tables, telling=False)
    )


def groups_without_box(
    groups: Sequence[NounGroup], scores: Sequence[float], classes: Classes, tables: Tables
) -> list[NounGroup]:
    """Return a group for what the whole image shows and no detected thing explains, if any.

    A thing explains the classes of its own kind. It also explains those that are often seen in its
    place, unless the classifier is nearly certain: a knife is no reason to leave out a ladle.
    """
    rules = tables.rules
    things = [tables.thing(each.box.label) for group in groups for each in group.members]
    known = [kind for thing in things for kind in thing.kinds]
    likely: list[str] = []
    for thing in things:
        explained = tables.explains.get(thing.category, ())
        (known if thing.category in EXPLAIN_ALL else likely).extend(explained)
        if thing.category == "person":
            known.extend(kind for worn in tables.relations.worn for kind in worn.kinds)
    never, seldom = set(classes.within(known)), set(classes.within(likely))
    free = [
        number
        for number, setting in enumerate(classes.settings)
        if setting is None
        and number not in never
        and (number not in seldom or scores[number] >= rules.certain)
    ]
    return _as_groups(_class_name(scores, free, classes, tables), tables)


def scene_around(
    groups: Sequence[NounGroup],
    scores: Sequence[float],
    size: tuple[int, int],
    classes: Classes,
    tables: Tables,
    pictures: Sequence[float] | None = None,
) -> list[NounGroup]:
    """Return a group for the scene around things that cover little of the image, if it is known."""
    covered = 0.0
    for group in groups:
        for each in group.members:
            covered += each.box.width * each.box.height
    if covered >= tables.rules.background * size[0] * size[1]:
        return []
    scene = _kind_name(scores, classes, tables, scenes_only=True)
    if scene is None and pictures is not None:
        scene = picture_scene(pictures, tables)
    return _as_groups(scene, tables)


def _as_groups(claim: Claim | None, tables: Tables) -> list[NounGroup]:
    if claim is None:
        return []
    return [NounGroup(claim.text, claim.score, 1, (), claim.score * tables.rules.whole_share)]


def _class_name(
    scores: Sequence[float], numbers: Sequence[int], classes: Classes, tables: Tables
) -> Claim | None:
    found = best_noun(scores, numbers, classes)
    if found is None:
        return None
    score, noun, number = found
    scaled = min(1.0, score * classes.scales[number])
    if scaled < classes.claims[number]:
        return None
    return Claim(with_article(noun, tables.grammar), scaled * tables.rules.unconfirmed)


def _kind_name(
    scores: Sequence[float],
    classes: Classes,
    tables: Tables,
    *,
    scenes_only: bool = False,
    telling: bool = True,
) -> Claim | None:
    """Return the name of the narrowest kind that is likely enough.

    Args:
        scores: the classifier's scores for the whole image.
        classes: the classes of the scores.
        tables: the kinds.
        scenes_only: whether only scenes count.
        telling: True for the kinds that say something, False for those that hardly do.

    """
    for kind in tables.kinds:
        if (kind.scene or not scenes_only) and (kind.most >= 1.0) == telling:
            score = probability_of_any(scores, classes.within(kind.kinds))
            scaled = min(1.0, score * kind.scale)
            if scaled >= kind.claim:
                score = min(kind.most, scaled * tables.rules.unconfirmed)
                return Claim(with_article(kind.noun, tables.grammar), score)
    return None


def setting_of(scores: Sequence[float], classes: Classes, tables: Tables) -> Claim | None:
    """Return the place, if one is likely enough; else the wide setting: ``indoors``."""
    for texts in (classes.settings, classes.places):
        claims = [
            Claim(text, probability_of_any(scores, numbers)) for text, numbers in _places(texts)
        ]
        best = min(claims, key=lambda each: (-each.score, each.text), default=None)
        if best is not None and best.score >= tables.rules.place:
            return best
    return None


@lru_cache(maxsize=8)
def _places(texts: tuple[str | None, ...]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return each place with the numbers of its classes, the same for every image."""
    places: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        if text is not None:
            places.setdefault(text, []).append(number)
    return tuple((text, tuple(numbers)) for text, numbers in places.items())


def worn_by(scores: Sequence[float], classes: Classes, tables: Tables) -> Claim | None:
    """Return what a person in the image wears, with its preposition, if it is likely enough."""
    for worn in tables.relations.worn:
        found = best_noun(scores, classes.within(worn.kinds), classes)
        if found is not None and found[0] >= worn.score:
            score, noun, _ = found
            return Claim(f"{worn.phrase} {with_article(noun, tables.grammar)}", score)
    return None
