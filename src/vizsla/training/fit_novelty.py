"""Detect novel inputs: how unlike an embedding is to the training examples of its answer."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.cluster.vq import kmeans2

from vizsla.bundle.prototypes import round_directions
from vizsla.functions.novelty import MOST_SCORE, NOTHING_NEAR
from vizsla.training.training_set import UNKNOWN

if TYPE_CHECKING:
    from vizsla.training.cross_validation import OutOfFold
    from vizsla.training.training_set import TrainingSet

__all__ = ["NoveltyDetector", "cluster", "find_novelty", "unit_length"]

MOST_PROTOTYPES = 256  # 330 kB of a bundle
FAMILIAR_SHARE = 0.95  # the share of right answers to inputs like the examples that is not novel
# Of the spread that distance and score have among right answers. More lets far strangers pass that
# get high scores, less lets near ones pass between two labels; from 0.15 to 0.5 little changes.
SCORE_SHARE = 0.25
LEAST_SPREAD = 1.0  # of log-odds: where all scores are as high, they tell nothing
LEAST_USUAL = 1e-3  # a distance: examples that are all the same have none
COMPONENTS = 64  # principal components for clustering; the prototypes have all dimensions
STEPS = 20
SEED = 0


@dataclass(frozen=True, slots=True, eq=False)
class NoveltyDetector:
    """The prototypes of a training set, and the greatest novelty of a familiar input.

    Attributes:
        prototypes: (prototypes, dimension) int8, row after row of the head.
        counts: (rows,) the number of each row's prototypes.
        usual_distances: (rows,) float32, see ``vizsla.bundle.prototypes``.
        score_weight: how much a high score makes up for distance.
        limit: the greatest novelty of an input that is not novel.
        distances: (examples, rows) float64, each training example's cosine distance to the nearest
            prototype of each row, by prototypes of other folds, and never by near-duplicates.

    """

    prototypes: np.ndarray
    counts: np.ndarray
    usual_distances: np.ndarray
    score_weight: float
    limit: float
    distances: np.ndarray

    def are_familiar(
        self, distances: np.ndarray, answers: np.ndarray, scores: np.ndarray
    ) -> np.ndarray:
        """Return whether inputs are not novel, (inputs,) bool.

        Args:
            distances: (inputs, rows) cosine distances to the nearest prototype of each row.
            answers: (inputs,) the rows of the answers; -1 for no answer, which is never familiar.
            scores: (inputs,) of the answers.

        """
        ratios = distances[np.arange(len(answers)), answers] / self.usual_distances[answers]
        novelties = ratios - self.score_weight * _log_odds(scores)
        familiar: np.ndarray = (answers >= 0) & (novelties <= self.limit)
        return familiar

    def distances_of(self, embeddings: np.ndarray) -> np.ndarray:
        """Return the cosine distances of other embeddings to each row's nearest prototype."""
        rows = np.repeat(np.arange(len(self.counts)), self.counts)
        found = np.full((len(embeddings), len(self.counts)), NOTHING_NEAR)
        similarity = unit_length(embeddings) @ unit_length(self.prototypes).T
        _fill_nearest(found, slice(None), similarity, rows)
        return found


def find_novelty(
    training_set: TrainingSet, points: np.ndarray, folds: np.ndarray, predictions: OutOfFold
) -> NoveltyDetector:
    """Find the prototypes of a training set, and the limit of novelty.

    ``vizsla.functions.novelty`` defines the novelty. The prototypes are the examples themselves
    while they are few (as in Sun, Ming, Zhu and Li, Out-of-Distribution Detection with Deep Nearest
    Neighbors, ICML 2022), and their k-means within each label where they are many. The usual
    distance of a row is the mean of its own and that of all rows: labels differ in how much their
    examples do, and a few examples tell little of it.

    Args:
        training_set: the examples.
        points: (examples, components) principal components.
        folds: (examples,) the folds: an example is compared with the prototypes of other folds,
            and never with its own near-duplicates.
        predictions: the examples' out-of-fold predictions.

    """
    prototypes, counts, distances = _prototypes(training_set, points, folds)
    usual = _usual_distances(distances, training_set.truth)
    validated = np.flatnonzero(predictions.validated)
    answers = predictions.predicted[validated]
    reached = distances[validated, answers]
    right = (answers == training_set.truth[validated]) & (reached < NOTHING_NEAR)
    weight, limit = 0.0, 0.0
    if right.any():
        ratios = (reached / usual[answers])[right]
        odds = _log_odds(predictions.scores[validated[right]])
        weight = SCORE_SHARE * _upper_spread(ratios) / max(_upper_spread(-odds), LEAST_SPREAD)
        limit = float(np.quantile(ratios - weight * odds, FAMILIAR_SHARE, method="higher"))
    return NoveltyDetector(prototypes, counts, usual, weight, limit, distances)


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


def _means(
    unit: np.ndarray, points: np.ndarray, truth: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the means of each row's clusters, in proportion to the rows' sizes, and their rows."""
    rows, counts = np.unique(truth, return_counts=True)
    share = min(1.0, MOST_PROTOTYPES / len(truth))
    wanted = np.maximum(1, np.floor(counts * share)).astype(int)
    means: list[np.ndarray] = []
    row_of: list[int] = []
    for row, number in zip(rows.tolist(), wanted.tolist(), strict=True):
        own = np.flatnonzero(truth == row)
        near = points[own, :COMPONENTS]
        member = np.zeros(len(own), int) if number == 1 else cluster(near, number)
        means.extend(unit[own[member == each]].mean(axis=0) for each in np.unique(member))
        row_of.extend([row] * (len(means) - len(row_of)))
    return round_directions(np.array(means)), np.array(row_of)


def _prototypes(
    training_set: TrainingSet, points: np.ndarray, folds: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the prototypes, their counts, and each example's distance to each row, from others."""
    unit, truth, rows = unit_length(training_set.embeddings), training_set.truth, training_set.rows
    distances = np.full((len(unit), rows), NOTHING_NEAR)
    known = np.flatnonzero(truth != UNKNOWN)
    if len(known) <= MOST_PROTOTYPES:
        own = known[np.argsort(truth[known], kind="stable")]
        prototypes = round_directions(unit[own])
        similarity = unit @ unit_length(prototypes).T
        groups = training_set.groups
        similarity[groups[:, None] == groups[own][None, :]] = 1.0 - NOTHING_NEAR
        _fill_nearest(distances, slice(None), similarity, truth[own])
        return prototypes, np.bincount(truth[own], minlength=rows), distances
    for fold in np.unique(folds):
        inside, others = folds == fold, known[folds[known] != fold]
        means, row_of = _means(unit[others], points[others], truth[others])
        _fill_nearest(distances, inside, unit[inside] @ unit_length(means).T, row_of)
    prototypes, row_of = _means(unit[known], points[known], truth[known])
    return prototypes, np.bincount(row_of, minlength=rows), distances


def _fill_nearest(
    distances: np.ndarray, which: np.ndarray | slice, similarity: np.ndarray, row_of: np.ndarray
) -> None:
    """Fill in the distances of some examples to each row's nearest prototype."""
    for row in np.unique(row_of):
        distances[which, row] = 1.0 - similarity[:, row_of == row].max(axis=1)


def _usual_distances(distances: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Return each row's usual distance, (rows,) float32."""
    known = np.flatnonzero(truth != UNKNOWN)
    own = distances[known, truth[known]]
    measured = own < NOTHING_NEAR
    if not measured.any():
        return np.ones(distances.shape[1], np.float32)
    overall = float(own[measured].mean())
    usual = np.full(distances.shape[1], overall)
    for row in np.unique(truth[known][measured]):
        usual[row] = (overall + own[measured & (truth[known] == row)].mean()) / 2
    found: np.ndarray = np.maximum(usual, LEAST_USUAL).astype(np.float32)
    return found


def _upper_spread(values: np.ndarray) -> float:
    """Return the distance from the median up to the ninth tenth."""
    middle, high = np.quantile(values, (0.5, 0.9))
    return float(high - middle)


def _log_odds(scores: np.ndarray) -> np.ndarray:
    bounded = np.clip(scores, 1 - MOST_SCORE, MOST_SCORE)
    odds: np.ndarray = np.log(bounded / (1 - bounded))
    return odds
