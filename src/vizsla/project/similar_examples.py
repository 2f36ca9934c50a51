"""The embeddings of a project, held so that the most similar examples are found in a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.errors import NotFoundError
from vizsla.modalities.registry import modality_named
from vizsla.workspace.example_filter import ExampleFilter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from vizsla.project.embedder import Embedder
    from vizsla.workspace import Example, Store

    Arrays = dict[str, np.ndarray]
    See = Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]]

__all__ = ["SimilarExamples"]

STEPS = 127  # of 8 bits: a quarter of the memory, and the order of what is near stays
ROWS = 4096  # embeddings that are looked at together
# Embeddings that are multiplied together: they fit into the processor's cache, and are too few for
# NumPy to wait for threads, which takes seconds where other work keeps the cores busy.
PRODUCTS = 64
CHANGES = 10_000
PROBED = 100  # examples without an embedding that are looked at again
MARKS = 16  # examples by whose sha256 a kept file is known to be of this project
STALE = 0.1  # the share of new or removed examples from which on they are kept anew ...
STALE_FEWEST = 1_000  # ... and their least number
FORMAT = 1


class SimilarExamples:
    """The embeddings of a project's examples, each at length 1, and what is seen in them.

    They are kept in the workspace's cache, and mapped from there: read from the database, those of
    100,000 examples take ten seconds.

    Args:
        store: the project's store.
        embedder: the embedder of its examples.
        see: returns the numbers of the labels that a classifier sees in (some, dimension) float32
            embeddings, and their probabilities; None where none sees anything.
        seen_by: the key of that classifier.

    """

    def __init__(
        self, store: Store, embedder: Embedder, see: See | None = None, seen_by: str = ""
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._see = see
        self._about = {
            "format": FORMAT,
            "encoder": embedder.spec.name,
            "dimension": embedder.spec.dimension,
            "seen_by": seen_by,
        }
        self._revision: int | None = None
        self._kept = self._added = self._made(np.zeros(0, np.int64), embedder.empty)
        self._alive = np.zeros(0, bool)  # of the kept ones
        self._waiting: set[int] = set()  # ids without an embedding

    @property
    def ids(self) -> np.ndarray:
        """The ids of the examples, (examples,) int64."""
        return self.of("ids")

    @property
    def labels(self) -> np.ndarray:
        """The numbers of the labels that are seen in each, (examples, labels) uint16."""
        return self.of("labels")

    @property
    def chances(self) -> np.ndarray:
        """Their probabilities, (examples, labels) float32."""
        return self.of("chances")

    def of(self, name: str) -> np.ndarray:
        """Return an array of all examples by its name."""
        found: np.ndarray = np.concatenate((self._kept[name][self._alive], self._added[name]))
        return found

    def refresh(self) -> None:
        """Read the embeddings that are new, and drop those that are gone.

        Examples that were not embedded yet are left out until they are.
        """
        if self._revision is None and not self._open():
            self._revision = self._store.revision()
            made = self._made(*self._store.embeddings(self._embedder.spec.name))
            everything = self._store.search_ids(ExampleFilter())
            self._waiting = set(everything).difference(made["ids"].tolist())
            self._keep(made)
            return
        new: set[int] = set()
        while True:
            assert self._revision is not None  # noqa: S101 - it was read above
            found = self._store.changes_since(self._revision, CHANGES)
            new.update(found.examples)
            if found.removed:
                self._drop(found.removed)
                new.difference_update(found.removed)
            self._revision = found.revision
            if not found.more:
                break
        if new:
            new.difference_update(self.ids.tolist())
        probed = sorted(self._waiting)[:PROBED]
        self._waiting |= new
        if self._read({*new, *probed}).intersection(probed):
            self._read(self._waiting)
        changed = len(self._added["ids"]) + int((~self._alive).sum())
        if changed > max(STALE_FEWEST, STALE * len(self._alive)):
            self.keep()

    def keep(self) -> None:
        """Keep all in the workspace's cache, where anything is new or gone."""
        if len(self._added["ids"]) or not self._alive.all():
            self._keep({name: self.of(name) for name in self._kept})

    def _open(self) -> bool:
        """Map what was kept before; return whether there was anything of these examples."""
        found = self._store.files.searches.read(self._store.row_id)
        if found is None:
            return False
        about, arrays = found
        marks, revision = about.pop("marks", {}), about.pop("revision", None)
        waiting = about.pop("waiting", [])
        if about != self._about or not isinstance(revision, int):
            return False
        if revision > self._store.revision():  # of a later state of the database
            return False
        there = self._those_left(map(int, marks))
        if any(marks[str(each.id)] != each.sha256 for each in there):
            return False
        self._kept, self._alive = arrays, np.ones(len(arrays["ids"]), bool)
        self._revision, self._waiting = revision, set(waiting)
        return True

    def _keep(self, arrays: Arrays) -> None:
        files, ids = self._store.files.searches, arrays["ids"]
        chosen = ids[np.unique(np.linspace(0, len(ids) - 1, MARKS).astype(int))] if len(ids) else []
        marks = {str(each.id): each.sha256 for each in self._those_left(map(int, chosen))}
        about = {"marks": marks, "revision": self._revision, "waiting": sorted(self._waiting)}
        files.write(self._store.row_id, {**self._about, **about}, arrays)
        self._kept, self._alive = arrays, np.ones(len(ids), bool)
        self._added = self._made(np.zeros(0, np.int64), self._embedder.empty)

    def _drop(self, gone: Iterable[int]) -> None:
        removed = list(gone)
        self._waiting.difference_update(removed)
        dead = np.isin(self._kept["ids"], removed)
        if (dead & self._alive).any():
            self._alive &= ~dead
            # Whoever kept them may have done so just as they were removed.
            self._store.files.searches.erase(self._store.row_id, removed)
        left = ~np.isin(self._added["ids"], removed)
        self._added = {name: each[left] for name, each in self._added.items()}

    def _read(self, wanted: set[int]) -> set[int]:
        """Read the embeddings of examples that wait for theirs; return the ids of those found."""
        read: set[int] = set()
        numbers = sorted(wanted)
        for start in range(0, len(numbers), CHANGES):
            there = [each.id for each in self._those_left(numbers[start : start + CHANGES])]
            made = self._made(*self._store.embeddings(self._embedder.spec.name, there))
            self._added = {
                name: np.concatenate((each, made[name])) for name, each in self._added.items()
            }
            read.update(made["ids"].tolist())
        self._waiting -= read
        return read

    def _those_left(self, ids: Iterable[int]) -> list[Example]:
        wanted = tuple(ids)
        if not wanted:
            return []
        found = self._store.search(ExampleFilter(ids=wanted), CHANGES).found
        return [each.example for each in found]

    def _made(self, ids: np.ndarray, vectors: np.ndarray) -> Arrays:
        """Return the arrays of examples, given their stored embeddings."""
        spec = self._embedder.spec
        steps = np.empty((len(ids), spec.dimension), np.int8)
        factors, lengths = np.empty((2, len(ids)), np.float32)
        seen: list[tuple[np.ndarray, np.ndarray]] = []
        for start in range(0, len(ids), ROWS):
            own = slice(start, start + ROWS)
            values = vectors[own].astype(np.float32)
            largest = np.maximum(np.abs(values).max(axis=1), 1e-12)
            steps[own] = np.rint(values * (STEPS / largest)[:, None]).astype(np.int8)
            factors[own] = largest / STEPS * spec.scale
            lengths[own] = np.sqrt(np.vecdot(values, values)) * spec.scale
            if self._see is not None:
                seen.append(self._see(steps[own] * factors[own][:, None]))
        seen = [self._see(steps[:0].astype(np.float32)), *seen] if self._see else [_unseen(ids)]
        return {
            "ids": ids,
            "factors": factors,
            "lengths": np.maximum(lengths, 1e-12),
            "labels": np.concatenate([each for each, _ in seen]),
            "chances": np.concatenate([each for _, each in seen]),
            "steps": steps,
        }

    def vector_of(self, number: int) -> np.ndarray:
        """Return the embedding of an example, (dimension,) float32; embed it where it has none.

        Raises:
            NotFoundError: there is no such example.

        """
        for arrays, which in self._parts():
            for place in np.flatnonzero((arrays["ids"] == number) & which):
                found: np.ndarray = arrays["steps"][place] * arrays["factors"][place]
                return found
        (example,) = self._store.get([number])
        value = modality_named(self._store.modality).load(self._store.read(example))
        return self._embedder.encoder.embed(value).values.astype(np.float32)

    def _parts(self) -> Iterator[tuple[Arrays, np.ndarray]]:
        yield self._kept, self._alive
        yield self._added, np.ones(len(self._added["ids"]), bool)

    def nearest(self, vector: np.ndarray, count: int) -> list[int]:
        """Return the ids of the examples whose embeddings point most nearly the same way.

        Args:
            vector: (dimension,) float32.
            count: the most ids.

        """
        found = []
        for arrays, which in self._parts():
            products = _products(arrays["steps"], vector)[which]
            found.append(products * arrays["factors"][which] / arrays["lengths"][which])
        return self.best(np.concatenate(found), count)

    def best(self, scores: np.ndarray, count: int, least: float = -np.inf) -> list[int]:
        """Return the ids of the examples with the highest scores, the highest first.

        Args:
            scores: (examples,) the scores, in the order of ``ids``.
            count: the most ids.
            least: the score that an example must exceed.

        Raises:
            NotFoundError: no example was embedded yet.

        """
        ids = self.ids
        if not len(ids):
            raise NotFoundError(f"no example of {self._store.name!r} was embedded yet")
        largest = np.argpartition(-scores, min(count, len(scores)) - 1)[:count]
        largest = largest[np.lexsort((ids[largest], -scores[largest]))]
        chosen: list[int] = ids[largest[scores[largest] > least]].tolist()
        return chosen


def _unseen(ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.zeros((len(ids), 0), np.uint16), np.zeros((len(ids), 0), np.float32)


def _products(steps: np.ndarray, vector: np.ndarray) -> np.ndarray:
    """Return the product of each embedding and a vector, (embeddings,) float32."""
    found = np.empty(len(steps), np.float32)
    room = np.empty((min(PRODUCTS, len(steps)), len(vector)), np.float32)  # used again and again
    for start in range(0, len(steps), PRODUCTS):
        some = steps[start : start + PRODUCTS]
        values = room[: len(some)]
        np.copyto(values, some)
        np.matmul(values, vector, out=found[start : start + len(some)])
    return found
