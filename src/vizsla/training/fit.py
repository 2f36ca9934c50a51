"""Fits a linear head to embeddings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.bundle.head import Head
from vizsla.errors import MissingExtraError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

__all__ = ["Fitted", "fit", "require_training"]

# The inverse strengths of the L2 penalty to choose from, for embeddings scaled to unit variance.
STRENGTHS = (0.0003, 0.001, 0.003, 0.01, 0.03, 0.1)
# scikit-learn's default of 1e-4 stops before the weights have settled.
TOLERANCE = 1e-6
FOLDS = 5
PRECISION = 0.95  # what the threshold aims at among sure answers
LIKE = 0.99  # the share of what it was shown that counts as like it


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """A head, and what out-of-fold predictions say of it.

    Attributes:
        weights: (labels, channels) float64.
        bias: (labels,) float64.
        centres: (labels, channels), the labels' mean directions, each of length 1.
        like: the cosine distance within which a picture is like those that it was shown.
        threshold: the least score at which out-of-fold answers were right often enough; 1 where
            there is none.

    """

    weights: np.ndarray
    bias: np.ndarray
    centres: np.ndarray
    like: float
    threshold: float

    def head(self) -> Head:
        """Return it as a function computes with it."""
        return Head(self.weights, np.ones(len(self.bias)), self.bias, self.centres)


def fit(embeddings: np.ndarray, targets: np.ndarray, seed: int) -> Fitted:
    """Fit the head, with the strength of its penalty chosen by cross-validation.

    Args:
        embeddings: (examples, channels).
        targets: (examples,) the labels' numbers, each at least once.
        seed: of the folds.

    Raises:
        MissingExtraError: scikit-learn is not installed.

    """
    # One thread: the matrices are small, and threads that wait for each other cost more than they
    # do (on a busy machine of two cores, forty times more).
    with _one_thread():
        return _fit(embeddings, targets, seed)


def _fit(embeddings: np.ndarray, targets: np.ndarray, seed: int) -> Fitted:
    mean = embeddings.mean(axis=0)
    # One scale for all: channels that hardly move must not be blown up.
    spread = float(embeddings.std()) or 1.0
    scaled = (embeddings - mean) / spread
    # A penalised fit never leaves the space that the examples span, so with fewer examples than
    # channels it is found there, many times faster (the representer theorem).
    left, lengths, basis = np.linalg.svd(scaled, full_matrices=False)
    within = left * lengths
    strength, out_of_fold = _choose(within, targets, seed)
    model = _model(strength).fit(within, targets)
    rows, bias = model.coef_ @ basis, model.intercept_
    if len(rows) == 1:
        # With two labels scikit-learn keeps one row, for the second against the first.
        rows, bias = np.vstack([-rows, rows]) / 2, np.concatenate([-bias, bias]) / 2
    # Rounded as the bundle keeps them: what is tested is what is published.
    weights = _float32(rows / spread)
    centres, like = _likeness(embeddings, targets)
    return Fitted(
        weights,
        _float32(bias - weights @ mean),
        _float32(centres),
        like,
        _threshold(out_of_fold, targets),
    )


def _float32(values: np.ndarray) -> np.ndarray:
    return values.astype(np.float32).astype(np.float64)


def require_training() -> None:
    """Find out before any work whether training can be done at all.

    Raises:
        MissingExtraError: scikit-learn is not installed.

    """
    with _one_thread():
        pass


def _one_thread() -> AbstractContextManager[object]:
    try:
        import sklearn.linear_model  # noqa: F401, PLC0415 - an extra
        from threadpoolctl import threadpool_limits  # noqa: PLC0415 - comes with it
    except ImportError as error:
        raise MissingExtraError(
            "training needs scikit-learn, which is not installed: pip install 'vizsla[train]'"
        ) from error
    limits: AbstractContextManager[object] = threadpool_limits(1)
    return limits


def _model(strength: float) -> Any:  # noqa: ANN401 - scikit-learn ships no types
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - an extra

    return LogisticRegression(C=strength, tol=TOLERANCE, max_iter=5000, class_weight="balanced")


def _choose(scaled: np.ndarray, targets: np.ndarray, seed: int) -> tuple[float, np.ndarray | None]:
    """Return the strength with the least out-of-fold log loss, and its predictions."""
    folds = min(FOLDS, int(np.bincount(targets).min()))
    if folds < 2:  # noqa: PLR2004 - one example of a label can't be both shown and not shown
        return STRENGTHS[len(STRENGTHS) // 2], None
    from sklearn.model_selection import StratifiedKFold  # noqa: PLC0415 - an extra

    parts = list(StratifiedKFold(folds, shuffle=True, random_state=seed).split(scaled, targets))
    best: tuple[float, float, np.ndarray] | None = None
    for strength in STRENGTHS:
        predicted = np.zeros((len(targets), int(targets.max()) + 1))
        for shown, other in parts:
            model = _model(strength).fit(scaled[shown], targets[shown])
            predicted[other] = model.predict_proba(scaled[other])
        right = predicted[np.arange(len(targets)), targets]
        loss = float(-np.log(np.maximum(right, 1e-12)).mean())
        if best is None or loss < best[0]:
            best = (loss, strength, predicted)
    if best is None:
        raise AssertionError("there is at least one strength")
    return best[1], best[2]


def _threshold(out_of_fold: np.ndarray | None, targets: np.ndarray) -> float:
    """Return the least score from which on out-of-fold answers were right often enough."""
    if out_of_fold is None:
        return 1.0
    scores = out_of_fold.max(axis=1)
    order = np.argsort(-scores, kind="stable")
    right = (out_of_fold.argmax(axis=1) == targets)[order]
    precision = np.cumsum(right) / np.arange(1, len(right) + 1)
    enough = np.flatnonzero(precision >= PRECISION)
    # Never below one half: an answer that is likelier wrong than right is not sure.
    return max(0.5, float(scores[order][enough[-1]])) if len(enough) else 1.0


def _likeness(embeddings: np.ndarray, targets: np.ndarray) -> tuple[np.ndarray, float]:
    """Return the labels' mean directions, and how far from them nearly all examples are.

    Each example is measured against centres that it had no part in.
    """
    lengths = np.sqrt((embeddings**2).sum(axis=1, keepdims=True))
    unit = embeddings / np.maximum(lengths, 1e-12)
    sums = np.stack([unit[targets == n].sum(axis=0) for n in range(int(targets.max()) + 1)])
    counts = np.bincount(targets)
    centres = sums / np.sqrt((sums**2).sum(axis=1, keepdims=True))
    similar = unit @ centres.T
    for number, (example, target) in enumerate(zip(unit, targets, strict=True)):
        rest = sums[target] - example
        length = float(np.sqrt(rest @ rest))
        similar[number, target] = float(rest @ example) / length if counts[target] > 1 else -1.0
    distances = 1 - similar.max(axis=1)
    return centres, float(np.quantile(distances, LIKE, method="higher"))
