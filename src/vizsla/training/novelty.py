"""Detect novel inputs: how far an embedding is from all training examples."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.cluster.vq import kmeans2

from vizsla.bundle.head import round_directions

if TYPE_CHECKING:
    from vizsla.training.training_set import TrainingSet

__all__ = ["NoveltyDetector", "cluster", "find_novelty", "unit_length"]

MOST_PROTOTYPES = 256  # 330 kB of a bundle
FAMILIAR_SHARE = 0.95  # the share of examples like the training examples that is not novel
COMPONENTS = 64  # principal components for clustering; the prototypes have all dimensions
STEPS = 20
SEED = 0


class NoveltyDetector(NamedTuple):
    """The prototypes of a training set, and the greatest distance that is not novel.

    Attributes:
        prototypes: (prototypes, dimension) int8.
        limit: the greatest cosine distance to the nearest prototype of an input that is not novel.
        distances: (examples,) float64, each training example's distance to the nearest prototype
            of the other folds, or to the nearest other example; 2 where there is none.

    """

    prototypes: np.ndarray
    limit: float
    distances: np.ndarray


def find_novelty(
    training_set: TrainingSet, points: np.ndarray, folds: np.ndarray
) -> NoveltyDetector:
    """Find the prototypes of a training set, and the limit of novelty.

    The distance is the cosine distance to the nearest prototype. The prototypes are the examples
    themselves while they are few (as in Sun, Ming, Zhu and Li, Out-of-Distribution Detection with
    Deep Nearest Neighbors, ICML 2022), and their k-means within each label where they are many.

    Args:
        training_set: the examples.
        points: (examples, components) principal components.
        folds: (examples,) the folds: an example is compared with the prototypes of other folds,
            and never with its own near-duplicates.

    """
    unit = unit_length(training_set.embeddings)
    if len(training_set) <= MOST_PROTOTYPES:
        prototypes = round_directions(unit)
        similarity = unit @ unit_length(prototypes).T
        similarity[training_set.groups[:, None] == training_set.groups[None, :]] = -1.0
        distances = 1.0 - similarity.max(axis=1)
    else:
        prototypes = _prototypes(unit, points, training_set.truth)
        distances = np.full(len(unit), 2.0)
        for fold in np.unique(folds):
            own = folds == fold
            others = _prototypes(unit[~own], points[~own], training_set.truth[~own])
            distances[own] = 1.0 - (unit[own] @ unit_length(others).T).max(axis=1)
    measured = distances[distances < 2.0]  # noqa: PLR2004 - 2 is for nothing to compare with
    limit = float(np.quantile(measured, FAMILIAR_SHARE, method="higher")) if len(measured) else 0.0
    return NoveltyDetector(prototypes, limit, distances.astype(np.float64))


def unit_length(vectors: np.ndarray) -> np.ndarray:
    """Return vectors scaled to length 1, (vectors, dimension) float32."""
    values = vectors.astype(np.float32)
    lengths = np.sqrt(np.vecdot(values, values))
    unit: np.ndarray = values / np.maximum(lengths, 1e-12)[:, None]
    return unit


def cluster(points: np.ndarray, count: int) -> np.ndarray:
    """Return the k-means cluster of each point, (points,); some clusters may be empty."""
    rng = np.random.default_rng(SEED)
    with warnings.catch_warnings(action="ignore"):  # about empty clusters
        _, member = kmeans2(points, count, iter=STEPS, minit="points", missing="warn", rng=rng)
    found: np.ndarray = member
    return found


def _prototypes(unit: np.ndarray, points: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Return the means of each label's clusters, in proportion to the labels' sizes."""
    rows, counts = np.unique(truth, return_counts=True)
    share = min(1.0, MOST_PROTOTYPES / len(truth))
    wanted = np.maximum(1, np.floor(counts * share)).astype(int)
    means: list[np.ndarray] = []
    for row, number in zip(rows, wanted, strict=True):
        own = np.flatnonzero(truth == row)
        near = points[own, :COMPONENTS]
        member = np.zeros(len(own), int) if number == 1 else cluster(near, int(number))
        means.extend(unit[own[member == each]].mean(axis=0) for each in np.unique(member))
    return round_directions(np.array(means))
