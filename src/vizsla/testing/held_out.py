"""Measures a head on examples that it was not shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vizsla.functions.embedding import Embedding
from vizsla.functions.linear import distance, probabilities
from vizsla.testing.interval import wilson

if TYPE_CHECKING:
    from vizsla.bundle.head import Head

__all__ = ["Result", "measure"]


@dataclass(frozen=True, slots=True)
class Result:
    """How a head did on what it was not shown.

    Attributes:
        examples: how many it was tested on.
        right: how many of its answers were right.
        sure: how many it was sure of.
        sure_right: how many of those were right.

    """

    examples: int
    right: int
    sure: int
    sure_right: int

    @property
    def accuracy(self) -> float:
        """The share of right answers, 0 to 1."""
        return self.right / self.examples

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the accuracy."""
        return wilson(self.right, self.examples)


def measure(
    head: Head, embeddings: np.ndarray, targets: np.ndarray, threshold: float, like: float
) -> Result:
    """Answer each example, and count.

    Args:
        head: what is tested.
        embeddings: (examples, channels).
        targets: (examples,) the right answers' numbers.
        threshold: the least score of a sure answer.
        like: the greatest cosine distance from a label's centre of a sure answer.

    """
    right = sure = sure_right = 0
    for values, target in zip(embeddings, targets, strict=True):
        embedding = Embedding(values, 1.0)
        scores = probabilities(head, embedding)
        is_right = int(np.argmax(scores)) == target
        alike = head.centres is None or distance(head.centres, embedding) <= like
        is_sure = alike and float(scores.max()) >= threshold
        right += is_right
        sure += is_sure
        sure_right += is_sure and is_right
    return Result(len(targets), right, sure, sure_right)
