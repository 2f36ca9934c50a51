"""Reads the classifier's 1,000 labels and the kinds above them from WordNet 3.0."""

from __future__ import annotations

import json
import tarfile
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

COUNT = 1000
INNER_ARCHIVE = "package/WNdb-3.0.tar.gz"
NOUNS = "dict/data.noun"
HYPERNYMS = ("@", "@i")  # the kind above a kind, and the kind of an instance


@dataclass(frozen=True, slots=True)
class Label:
    """One class of ImageNet-1k.

    Attributes:
        id: the synset, which is the key, because names repeat.
        name: the synset's first lemma; of a dog the breed's name in use today.
        parents: the ids of the kinds directly above the class.

    """

    id: str
    name: str
    parents: tuple[str, ...]


class Kind(TypedDict):
    """A synset in the taxonomy: its name, and the ids of the synsets directly above."""

    name: str
    parents: list[str]


@dataclass(frozen=True, slots=True)
class Synset:
    """A noun of WordNet: its lemmas in order, and the ids of the synsets directly above."""

    lemmas: tuple[str, ...]
    parents: tuple[str, ...]


def read_nouns(archive: Path) -> dict[str, Synset]:
    """Read every noun of WordNet.

    Args:
        archive: the npm package `WNdb` 3.0.1 as it is published, a .tgz.

    Returns:
        The synsets by id, such as ``n02085620``.

    """
    with tarfile.open(archive) as outer:
        packed = _member(outer, INNER_ARCHIVE)
    with tarfile.open(fileobj=BytesIO(packed)) as inner:
        lines = _member(inner, NOUNS).decode("ascii").splitlines()
    # The licence is above the data, with each of its lines indented.
    return dict(_synset(line) for line in lines if not line.startswith(" "))


def imagenet_labels(archive: Path, imagenet_classes: Path) -> list[Label]:
    """Return ImageNet-1k's labels in the order of the classifier's outputs.

    Args:
        archive: see `read_nouns`.
        imagenet_classes: the folder of the installed Python package `imagenet_classes`.

    Raises:
        ValueError: the package and WordNet disagree on the classes.

    """
    nouns = read_nouns(archive)
    ids = _by_class(imagenet_classes / "imagenet1k_to_21k.json")
    names = _by_class(imagenet_classes / "imagenet1k_label_to_names.json")
    if len(set(ids)) != COUNT:
        raise ValueError(f"{COUNT} classes have only {len(set(ids))} different ids")
    for number, (key, lemmas) in enumerate(zip(ids, names, strict=True)):
        if key not in nouns:
            raise ValueError(f"class {number}: WordNet 3.0 has no noun {key}")
        if (wordnets := ", ".join(nouns[key].lemmas)) != lemmas:
            raise ValueError(f"class {number}, {key}: {lemmas!r}, but WordNet says {wordnets!r}")
    return [Label(key, nouns[key].lemmas[0], nouns[key].parents) for key in ids]


def taxonomy(archive: Path, labels: Iterable[Label]) -> dict[str, Kind]:
    """Return the labels, under their names, and all kinds above them, by id in ascending order.

    The taxonomy is not a tree: a dog is both a canine and a domestic animal.
    """
    nouns = read_nouns(archive)
    names = {label.id: label.name for label in labels}
    wanted = set(names)
    todo = sorted(wanted)
    while todo:
        above = [key for key in nouns[todo.pop()].parents if key not in wanted]
        wanted.update(above)
        todo.extend(above)
    return {
        key: {
            "name": names.get(key, nouns[key].lemmas[0]),
            "parents": list(nouns[key].parents),
        }
        for key in sorted(wanted)
    }


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    stream = archive.extractfile(name)
    if stream is None:
        raise ValueError(f"{name} is not a file in the archive")
    return stream.read()


def _synset(line: str) -> tuple[str, Synset]:
    """Read a line of data.noun, whose format wndb(5WN) describes."""
    offset, _, _, count, *rest = line.split(" | ", maxsplit=1)[0].split()
    lemmas_end = 2 * int(count, 16)  # each lemma is followed by its number
    lemmas = tuple(each.replace("_", " ") for each in rest[:lemmas_end:2])
    pointers = rest[lemmas_end + 1 :]  # symbol, offset, part of speech, source and target
    parents = tuple(
        f"n{target}"
        for symbol, target in zip(pointers[::4], pointers[1::4], strict=True)
        if symbol in HYPERNYMS
    )
    return f"n{offset}", Synset(lemmas, parents)


def _by_class(path: Path) -> list[str]:
    """Read {"0": ..., "1": ...} as a list."""
    values: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    if sorted(values, key=int) != [str(number) for number in range(COUNT)]:
        raise ValueError(f"{path.name}: its keys are not 0 to {COUNT - 1}")
    return [values[str(number)] for number in range(COUNT)]
