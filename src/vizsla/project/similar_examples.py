"""The embeddings of a project, held so that the most similar examples are found in a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.errors import NotFoundError
from vizsla.modalities.registry import modality_named
from vizsla.workspace.example_filter import ExampleFilter

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.project.embedder import Embedder
    from vizsla.workspace import Example, Store

__all__ = ["SimilarExamples"]

STEPS = 127  # of 8 bits: a quarter of the memory, and the order of what is near stays
ROWS = 4096  # embeddings that are looked at together
CHANGES = 10_000


class SimilarExamples:
    """The embeddings of a project's examples, each at length 1.

    Args:
        store: the project's store.
        embedder: the embedder of its examples.

    Attributes:
        ids: (examples,) int64, the ids of the examples, rising.

    """

    def __init__(self, store: Store, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder
        self._revision: int | None = None
        self.ids = np.zeros(0, np.int64)
        self._steps = np.zeros((0, embedder.spec.dimension), np.int8)
        self._factors = np.zeros(0, np.float32)
        self._lengths = np.zeros(0, np.float32)

    def refresh(self) -> bool:
        """Read the embeddings that are new, and drop those that are gone.

        Examples that were not embedded yet are left out.

        Returns:
            Whether anything was new or gone.

        """
        if self._revision is None:
            self._revision = self._store.revision()
            self._keep(np.zeros(0, bool))
            self._add(*self._store.embeddings(self._embedder.spec.name))
            return True
        changed = False
        while True:
            found = self._store.changes_since(self._revision, CHANGES)
            known = set(self.ids.tolist())
            gone = known.intersection(found.removed)
            if gone:
                self._keep(~np.isin(self.ids, list(gone)))
            new = [each for each in found.examples if each not in known]
            if new:
                there = {each.id for each in self._those_left(new)}
                added = [each for each in new if each in there]
                self._add(*self._store.embeddings(self._embedder.spec.name, added))
            changed = changed or bool(gone or new)
            self._revision = found.revision
            if not found.more:
                return changed

    def _those_left(self, ids: list[int]) -> list[Example]:
        found = self._store.search(ExampleFilter(ids=tuple(ids)), CHANGES).found
        return [each.example for each in found]

    def _keep(self, which: np.ndarray) -> None:
        for name in ("ids", "_steps", "_factors", "_lengths"):
            setattr(self, name, getattr(self, name)[: len(which)][which])

    def _add(self, ids: np.ndarray, vectors: np.ndarray) -> None:
        if not len(ids):
            return
        steps = np.empty(vectors.shape, np.int8)
        factors, lengths = np.empty((2, len(ids)), np.float32)
        for start in range(0, len(ids), ROWS):
            own = slice(start, start + ROWS)
            values = vectors[own].astype(np.float32)
            largest = np.maximum(np.abs(values).max(axis=1), 1e-12)
            steps[own] = np.rint(values * (STEPS / largest)[:, None]).astype(np.int8)
            factors[own] = largest / STEPS * self._embedder.spec.scale
            lengths[own] = np.sqrt(np.vecdot(values, values)) * self._embedder.spec.scale
        order = np.argsort(np.concatenate((self.ids, ids)), kind="stable")
        self.ids = np.concatenate((self.ids, ids))[order]
        self._steps = np.concatenate((self._steps, steps))[order]
        self._factors = np.concatenate((self._factors, factors))[order]
        self._lengths = np.concatenate((self._lengths, np.maximum(lengths, 1e-12)))[order]

    def vector_of(self, number: int) -> np.ndarray:
        """Return the embedding of an example, (dimension,) float32; embed it where it has none.

        Raises:
            NotFoundError: there is no such example.

        """
        place = int(np.searchsorted(self.ids, number))
        if place < len(self.ids) and self.ids[place] == number:
            found: np.ndarray = self._steps[place] * self._factors[place]
            return found
        (example,) = self._store.get([number])
        value = modality_named(self._store.modality).load(self._store.read(example))
        return self._embedder.encoder.embed(value).values.astype(np.float32)

    def nearest(self, vector: np.ndarray, count: int) -> list[int]:
        """Return the ids of the examples whose embeddings point most nearly the same way.

        Args:
            vector: (dimension,) float32.
            count: the most ids.

        """
        products = self._of_blocks(lambda steps, _: steps @ vector)
        return self.best(products * self._factors / self._lengths, count)

    def best(self, scores: np.ndarray, count: int, least: float = -np.inf) -> list[int]:
        """Return the ids of the examples with the highest scores, the highest first.

        Args:
            scores: (examples,) the scores, in the order of ``ids``.
            count: the most ids.
            least: the score that an example must exceed.

        """
        if not len(scores):
            return []
        largest = np.argpartition(-scores, min(count, len(scores)) - 1)[:count]
        largest = largest[np.lexsort((self.ids[largest], -scores[largest]))]
        chosen: list[int] = self.ids[largest[scores[largest] > least]].tolist()
        return chosen

    def scored(self, score: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
        """Return what a function makes of the embeddings, a block of them at a time.

        Args:
            score: takes (some, dimension) float32 embeddings, and returns (some, ...).

        """
        return self._of_blocks(lambda steps, own: score(steps * self._factors[own][:, None]))

    def _of_blocks(self, score: Callable[[np.ndarray, slice], np.ndarray]) -> np.ndarray:
        found = []
        for first in range(0, len(self.ids), ROWS):
            own = slice(first, first + ROWS)
            found.append(score(self._steps[own].astype(np.float32), own))
        if not found:
            raise NotFoundError(f"no example of {self._store.name!r} was embedded yet")
        return np.concatenate(found)
