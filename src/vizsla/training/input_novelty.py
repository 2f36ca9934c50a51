"""Novelty of an input as a whole: how unlike it is to all training examples, whatever their labels.

The prototypes are those of one row that all examples share: an example with three labels is kept
once, not three times, and no label of it is the one whose examples it must be near to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vizsla.training.cross_validation import OutOfFold
from vizsla.training.fit_novelty import find_novelty
from vizsla.training.training_set import TrainingSet

if TYPE_CHECKING:
    from vizsla.training.fit_novelty import NoveltyDetector
    from vizsla.training.multi_label_set import MultiLabelSet

__all__ = ["InputNovelty", "find_input_novelty"]


@dataclass(frozen=True, slots=True, eq=False)
class InputNovelty:
    """The prototypes of a training set, and the greatest novelty of a familiar input.

    Args:
        detector: the detector, with one row.

    """

    detector: NoveltyDetector

    @property
    def prototypes(self) -> np.ndarray:
        """The prototypes, (prototypes, dimension) int8."""
        return self.detector.prototypes

    @property
    def score_weight(self) -> float:
        """How much a high score makes up for cosine distance."""
        return self.detector.score_weight * float(self.detector.usual_distances[0])

    @property
    def limit(self) -> float:
        """The greatest novelty of a familiar input, in cosine distance."""
        return self.detector.limit * float(self.detector.usual_distances[0])

    def are_familiar(self, answered: np.ndarray, scores: np.ndarray) -> np.ndarray:
        """Return whether training examples are not novel, by prototypes of others.

        Args:
            answered: (examples,) 0, or -1 for those that count as novel.
            scores: (examples,) of the answers.

        """
        return self.detector.are_familiar(self.detector.distances, answered, scores)

    def are_near(
        self, embeddings: np.ndarray, answered: np.ndarray, scores: np.ndarray
    ) -> np.ndarray:
        """Return whether other inputs are not novel; arguments as for ``are_familiar``."""
        distances = self.detector.distances_of(embeddings)
        return self.detector.are_familiar(distances, answered, scores)


def find_input_novelty(
    training_set: MultiLabelSet,
    points: np.ndarray,
    folds: np.ndarray,
    right: np.ndarray,
    scores: np.ndarray,
) -> InputNovelty:
    """Find the prototypes, and the limit of novelty.

    Args:
        training_set: the examples.
        points: (examples, components) principal components.
        folds: (examples,) the folds.
        right: (examples,) bool, whether the out-of-fold answer is right.
        scores: (examples,) of these answers.

    """
    count = len(training_set)
    as_one = TrainingSet(
        ("any",),
        training_set.embeddings,
        training_set.scale,
        np.zeros(count, int),
        np.ones((count, 1), bool),
        training_set.groups,
        training_set.keys,
    )
    predicted = np.where(right, 0, -1)
    answers = OutOfFold(1.0, scores[:, None], predicted, scores)
    return InputNovelty(find_novelty(as_one, points, folds, answers))
