"""Measures the labels that ``suggest`` saves against choosing at random, on real images.

A person labels one example of each label, then ten at a time, chosen by ``suggest`` or at random.
After each ten a head is fitted, the same way for both, and tested on the test set. The result is
the number of random labels that reach the accuracy of a number of suggested ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

import loop_data
import loop_embed

if TYPE_CHECKING:
    from collections.abc import Callable

    from loop_data import Folders

STEP = 10  # labels a round
STRENGTH = 0.01  # of the head's fit; training's own first guess


@dataclass(frozen=True, eq=False)
class Pool:
    """The examples to label, and the test set.

    Attributes:
        sums: (examples, channels) int16, the pool's embeddings.
        truth: (examples,) the true labels' numbers, which only the person knows.
        labels: the number of labels.
        test: (images, channels) int16.
        test_truth: (images,) their labels' numbers.

    """

    sums: np.ndarray
    truth: np.ndarray
    labels: int
    test: np.ndarray
    test_truth: np.ndarray


class Chooser(Protocol):
    """Chooses what to label next."""

    def __call__(self, known: np.ndarray, count: int) -> np.ndarray:
        """Return the numbers of examples.

        Args:
            known: (examples,) bool, whether an example is labelled.
            count: the number of examples to choose.

        """


class Fitter:
    """Fits heads to the labelled examples, in the principal components of the whole pool."""

    def __init__(self, pool: Pool) -> None:
        from vizsla.training.principal_components import PrincipalComponents  # noqa: PLC0415 - the training extra

        space = PrincipalComponents.fit(pool.sums)
        self.allowed = np.eye(pool.labels, dtype=bool)[pool.truth]
        self.eigenvalues = space.eigenvalues
        self.points, self._test = space.project(pool.sums), space.project(pool.test)
        self._truth = pool.test_truth

    def accuracy(self, known: np.ndarray) -> float:
        """Return the accuracy on the test images of a head that is fitted to these examples."""
        from vizsla.training.one_thread import one_thread  # noqa: PLC0415 - as above
        from vizsla.training.softmax_regression import fit_softmax, outputs  # noqa: PLC0415 - as above

        with one_thread():
            fitted = fit_softmax(
                self.points[known],
                self.allowed[known],
                self.eigenvalues * float(known.mean()),
                STRENGTH,
            )
        return float((outputs(self._test, fitted).argmax(axis=1) == self._truth).mean())


def by_suggest(fitter: Fitter, _: np.random.Generator) -> Chooser:
    """Choose as ``Project.suggest`` does."""
    from vizsla.training.suggester import Suggester  # noqa: PLC0415 - the training extra

    suggester = Suggester(fitter.points, fitter.eigenvalues)

    def choose(known: np.ndarray, count: int) -> np.ndarray:
        found = suggester.suggest(fitter.allowed, known, ~known, count)
        return np.array([each.number for each in found])

    return choose


def by_chance(_: Fitter, rng: np.random.Generator) -> Chooser:
    """Choose at random."""

    def choose(known: np.ndarray, count: int) -> np.ndarray:
        free = np.flatnonzero(~known)
        return rng.choice(free, min(count, len(free)), replace=False)

    return choose


def curve(
    pool: Pool,
    fitter: Fitter,
    way: Callable[[Fitter, np.random.Generator], Chooser],
    seed: int,
    most: int,
) -> list[tuple[int, float]]:
    """Label examples in rounds of ten.

    Args:
        pool: the examples to label.
        fitter: fits the heads.
        way: makes the chooser.
        seed: the seed of the first examples, and of the random choice.
        most: the most labels.

    Returns:
        The number of labels and the accuracy, after each round.

    """
    rng = np.random.default_rng(seed)
    known = np.zeros(len(pool.truth), bool)
    for label in range(pool.labels):
        known[rng.choice(np.flatnonzero(pool.truth == label))] = True
    choose = way(fitter, rng)
    found = [(int(known.sum()), fitter.accuracy(known))]
    while known.sum() < most:
        known[choose(known, min(STEP, most - int(known.sum())))] = True
        found.append((int(known.sum()), fitter.accuracy(known)))
    return found


def measure(
    folders: Folders, most: int, seeds: int, pool_size: int | None = None
) -> dict[str, Any]:
    """Compare ``suggest`` with chance on one set.

    Args:
        folders: the set.
        most: the number of labels with ``suggest``; at random, three times as many.
        seeds: the number of repetitions.
        pool_size: the number of examples to choose from; all by default.

    """
    pool = _pool(folders, pool_size)
    fitter = Fitter(pool)
    furthest = min(3 * most, len(pool.truth))
    ours = _mean([curve(pool, fitter, by_suggest, seed, most) for seed in range(seeds)])
    chance = _mean([curve(pool, fitter, by_chance, seed, furthest) for seed in range(seeds)])
    return {
        "pool": len(pool.truth),
        "labels": pool.labels,
        "seeds": seeds,
        "suggest": ours,
        "chance": chance,
        "everything": fitter.accuracy(np.ones(len(pool.truth), bool)),
        "saved": [_saved(ours, chance, share) for share in (0.25, 0.5, 1.0)],
    }


def needed(chance: list[tuple[float, float]], accuracy: float) -> float | None:
    """Return the number of random labels for an accuracy; None if that is not reached."""
    counts, values = np.array(chance).T
    reached = np.flatnonzero(values >= accuracy)
    if not len(reached):
        return None
    at = max(1, int(reached[0]))
    return float(np.interp(accuracy, values[at - 1 : at + 1], counts[at - 1 : at + 1]))


def _saved(
    ours: list[tuple[float, float]], chance: list[tuple[float, float]], share: float
) -> dict[str, float | None]:
    wanted = share * ours[-1][0]
    labels, accuracy = min(ours, key=lambda each: abs(each[0] - wanted))
    for_chance = needed(chance, accuracy)
    return {
        "labels": labels,
        "accuracy": accuracy,
        "chance_needs": for_chance,
        "chance_tried": chance[-1][0],
        "times": for_chance / labels if for_chance else None,
    }


def _mean(curves: list[list[tuple[int, float]]]) -> list[tuple[float, float]]:
    """Return the mean over the seeds, as the nearest non-decreasing curve."""
    from sklearn.isotonic import isotonic_regression  # noqa: PLC0415 - the training extra

    counts, values = np.mean(curves, axis=0).T
    return list(zip(counts.tolist(), isotonic_regression(values).tolist(), strict=True))


def _pool(folders: Folders, size: int | None) -> Pool:
    paths, names = loop_data.files(folders.train)
    test, test_names = loop_data.files(folders.test)
    labels = sorted(set(names))
    every = loop_embed.kept(f"{folders.name}-train", paths)
    tried = loop_embed.kept(f"{folders.name}-test", test)
    truth = np.array([labels.index(each) for each in names])
    chosen = np.sort(np.random.default_rng(0).permutation(len(truth))[:size])
    test_truth = np.array([labels.index(each) for each in test_names])
    return Pool(every.sums[chosen], truth[chosen], len(labels), tried.sums, test_truth)
