"""Chooses the boxes that the classifier is asked about: each costs a run of its graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.functions.image_description.classes import probability_of_any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.answer import Box
    from vizsla.functions.image_description.classes import Classes
    from vizsla.functions.image_description.tables import Tables

__all__ = ["asked_boxes"]


def asked_boxes(
    boxes: Sequence[Box],
    whole: Sequence[float],
    size: tuple[int, int],
    classes: Classes,
    tables: Tables,
) -> frozenset[int]:
    """Return the numbers of the boxes that the classifier is asked about.

    Not those of persons, unless the whole image may show an animal: nothing else speaks against a
    person. Not those that nearly fill the image, whose scores are known already, nor those of the
    same thing as a better box. And only the best of each label: for the others, the whole image's
    scores count.

    Args:
        boxes: the boxes, the best first.
        whole: the classifier's scores for the whole image.
        size: the image's width and height in pixels.
        classes: the classes of the scores.
        tables: the most boxes, the largest one, and the evidence of each label.

    """
    rules, most = tables.rules, tables.rules.crop_area * size[0] * size[1]
    asked: list[int] = []
    labels: dict[str, int] = {}
    for number, box in enumerate(boxes):
        thing = tables.thing(box.label)
        if len(asked) == rules.crops or thing.evidence is None:
            continue
        if labels.get(box.label, 0) == rules.crops_of_label or box.width * box.height >= most:
            continue
        if thing.category == "person":
            rivals = classes.within(thing.evidence.rivals)
            if probability_of_any(whole, rivals) < rules.crop_person:
                continue
        elif box.score < rules.crop_box:
            continue
        labels[box.label] = labels.get(box.label, 0) + 1
        asked.append(number)
    return frozenset(asked)
