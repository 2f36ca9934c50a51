"""Choose the thresholds of sure and of likely answers, or say how many more examples they take."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vizsla.training.confidence_threshold import find_confidence_threshold
from vizsla.training.sure_forecast import forecast_more, rounded_up

if TYPE_CHECKING:
    import numpy as np

    from vizsla.training.confidence_threshold import ConfidenceThreshold
    from vizsla.training.cross_validation import OutOfFold
    from vizsla.training.fit_novelty import NoveltyDetector
    from vizsla.training.training_set import TrainingSet

__all__ = ["LIKELY", "find_thresholds", "promised_thresholds"]

LIKELY = 0.8  # the share of likely answers that must be right


def promised_thresholds(
    training_set: TrainingSet,
    predictions: OutOfFold,
    novelty: NoveltyDetector,
    evidence: np.ndarray,
    target: float,
    confidence: float,
    training_share: float,
    *,
    repeated_scenes: bool,
) -> tuple[ConfidenceThreshold, ConfidenceThreshold]:
    """Return the threshold of sure answers, and that of likely answers.

    Args:
        training_set: the examples.
        predictions: their out-of-fold predictions.
        novelty: the detector of novel examples.
        evidence: (examples,) bool, the examples whose predictions count.
        target: the share of sure answers that must be right, 0 to 1.
        confidence: the probability that this holds, 0 to 1.
        training_share: the share of newly labelled examples that is trained on, above 0.
        repeated_scenes: whether the validation sets held nothing new, so that nothing is promised.

    """
    scores = predictions.scores[evidence]
    right = predictions.predicted[evidence] == training_set.truth[evidence]
    familiar = novelty.are_familiar(novelty.distances, predictions.predicted, predictions.scores)[
        evidence
    ]

    def one(share: float) -> ConfidenceThreshold:
        return find_thresholds(
            scores,
            right,
            familiar,
            share,
            confidence,
            len(training_set) / training_share,
            repeated_scenes=repeated_scenes,
        )

    return one(target), one(min(target, LIKELY))


def find_thresholds(
    scores: np.ndarray,
    right: np.ndarray,
    familiar: np.ndarray,
    share: float,
    confidence: float,
    examples: float,
    *,
    repeated_scenes: bool,
) -> ConfidenceThreshold:
    """Return one threshold, with the number of examples that it takes where there is none yet.

    Args:
        scores: (predictions,) of out-of-fold answers, each independent of the others.
        right: (predictions,) bool, whether the answer is right.
        familiar: (predictions,) bool, whether the example is not novel.
        share: the share of answers from the threshold on that must be right, 0 to 1.
        confidence: the probability that this holds, 0 to 1.
        examples: the number of labelled examples from which so many predictions came: not every
            example is evidence (near-duplicates count once), or is trained on.
        repeated_scenes: whether the validation sets held nothing new, so that nothing is promised.

    """
    found = find_confidence_threshold(scores, right, familiar, share, confidence)
    if repeated_scenes:
        return replace(found, score=None, sure=0, right=0, more=None)
    if found.score is not None:
        return found
    more = forecast_more(scores, right, familiar, share, confidence)
    if more is None:
        return found
    return replace(found, more=rounded_up(more * examples / len(scores)))
