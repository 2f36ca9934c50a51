"""The labelled folders that everybody learns from and is tested on, the same in every run."""

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

    from loop_sources import Picture

SPARE = 200
TEST = 2000  # pictures of clothes that are kept for the test, whatever the number to learn from


@dataclass(frozen=True)
class Folders:
    """One set on disk.

    Attributes:
        name: its own.
        train: ``train/LABEL/*``: what a user would have.
        test: ``test/LABEL/*``: what nobody sees before all is done.
        spare: ``spare/LABEL/*``: what is labelled later; None where there is no more.
        others: ``others/LABEL/*``: photographs of other things; None where there are none.
        trained: pictures in ``train``.
        tested: pictures in ``test``.

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
    """How a set is made.

    Attributes:
        what: it shows, for people.
        split: gives the pictures to learn from, those to test on, and some to label later.
        others: the labels of ``loop_sources.imagenet`` that its own are nothing of.

    """

    what: str
    split: Callable[[], tuple[Iterable[Picture], ...]]
    others: tuple[str, ...] = ()


def make(name: str, folder: Path, most: int | None = None) -> Folders:
    """Write a set's two folders.

    Args:
        name: one of SETS.
        folder: where to; a folder of the set's name is made in it.
        most: pictures of each part; all by default.

    Raises:
        MissingError: the pictures are not on this machine.

    """
    source, home = SETS[name], folder / name
    counts = {
        part: _write(islice(pictures, most), home / part)
        for part, pictures in zip(("train", "test", "spare"), source.split(), strict=False)
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


def files(folder: Path) -> tuple[list[Path], list[str]]:
    """Return the pictures of a labelled folder, and their labels."""
    found = pictures(folder)
    return found, [each.parent.name for each in found]


def pictures(folder: Path) -> list[Path]:
    """Return the pictures of a labelled folder."""
    return sorted(folder.glob("*/*"))


def _write(every: Iterable[Picture], folder: Path) -> int:
    count = 0
    for each in every:
        target = folder / each.label / f"{each.name}{each.suffix}"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(each.read())
        count += 1
    return count


def _fashion(count: int) -> tuple[Iterator[Picture], ...]:
    more = islice(sources.fashion("train", count + SPARE), count, None)
    return sources.fashion("train", count), sources.fashion("t10k", TEST), more


def _divided(pictures: Iterable[Picture], share: float) -> tuple[list[Picture], list[Picture]]:
    """Keep a share of each label's things for the test, with all the pictures of each."""
    by_label: dict[str, dict[str, list[Picture]]] = {}
    for each in pictures:
        by_label.setdefault(each.label, {}).setdefault(each.thing, []).append(each)
    rng = np.random.default_rng(0)
    train: list[list[Picture]] = []
    test: list[list[Picture]] = []
    for things in by_label.values():
        own = list(things.values())
        order = rng.permutation(len(own))
        kept = max(1, round(share * len(own)))
        test += [own[number] for number in order[:kept]]
        train += [own[number] for number in order[kept:]]
    # In no order of labels, so that the first of them are a set too.
    return _shuffled(train), _shuffled(test)


def _shuffled(things: list[list[Picture]]) -> list[Picture]:
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
