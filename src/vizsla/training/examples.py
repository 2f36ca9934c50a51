"""Labelled pictures as numbers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vizsla.errors import TrainingDataError, VizslaError
from vizsla.functions.ahead import ahead
from vizsla.functions.embedding import embed
from vizsla.inputs.load import load_pixels

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from vizsla.functions.classify import Classifier

    Progress = Callable[[int, int], None]

__all__ = ["Examples", "read_examples"]

LEAST = 2  # examples of a label: one to learn from, one to test on


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Pictures that were read, in the labels' order and the files' within.

    Attributes:
        labels: the labels' names, in order.
        paths: the files.
        hashes: the sha256 of each file's bytes.
        embeddings: (examples, channels) float64.
        targets: (examples,) the number of each one's label.
        bad: the files that could not be used, and why.

    """

    labels: tuple[str, ...]
    paths: tuple[Path, ...]
    hashes: tuple[str, ...]
    embeddings: np.ndarray
    targets: np.ndarray
    bad: tuple[tuple[Path, VizslaError], ...]

    def fingerprint(self) -> str:
        """Return a sha256 that tells these examples and labels from any others."""
        total = hashlib.sha256()
        for digest, target in sorted(zip(self.hashes, self.targets, strict=True)):
            total.update(f"{digest} {self.labels[target]}\n".encode())
        return total.hexdigest()


def read_examples(
    backbone: Classifier,
    files: Mapping[str, Sequence[Path]],
    progress: Progress | None = None,
) -> Examples:
    """Read and embed the pictures of each label.

    A picture that is there twice counts once.

    Args:
        backbone: what embeds them.
        files: the labels and their pictures.
        progress: is told how many are done, and of how many.

    Raises:
        TrainingDataError: fewer than two labels, a label with fewer than two usable pictures, or
            the same picture under two labels.

    """
    labels = tuple(files)
    work = [(path, number) for number, label in enumerate(labels) for path in files[label]]

    def read(item: tuple[Path, int]) -> tuple[str, np.ndarray] | VizslaError:
        try:
            content = item[0].read_bytes()
            embedding = embed(backbone.feature_map(load_pixels(item[0]), 1))
        except VizslaError as error:
            return error
        return hashlib.sha256(content).hexdigest(), embedding.values

    seen: dict[str, int] = {}
    good: list[tuple[Path, str, np.ndarray, int]] = []
    bad = []
    for done, ((path, target), found) in enumerate(zip(work, ahead(read, work), strict=True), 1):
        if progress:
            progress(done, len(work))
        if isinstance(found, VizslaError):
            bad.append((path, found))
            continue
        digest, values = found
        if digest not in seen:
            seen[digest] = target
            good.append((path, digest, values, target))
        elif seen[digest] != target:
            raise TrainingDataError(
                f"{path} is the same picture as one labelled {labels[seen[digest]]!r}; "
                f"it can't be {labels[target]!r} too: remove one of them"
            )
    examples = Examples(
        labels,
        tuple(each[0] for each in good),
        tuple(each[1] for each in good),
        np.array([each[2] for each in good]),
        np.array([each[3] for each in good], np.intp),
        tuple(bad),
    )
    _check(examples)
    return examples


def _check(examples: Examples) -> None:
    if len(examples.labels) < 2:  # noqa: PLR2004 - there is nothing to tell apart
        raise TrainingDataError(
            f"there is only one label, {', '.join(examples.labels)!r}; a function tells at least "
            "two apart: add a folder of pictures of something else"
        )
    counts = np.bincount(examples.targets, minlength=len(examples.labels))
    for label, count in zip(examples.labels, counts, strict=True):
        if count < LEAST:
            unusable = f" ({len(examples.bad)} could not be read)" if examples.bad else ""
            raise TrainingDataError(
                f"label {label!r} has {count} usable pictures{unusable}; give it at least "
                f"{LEAST}, one to learn from and one to test on"
            )
