"""A description's tags: everything that was seen, whether or not the sentence speaks of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vizsla.answer import Tag
from vizsla.functions.image_description.groups import same_thing
from vizsla.functions.image_description.things import best_nouns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.functions.image_description.tables import Tables
    from vizsla.functions.image_description.things import Classes, DetectedThing

__all__ = ["tags"]


def tags(
    seen: Sequence[DetectedThing], scores: Sequence[float] | None, classes: Classes, tables: Tables
) -> tuple[Tag, ...]:
    """Return what was seen, the surest first; the arguments are those of `describe`."""
    kept: list[DetectedThing] = []
    for each in sorted(seen, key=lambda each: each.order()):
        if not any(same_thing(each.box, known.box, tables) for known in kept):
            kept.append(each)
    found = [_tag(each, tables) for each in kept]
    if scores is not None:
        known = {each.label for each in found}
        found.extend(
            Tag(noun.noun, score)
            for score, noun in best_nouns(scores, range(len(classes.nouns)), classes)
            if score >= tables.rules.tag and noun.noun not in known
        )
    return tuple(sorted(found, key=lambda each: (-each.score, each.label)))


def _tag(seen: DetectedThing, tables: Tables) -> Tag:
    label, score = tables.thing(seen.box.label).noun.noun, seen.score
    if seen.refined is not None and score * seen.refined_score >= tables.rules.claim:
        label, score = seen.refined.noun, score * seen.refined_score
    return Tag(label, score, replace(seen.box, label=label, score=score))
