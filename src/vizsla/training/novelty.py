"""What tells the unlike from the like: how far a picture is from all that was shown."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np

from vizsla.bundle.head import round_directions

if TYPE_CHECKING:
    from vizsla.training.training_set import TrainingSet

__all__ = ["clusters", "find_novelty", "unit_length"]

MOST_CENTRES = 256  # 330 kB of a bundle
LIKE = 0.95  # the share of examples like those shown that counts as like them
DIRECTIONS = 64  # to gather examples in; the centres have all
STEPS = 20
SEED = 0


def find_novelty(
    training_set: TrainingSet, points: np.ndarray, folds: np.ndarray
) -> tuple[np.ndarray, float, np.ndarray]:
    """Find what the examples gather around, and how far from it their like is.

    The distance is the cosine's to the nearest of the centres: the examples themselves while they
    are few (as in Sun, Ming, Zhu and Li, Out-of-Distribution Detection with Deep Nearest
    Neighbors, ICML 2022), their means by k-means within each label where they are many.

    Args:
        training_set: the examples.
        points: (examples, directions) principal components.
        folds: (examples,) each example is measured against centres of the other folds, and never
            of its own near-duplicates.

    Returns:
        (centres, channels) int8, the greatest distance of what is alike, and (examples,) float64
        each example's own.

    """
    unit = unit_length(training_set.sums)
    if len(training_set) <= MOST_CENTRES:
        prototypes = round_directions(unit)
        similar = unit @ unit_length(prototypes).T
        similar[training_set.groups[:, None] == training_set.groups[None, :]] = -1.0
        distances = 1.0 - similar.max(axis=1)
    else:
        prototypes = _gather(unit, points, training_set.truth)
        distances = np.full(len(unit), 2.0)
        for fold in np.unique(folds):
            held = folds == fold
            others = _gather(unit[~held], points[~held], training_set.truth[~held])
            distances[held] = 1.0 - (unit[held] @ unit_length(others).T).max(axis=1)
    lone = distances >= 2.0  # noqa: PLR2004 - nothing to be measured against
    measured = distances[~lone]
    limit = float(np.quantile(measured, LIKE, method="higher")) if len(measured) else 0.0
    return prototypes, limit, distances.astype(np.float64)


def unit_length(vectors: np.ndarray) -> np.ndarray:
    """Return vectors of length 1, (vectors, channels) float32."""
    values = vectors.astype(np.float32)
    lengths = np.sqrt(np.vecdot(values, values))
    unit: np.ndarray = values / np.maximum(lengths, 1e-12)[:, None]
    return unit


def _gather(unit: np.ndarray, points: np.ndarray, truth: np.ndarray) -> np.ndarray:
    rows, counts = np.unique(truth, return_counts=True)
    share = min(1.0, MOST_CENTRES / len(truth))
    shares = np.maximum(1, np.floor(counts * share)).astype(int)
    means: list[np.ndarray] = []
    for row, wanted in zip(rows, shares, strict=True):
        own = np.flatnonzero(truth == row)
        near = points[own, :DIRECTIONS]
        member = np.zeros(len(own), int) if wanted == 1 else clusters(near, int(wanted))
        means.extend(unit[own[member == each]].mean(axis=0) for each in np.unique(member))
    return round_directions(np.array(means))


def clusters(points: np.ndarray, count: int) -> np.ndarray:
    """Return the cluster of each point by k-means, (points,); some clusters may be empty."""
    from scipy.cluster.vq import kmeans2  # noqa: PLC0415 - slow to import; only training needs it

    rng = np.random.default_rng(SEED)
    with warnings.catch_warnings(action="ignore"):  # of empty clusters
        _, member = kmeans2(points, count, iter=STEPS, minit="points", missing="warn", rng=rng)
    found: np.ndarray = member
    return found
