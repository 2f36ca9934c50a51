"""Reads the dogs among the classifier's labels, under the names in use today.

`dog_breeds.csv` has each breed's group of the American Kennel Club; a breed that the club does not
register is in the group of its nearest relatives. WordNet's "Eskimo dog, husky" shows sled dogs of
several breeds, so its name is the general "husky".
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from labels import Label

BREEDS, WILD_KINDS = 118, 3
WILD = "wild"
GROUPS = ("herding", "hound", "non-sporting", "sporting", "terrier", "toy", "working")
TABLE = Path(__file__).with_suffix(".csv")


@dataclass(frozen=True, slots=True)
class Breed:
    """One label of the function `dog-breeds`.

    Attributes:
        id: the breed's synset.
        name: the breed's common name.
        group: one of `GROUPS`, or `WILD`.

    """

    id: str
    name: str
    group: str

    @property
    def path(self) -> tuple[str, ...]:
        """The kinds above the breed, the widest first, and the breed last."""
        return ("wild dog", self.name) if self.group == WILD else ("dog", self.group, self.name)


def dog_breeds(ids: Collection[str]) -> list[Breed]:
    """Read the breeds, in the order of the table.

    Args:
        ids: the classifier's synsets.

    Raises:
        ValueError: the table is inconsistent.

    """
    with TABLE.open(encoding="ascii", newline="") as stream:
        breeds = [Breed(**row) for row in csv.DictReader(stream)]
    wild = sum(breed.group == WILD for breed in breeds)
    if (len(breeds) - wild, wild) != (BREEDS, WILD_KINDS):
        raise ValueError(f"{TABLE.name}: {len(breeds) - wild} breeds and {wild} wild kinds")
    for attribute in ("id", "name"):
        if len({getattr(breed, attribute) for breed in breeds}) != len(breeds):
            raise ValueError(f"{TABLE.name}: the same {attribute} occurs twice")
    for breed in breeds:
        if breed.id not in ids:
            raise ValueError(f"{TABLE.name}: the classifier has no {breed.id} ({breed.name})")
        if breed.group not in (*GROUPS, WILD):
            raise ValueError(f"{TABLE.name}: {breed.name} is in no group {breed.group!r}")
    return breeds


def renamed(labels: Iterable[Label], breeds: Iterable[Breed]) -> list[Label]:
    """Give the classifier's dogs the breeds' names: a breed has one name in every function."""
    names = {breed.id: breed.name for breed in breeds}
    return [replace(label, name=names.get(label.id, label.name)) for label in labels]
