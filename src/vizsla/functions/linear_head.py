"""Computes a linear head's probabilities in float64."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.runtime import ExactMatrix

if TYPE_CHECKING:
    from vizsla.bundle.head import Head
    from vizsla.encoders.embedding import Embedding

__all__ = ["LinearHead", "best_first", "softmax"]

FEW = 16  # up to so many, to look for each best score is quicker than to sort all


class LinearHead:
    """Turns embeddings into probabilities.

    With int8 weights the products and sums are whole numbers below 2**53: exact in any order, and
    so the same in every language.

    Args:
        head: the head's numbers.

    """

    def __init__(self, head: Head) -> None:
        self._head = head
        self._matrix = ExactMatrix(head.weights) if head.weights.dtype == np.int8 else None

    def probabilities(
        self, embedding: Embedding, factor: float = 1.0, added: np.ndarray | None = None
    ) -> np.ndarray:
        """Return the softmax over the head's rows, (rows,) float64.

        Args:
            embedding: the input's embedding.
            factor: multiplies the outputs before the softmax; the temperature of a calibration
                takes that back.
            added: (rows,) what features add to the outputs, -inf where they exclude the row; None
                for nothing.

        Returns:
            The probabilities; zeros where all rows are excluded.

        """
        logits = self.logits(embedding, added)
        logits *= factor
        return softmax(logits)

    def logits(self, embedding: Embedding, added: np.ndarray | None = None) -> np.ndarray:
        """Return the head's outputs before any softmax, (rows,) float64."""
        logits = self._products(embedding.numbers)
        logits *= self._head.scale * embedding.scale
        logits += self._head.bias
        if added is not None:
            logits += added
        return logits

    def _products(self, numbers: np.ndarray) -> np.ndarray:
        if self._matrix is not None:
            return self._matrix.times(numbers)
        # Row by row: BLAS's threads would keep spinning, and take the cores from the engine's.
        products: np.ndarray = np.vecdot(self._head.weights, numbers)
        return products


def softmax(logits: np.ndarray) -> np.ndarray:
    """Turn outputs into probabilities, in place; into zeros where all are -inf.

    Args:
        logits: (rows,) float64, which is changed and returned.

    """
    most = logits.max()
    if most == -np.inf:  # features exclude all rows
        return np.zeros(len(logits))
    logits -= most
    np.exp(logits, out=logits)
    logits /= logits.sum()
    return logits


def best_first(scores: np.ndarray, count: int, allowed: np.ndarray | None = None) -> list[int]:
    """Return the numbers of the greatest scores, the greatest first; of equal ones the lower first.

    Args:
        scores: (labels,) scores of 0 or more.
        count: the most numbers to return.
        allowed: (labels,) bool, the labels that may be returned; None for all.

    """
    left = scores.copy() if allowed is None else np.where(allowed, scores, -1.0)
    count = min(count, len(left) if allowed is None else int(np.count_nonzero(allowed)))
    if count > FEW:
        order: list[int] = np.argsort(-left, kind="stable")[:count].tolist()
        return order
    found = []
    for _ in range(count):
        found.append(int(left.argmax()))
        left[found[-1]] = -1.0
    return found
