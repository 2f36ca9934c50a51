"""Claims that rest on the description's own head: the kind of picture, or of what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.functions.image_description.claim import Claim
from vizsla.functions.image_description.grammar import with_article

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vizsla.functions.image_description.classes import Classes
    from vizsla.functions.image_description.detected_things import DetectedThing
    from vizsla.functions.image_description.tables import PictureEntry, Tables

__all__ = ["agreeing", "is_denied", "medium_of", "picture_name", "picture_scene"]


def medium_of(pictures: Sequence[float], tables: Tables) -> Claim | None:
    """Return what the picture is, where nothing in it counts: ``a map``."""
    return _best(pictures, tables, lambda entry: entry.medium)


def picture_name(pictures: Sequence[float], tables: Tables) -> Claim | None:
    """Return the kind of what the picture shows, if one is likely enough: ``a flower``."""
    return _best(pictures, tables, lambda entry: not entry.medium)


def picture_scene(pictures: Sequence[float], tables: Tables) -> Claim | None:
    """Return the kind of scene that the picture shows, if one is likely enough: ``a forest``."""
    return _best(pictures, tables, lambda entry: entry.scene)


def _best(
    pictures: Sequence[float], tables: Tables, wanted: Callable[[PictureEntry], bool]
) -> Claim | None:
    for score, entry in zip(pictures, tables.pictures, strict=True):
        if wanted(entry) and score >= entry.claim:
            text = with_article(entry.noun, tables.grammar)
            return Claim(text, score * tables.rules.unconfirmed)
    return None


def is_denied(
    thing: DetectedThing, pictures: Sequence[float], size: tuple[int, int], tables: Tables
) -> bool:
    """Return whether a thing can't be there: it would fill much of the image, and be seen."""
    rules, category = tables.rules, tables.thing(thing.box.label).category
    if thing.box.width * thing.box.height < rules.picture_area * size[0] * size[1]:
        return False
    return any(
        entry.denies == category and score < rules.picture_denied
        for score, entry in zip(pictures, tables.pictures, strict=True)
    )


def agreeing(pictures: Sequence[float], classes: Classes, tables: Tables) -> Sequence[int]:
    """Return the numbers of the classes that the kinds of pictures leave room for.

    Where a kind is nearly certain, these are the classes of the kinds that are not unlikely.
    """
    rules, scored = tables.rules, list(zip(pictures, tables.pictures, strict=True))
    if all(score < rules.picture_sure for score, _ in scored):
        return range(len(classes.nouns))
    return classes.within(
        kind for score, each in scored if score >= rules.picture_room for kind in each.kinds
    )
