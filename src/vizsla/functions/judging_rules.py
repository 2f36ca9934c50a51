"""The rules by which a detector's boxes are judged, from ``contract/detection.json``.

The WordNet ids of things that are no animals are those by which descriptions name them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["JudgingRules", "judging_rules"]

CONTRACT = Path(__file__).parents[1] / "contract"


@dataclass(frozen=True, slots=True)
class JudgingRules:
    """The rules, as JavaScript reads them too.

    Attributes:
        least_score: the least score, the network's own, of a box that the classifier is asked
            about, and that is looked for where no lower threshold is given.
        most_crops: the most boxes of an image that the classifier is asked about.
        most_people: how many of these show people by the network's name: it takes some animals for
            people, and the classifier knows no people.
        same_animal: boxes of animals with a larger intersection over union are one animal.
        inside: a box is a part of another one of its label if this share of it lies within.
        rename: the least sum of an animal's classes from which a box of another animal gets its
            name.
        absent: the sum of a well-known animal's classes below which it is not there.
        other_animal: the least score of an animal that no label is for, from which a box of an
            animal is left out.
        little: what is added to a sum of scores before its logarithm is taken.
        most_logit: the network's logits end there, and at minus the same.
        animal: the WordNet id of animals.
        well_known: the animals of which the classifier knows every kind.
        animals: the WordNet ids of the classes of each label that is an animal.
        things: the same for other labels.

    """

    least_score: float
    most_crops: int
    most_people: int
    same_animal: float
    inside: float
    rename: float
    absent: float
    other_animal: float
    little: float
    most_logit: float
    animal: str
    well_known: tuple[str, ...]
    animals: Mapping[str, tuple[str, ...]]
    things: Mapping[str, tuple[str, ...]]


@cache
def judging_rules() -> JudgingRules:
    """Return the package's rules."""
    value = _read("detection")["judging"]
    animals = {label: tuple(ids) for label, ids in value["animals"].items()}
    things = {
        label: tuple(row["kinds"])
        for label, row in _read("describe/objects")["labels"].items()
        if label not in animals
    }
    classes = {"animals": animals, "things": things, "well_known": tuple(value["well_known"])}
    return JudgingRules(**{**value, **classes})


def _read(name: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((CONTRACT / f"{name}.json").read_text(encoding="utf-8"))
    return value
