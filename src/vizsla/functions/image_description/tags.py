"""Makes a description's tags: everything that was recognised, in the sentence or not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vizsla.answer import Tag
from vizsla.functions.image_description.classes import ranked_nouns
from vizsla.functions.image_description.noun_groups import is_same_thing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.functions.image_description.classes import Classes
    from vizsla.functions.image_description.detected_things import DetectedThing
    from vizsla.functions.image_description.tables import Tables

__all__ = ["tags"]


def tags(
    things: Sequence[DetectedThing],
    scores: Sequence[float] | None,
    classes: Classes,
    tables: Tables,
) -> tuple[Tag, ...]:
    """Return the tags, the likeliest first; the arguments are those of `describe`."""
    kept: list[DetectedThing] = []
    for each in sorted(things, key=lambda each: each.sort_key):
        if each.score < tables.rules.tag:
            continue
        if not any(is_same_thing(each.box, known.box, tables) for known in kept):
            kept.append(each)
    found = [_tag(each, tables) for each in kept]
    if scores is not None:
        known = {each.label for each in found}
        found.extend(
            Tag(noun.noun, score)
            for score, noun, _ in ranked_nouns(
                scores, range(len(classes.nouns)), classes, tables.rules.tag
            )
            if noun.noun not in known
        )
    return tuple(sorted(found, key=lambda each: (-each.score, each.label)))


def _tag(thing: DetectedThing, tables: Tables) -> Tag:
    label, score = tables.thing(thing.box.label).noun.noun, thing.score
    finer = score * thing.finer_score
    if thing.finer_noun is not None and finer >= tables.rules.claim:
        label, score = thing.finer_noun.noun, finer
    # Which boxes of a description are right 95 times in 100 was not measured.
    return Tag(label, score, replace(thing.box, label=label, score=score, sure=False))
