"""Writes the labelled folders for training and testing, the same in every run."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

import numpy as np

import loop_sources as sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from loop_sources import LabelledImage

SPARE = 200
TEST = 2000  # images of clothes in the test set, whatever the number for training


@dataclass(frozen=True)
class Folders:
    """One set on disk.

    Attributes:
        name: the set's name.
        train: ``train/LABEL/*``: a user's labelled images.
        test: ``test/LABEL/*``: the test set, which no training uses.
        spare: ``spare/LABEL/*``: images to label later; None where there are none.
        others: ``others/LABEL/*``: photographs of other things; None where there are none.
        trained: the number of images in ``train``.
        tested: the number of images in ``test``.

    """

    name: str
    train: Path
    test: Path
    spare: Path | None
    others: Path | None
    trained: int
    tested: int


@dataclass(frozen=True)
class Source:
    """The source of a set.

    Attributes:
        what: the content of its images, in words.
        split: returns the images for training, for testing, and for later labelling.
        others: the labels of ``loop_sources.imagenet`` that have nothing to do with the set.

    """

    what: str
    split: Callable[[], tuple[Iterable[LabelledImage], ...]]
    others: tuple[str, ...] = ()


def make(name: str, folder: Path, most: int | None = None) -> Folders:
    """Write a set's folders.

    Args:
        name: one of SETS.
        folder: the folder in which the set's folder is made.
        most: the most images of each part; all by default.

    Raises:
        MissingError: the images are not on this machine.

    """
    source, home = SETS[name], folder / name
    counts = {
        part: _write(islice(images, most), home / part)
        for part, images in zip(("train", "test", "spare"), source.split(), strict=False)
    }
    with suppress(sources.MissingError):
        other = (each for each in sources.imagenet() if each.label in source.others)
        counts["others"] = _write(other, home / "others")
    return Folders(
        name,
        home / "train",
        home / "test",
        home / "spare" if counts.get("spare") else None,
        home / "others" if counts.get("others") else None,
        counts["train"],
        counts["test"],
    )


def look_for(name: str) -> None:
    """Look for the images of a set.

    Raises:
        MissingError: they are not on this machine.

    """
    first, *_ = SETS[name].split()
    next(iter(first))


def files(folder: Path) -> tuple[list[Path], list[str]]:
    """Return the images of a labelled folder, and their labels."""
    found = images(folder)
    return found, [each.parent.name for each in found]


def images(folder: Path) -> list[Path]:
    """Return the images of a labelled folder."""
    return sorted(folder.glob("*/*"))


def _write(every: Iterable[LabelledImage], folder: Path) -> int:
    count = 0
    for each in every:
        target = folder / each.label / f"{each.name}{each.suffix}"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(each.read())
        count += 1
    return count


def _fashion(count: int) -> tuple[Iterator[LabelledImage], ...]:
    more = islice(sources.fashion("train", count + SPARE), count, None)
    return sources.fashion("train", count), sources.fashion("t10k", TEST), more


def _divided(
    images: Iterable[LabelledImage], share: float
) -> tuple[list[LabelledImage], list[LabelledImage]]:
    """Divide images into training and test set, by label, with all images of a thing together."""
    by_label: dict[str, dict[str, list[LabelledImage]]] = {}
    for each in images:
        by_label.setdefault(each.label, {}).setdefault(each.thing, []).append(each)
    rng = np.random.default_rng(0)
    train: list[list[LabelledImage]] = []
    test: list[list[LabelledImage]] = []
    for things in by_label.values():
        own = list(things.values())
        order = rng.permutation(len(own))
        kept = max(1, round(share * len(own)))
        test += [own[number] for number in order[:kept]]
        train += [own[number] for number in order[kept:]]
    # Shuffled, so that the first images are a set with all labels too.
    return _shuffled(train), _shuffled(test)


def _shuffled(things: list[list[LabelledImage]]) -> list[LabelledImage]:
    every = list(chain.from_iterable(things))
    return [every[number] for number in np.random.default_rng(0).permutation(len(every))]


ANIMALS = ("dog", "bird", "mammal", "animal")
PLANTS = ("food", "something else")  # some of these are plants
THINGS = ("vehicle", "structure", "container")

SETS = {
    "trees": Source(
        "Azure Custom Vision's tutorial: hemlocks and Japanese cherries, photographs",
        lambda: _divided(sources.trees(), 0.3),
        (*ANIMALS, *PLANTS, *THINGS),
    ),
    "pets": Source(
        "dogs and other animals, photographs",
        lambda: _divided(sources.pets(), 0.3),
        (*PLANTS, *THINGS),
    ),
    "kinds": Source(
        "200 photographs, one of each of 200 kinds of things, under 9 labels",
        lambda: _divided(sources.imagenet(), 0.3),
    ),
    "stamps": Source(
        "Tux Paint's cut-out photographs of animals, plants, food, money and vehicles",
        lambda: _divided(sources.stamps(), 0.3),
        ("structure", "container"),
    ),
    "digits": Source(
        "scikit-learn's handwritten digits, 8 x 8 pixels",
        lambda: _divided(sources.digits(), 0.445),
        (*ANIMALS, *PLANTS, *THINGS),
    ),
    "photos-1000": Source(
        "six views of each of 200 photographs, JPEGs of 500 x 375 pixels, under 9 labels",
        lambda: _divided(sources.views(), 1 / 6),
    ),
    "fashion-1000": Source(
        "Fashion-MNIST: clothes, 28 x 28 pixels",
        lambda: _fashion(1000),
        (*ANIMALS, *PLANTS, *THINGS),
    ),
    "fashion-10000": Source(
        "Fashion-MNIST: clothes, 28 x 28 pixels",
        lambda: _fashion(10_000),
        (*ANIMALS, *PLANTS, *THINGS),
    ),
}
