"""A project's labelled examples as numbers, at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vizsla.modalities.registry import modality_named
from vizsla.prefetch import prefetch
from vizsla.project.group_copies import groups_of
from vizsla.training.data_split import choose_split
from vizsla.training.training_set import UNKNOWN, TrainingSet
from vizsla.workspace import NONE_OF_THESE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.progress import ProgressReporter
    from vizsla.project.embedder import Embedder
    from vizsla.workspace import Example, Store

__all__ = ["Snapshot", "Snapshots"]


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """Examples, in the order of their ids.

    Attributes:
        examples: all of the project's.
        vectors: (examples, channels) int16.
        groups: (examples,) near-duplicates have the same number.
        labels: the labels' names, in order, without 'none of these'.
        scale: what makes vectors the embeddings.

    """

    examples: tuple[Example, ...]
    vectors: np.ndarray
    groups: np.ndarray
    labels: tuple[str, ...]
    scale: float

    def take(self, which: np.ndarray) -> Snapshot:
        """Return some of the examples, (examples,) bool."""
        return Snapshot(
            tuple(each for each, chosen in zip(self.examples, which, strict=True) if chosen),
            self.vectors[which],
            self.groups[which],
            self.labels,
            self.scale,
        )

    def parts(self, share: float) -> list[str | None]:
        """Say what is trained on and what is tested on, of what is labelled."""
        known = [n for n, each in enumerate(self.examples) if each.is_labelled]
        chosen = choose_split(
            [self.examples[n].sha256 for n in known],
            [_stratum(self.examples[n]) for n in known],
            self.groups[known] if known else np.zeros(0, int),
            [self.examples[n].split for n in known],
            share,
        )
        found: list[str | None] = [each.split for each in self.examples]
        for number, part in zip(known, chosen, strict=True):
            found[number] = part
        return found

    def trainable(self, parts: Sequence[str | None]) -> np.ndarray:
        """Say which examples are trained on, given what each is for, (examples,) bool."""
        shown = np.array([part == "train" for part in parts], bool)
        found: np.ndarray = self.usable() & shown
        return found

    def usable(self) -> np.ndarray:
        """Say of which examples something is known that may be used, (examples,) bool."""
        return np.array([each.used and each.is_labelled for each in self.examples], bool)

    def tables(self) -> tuple[np.ndarray, np.ndarray]:
        """Return (examples,) each one's row, and (examples, labels) what it is known not to be."""
        number = {label: n for n, label in enumerate((*self.labels, NONE_OF_THESE))}
        positive = np.full(len(self.examples), UNKNOWN)
        negative = np.zeros((len(self.examples), len(self.labels)), bool)
        for n, each in enumerate(self.examples):
            if each.label is not None:
                positive[n] = number[each.label]
            for label in each.not_labels:
                # Of an example that is not one of none, nothing more is known.
                if label != NONE_OF_THESE:
                    negative[n, number[label]] = True
        return positive, negative

    def training_set(self, which: np.ndarray) -> TrainingSet:
        """Return some of the examples as what is trained on, (examples,) bool."""
        positive, negative = self.tables()
        numbers = np.flatnonzero(which)
        present = {self.examples[n].label for n in numbers} | {
            label for n in numbers for label in self.examples[n].not_labels
        }
        kept = [n for n, label in enumerate(self.labels) if label in present]
        again = np.full(len(self.labels) + 2, UNKNOWN)
        again[kept] = np.arange(len(kept))
        again[len(self.labels)] = len(kept)
        return TrainingSet.of(
            tuple(self.labels[n] for n in kept),
            self.vectors[numbers],
            self.scale,
            again[positive[numbers]],
            negative[numbers][:, kept],
            self.groups[numbers],
            tuple(self.examples[n].sha256 for n in numbers),
        )


def _stratum(example: Example) -> str:
    """Return what the test's share is taken of: the label, or what it is known not to be."""
    return example.label or "\0".join(("not", *example.not_labels))


class Snapshots:
    """Takes snapshots, and keeps what only changes with the pictures."""

    def __init__(self, store: Store, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder
        self._ids: np.ndarray = np.zeros(0, np.int64)
        self._vectors: np.ndarray = np.zeros((0, 0), np.int16)
        self._groups: np.ndarray = np.zeros(0, int)

    def take(self, reporter: ProgressReporter) -> Snapshot:
        """Read the project as it is now; what has no embedding yet gets one.

        Args:
            reporter: is told how many pictures were embedded, and may stop it.

        """
        self._embed(reporter)
        examples = tuple(self._store.examples())
        ids = np.array([each.id for each in examples], np.int64)
        if not np.array_equal(ids, self._ids):
            found, vectors = self._store.embeddings(self._embedder.spec.name)
            keep = np.isin(found, ids)
            self._vectors = vectors[keep]
            there = set(found[keep].tolist())
            examples = tuple(each for each in examples if each.id in there)
            reporter("looking for copies", 0, 1)
            self._groups = groups_of(
                [each.sha256 for each in examples],
                [each.fingerprint for each in examples],
                self._vectors,
            )
            self._ids = np.array([each.id for each in examples], np.int64)
        names = {each.label for each in examples if each.label is not None}
        names = names.union(*(each.not_labels for each in examples)) - {NONE_OF_THESE}
        return Snapshot(
            examples, self._vectors, self._groups, tuple(sorted(names)), self._embedder.spec.scale
        )

    def _embed(self, reporter: ProgressReporter) -> None:
        modality = modality_named(self._store.modality)
        missing = self._store.without_embedding(self._embedder.spec.name)

        def embed(example: Example) -> tuple[str, np.ndarray]:
            return example.sha256, self._embedder.vector(modality.load(self._store.read(example)))

        ready: list[tuple[str, np.ndarray]] = []
        for done, item in enumerate(prefetch(embed, missing), 1):
            ready.append(item)
            reporter("embedding", done, len(missing))
            if len(ready) == 64 or done == len(missing):  # noqa: PLR2004 - as adding's batches
                self._store.put_embeddings(self._embedder.spec, ready)
                ready = []
