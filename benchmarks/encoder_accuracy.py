"""Measures the accuracy of the same linear head on each encoder's embeddings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Normalizer

import loop_scores

if TYPE_CHECKING:
    from collections.abc import Mapping

SHOTS = (2, 5, 10)  # examples a label
DRAWS = 20
FOLDS = 5


def accuracy(embeddings: Mapping[str, np.ndarray], labels: np.ndarray) -> dict[str, Any]:
    """Compare encoders on one set.

    Args:
        embeddings: by the encoder's name, (examples, dimension) floats.
        labels: (examples,) str.

    Returns:
        For each encoder the mean accuracy over the draws of a few examples a label (tested on all
        the others), and that of five-fold cross-validation with its 95 % interval. For the second
        encoder also the difference from the first, and the probability of as large a difference by
        chance alone (McNemar's exact test).

    """
    fewest = min(np.unique(labels, return_counts=True)[1])
    shots = [each for each in SHOTS if each < fewest]
    first, second = embeddings
    right = {name: _cross_validated(each, labels) for name, each in embeddings.items()}
    return {
        "examples": len(labels),
        "labels": len(set(labels.tolist())),
        "by": {
            name: {
                "shots": {str(count): _few(each, labels, count) for count in shots},
                **loop_scores.accuracy(right[name].tolist()),
            }
            for name, each in embeddings.items()
        },
        "difference": loop_scores.compared(right[second].tolist(), right[first].tolist()),
    }


def _head() -> Any:  # noqa: ANN401 - scikit-learn has no types
    # Embeddings of length 1, so that the same regularisation suits both encoders.
    return make_pipeline(Normalizer(), LogisticRegression(C=100, max_iter=10_000))


def _few(values: np.ndarray, labels: np.ndarray, count: int) -> float:
    """Return the mean accuracy with that many examples a label, over the same draws for all."""
    scores = []
    for seed in range(DRAWS):
        rng = np.random.default_rng(seed)
        drawn = [rng.permutation(np.flatnonzero(labels == each))[:count] for each in set_of(labels)]
        train = np.concatenate(drawn)
        test = np.setdiff1d(np.arange(len(labels)), train)
        scores.append(_head().fit(values[train], labels[train]).score(values[test], labels[test]))
    return float(np.mean(scores))


def _cross_validated(values: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return which examples a head answers rightly that was fitted without them, (examples,)."""
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    found: np.ndarray = cross_val_predict(_head(), values, labels, cv=folds) == labels
    return found


def set_of(labels: np.ndarray) -> list[str]:
    """Return the different labels in order."""
    found: list[str] = np.unique(labels).tolist()
    return found
