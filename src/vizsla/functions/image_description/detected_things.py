"""Combines the two models: the detector's box, and the classifier's scores for the part in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vizsla.functions.image_description.classes import best_noun, probability_of_any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.answer import Box
    from vizsla.functions.image_description.classes import Classes
    from vizsla.functions.image_description.grammar import Noun
    from vizsla.functions.image_description.tables import Tables, ThingEntry

__all__ = ["ANIMAL", "DetectedThing", "detected_thing"]

ANIMAL = "animal"  # the label of an animal that the detector named wrongly


@dataclass(frozen=True, slots=True)
class DetectedThing:
    """One thing in an image.

    Attributes:
        box: the detector's box.
        score: the probability of such a thing there, by both models.
        disputed: whether the detector was sure of the thing, and the classifier of another.
        finer_noun: a more exact name for the thing, or None.
        finer_score: the probability of the finer name, given that the label is right.

    """

    box: Box
    score: float
    disputed: bool = False
    finer_noun: Noun | None = None
    finer_score: float = 0.0

    @property
    def sort_key(self) -> tuple[float | str, ...]:
        """The sort key: the detector's surest thing comes first, in whatever order they are."""
        box, name = self.box, "" if self.finer_noun is None else self.finer_noun.noun
        place = (box.x, box.y, box.width, box.height)
        return (-box.score, -self.score, box.label, *place, name, -self.finer_score)


def detected_thing(
    box: Box,
    part: Sequence[float] | None,
    whole: Sequence[float] | None,
    size: tuple[int, int],
    classes: Classes,
    tables: Tables,
) -> DetectedThing:
    """Combine a box of the detector with the classifier's scores.

    Args:
        box: the detector's box.
        part: the classifier's scores for the part of the image in the box; None where it was not
            asked, and its scores for the whole image count instead.
        whole: the classifier's scores for the whole image; None where it was not asked.
        size: the image's width and height in pixels.
        classes: the classes of the scores.
        tables: the evidence that counts for each label, and the finer names.

    """
    thing = tables.thing(box.label)
    scores = whole if part is None else part
    if scores is None or thing.evidence is None:
        return DetectedThing(box, box.score)
    area = min(1.0, box.width * box.height / max(1, size[0] * size[1]))
    score, outdone = _weigh(box, thing, scores, whole, area, classes, tables)
    if thing.category == ANIMAL:
        doubtful = score < thing.evidence.claim and box.score >= tables.rules.claim
        if outdone or doubtful:
            return _renamed_animal(box, scores, whole, area, classes, tables)
    elif outdone and thing.category != "person":
        return DetectedThing(box, 0.0, disputed=box.score >= tables.rules.claim)
    noun, finer = _finer_name(scores, thing, classes, tables)
    return DetectedThing(box, score, finer_noun=noun, finer_score=finer)


def _weigh(
    box: Box,
    thing: ThingEntry,
    scores: Sequence[float],
    whole: Sequence[float] | None,
    area: float,
    classes: Classes,
    tables: Tables,
) -> tuple[float, bool]:
    """Return the probability of a thing in a box, and whether the classifier is sure of another."""
    if thing.evidence is None:
        return box.score, False
    numbers = classes.within(thing.kinds)
    known = probability_of_any(scores, numbers)
    # The whole image counts too: what stands alone is easier to name with its surroundings.
    support = known if whole is None else max(known, probability_of_any(whole, numbers))
    mine = {*numbers, *classes.within(thing.evidence.neighbours)}
    rivals = [each for each in classes.within(thing.evidence.rivals) if each not in mine]
    other = _best(scores, rivals, classes)
    score = thing.evidence.score(box.score, support, other, area)
    return score, other >= tables.rules.decides and other > known


def _renamed_animal(
    box: Box,
    part: Sequence[float],
    whole: Sequence[float] | None,
    area: float,
    classes: Classes,
    tables: Tables,
) -> DetectedThing:
    """Name an animal as the classifier does, which knows more of them than the detector."""
    animals = classes.within(tables.thing(ANIMAL).kinds)
    scores = part
    if whole is not None and _best(whole, animals, classes) > _best(part, animals, classes):
        scores = whole
    label, likeliest = ANIMAL, 0.0
    for each, entry in tables.things.items():
        if entry.category == ANIMAL and each != ANIMAL:
            likely = probability_of_any(scores, classes.within(entry.kinds))
            if likely >= tables.rules.name and likely > likeliest:
                label, likeliest = each, likely
    thing, renamed = tables.thing(label), replace(box, label=label)
    score, _ = _weigh(renamed, thing, scores, None, area, classes, tables)
    noun, finer = _finer_name(scores, thing, classes, tables)
    if label != ANIMAL:
        score = min(score, likeliest)
    elif noun is None and score < tables.rules.unnamed:
        score = 0.0
    return DetectedThing(renamed, score, finer_noun=noun, finer_score=finer)


def _best(scores: Sequence[float], numbers: Sequence[int], classes: Classes) -> float:
    found = best_noun(scores, numbers, classes)
    return 0.0 if found is None else found[0]


def _finer_name(
    scores: Sequence[float], thing: ThingEntry, classes: Classes, tables: Tables
) -> tuple[Noun | None, float]:
    """Return a more exact name and its probability, given that the label is right.

    The name is that of a class, or else of a kind of classes: ``a beagle``, ``a hound``.
    """
    numbers = classes.within(thing.kinds)
    known = probability_of_any(scores, numbers)
    if thing.refine is None or known <= 0.0:
        return None, 0.0
    among = known if thing.refine == "given" else 1.0
    found = best_noun(scores, numbers, classes)
    if found is None:
        return None, 0.0
    best, noun, _ = found
    score = min(1.0, best / among)
    if score >= tables.rules.refine:
        return (None, 0.0) if noun.noun == thing.noun.noun else (noun, score)
    own = set(numbers)
    for kind in tables.kinds:
        inside = classes.within(kind.kinds)
        if inside and len(inside) < len(own) and own.issuperset(inside):
            score = min(1.0, probability_of_any(scores, inside) / among)
            if score >= tables.rules.refine_kind and kind.noun.noun != thing.noun.noun:
                return kind.noun, score
    return None, 0.0
