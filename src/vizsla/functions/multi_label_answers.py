"""Answers with several labels: each row of the head is a label of its own, true or not."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from vizsla.answer import Answer, HeldLabel
from vizsla.functions.classifier import Classifier
from vizsla.functions.head_function import LEAST_ODDS
from vizsla.functions.linear_head import best_first

if TYPE_CHECKING:
    from vizsla.bundle.manifest_entries import Threshold
    from vizsla.encoders.embedding import Embedding
    from vizsla.functions.call_options import CallOptions

__all__ = ["HOLDS", "MultiLabelClassifier"]

Value = TypeVar("Value")
HOLDS = 0.5  # the least score of a label that holds: it is likelier there than not
LEAST_LOGIT = -700.0  # a float64 holds no larger power


class MultiLabelClassifier(Classifier[Value]):
    """Answers with each label that holds.

    The score of a label is its own probability, whatever the others are. The score of the answer
    None, where no label holds, is the product of the labels' probabilities not to hold.
    """

    def _answer_embedding(
        self, embedding: Embedding, options: CallOptions, added: np.ndarray | None
    ) -> Answer:
        allowed = None
        if options.within is not None:
            allowed = self.label_kinds.within(options.within)
        scores = self._probabilities(embedding, added)
        numbers = best_first(scores, len(scores), allowed)
        held = [n for n in numbers if scores[n] >= HOLDS]
        # In the labels' order, so that every language multiplies alike.
        none = math.prod(1 - float(scores[n]) for n in sorted(numbers))
        score = float(scores[held[0]]) if held else none
        novel = self._is_novel(embedding, 0, score)
        return Answer(
            self.manifest.labels[held[0]].answer if held else None,
            score,
            sure=not novel and score >= self._threshold(options),
            likely=not novel and score >= self._least_likely,
            novel=novel,
            calibrated=all(self._is_calibrated(n) for n in held[:1] or numbers),
            alternatives=tuple(
                self._alternative(n, float(scores[n])) for n in numbers[: options.top]
            ),
            labels=tuple(self._held(n, float(scores[n]), options, novel=novel) for n in held),
        )

    def _held(self, number: int, score: float, options: CallOptions, *, novel: bool) -> HeldLabel:
        label = self.manifest.labels[number]
        least = _least(label.threshold) if options.threshold is None else options.threshold
        return HeldLabel(
            label.answer,
            score,
            sure=not novel and score >= least,
            likely=not novel and score >= _least(label.likely),
            calibrated=self._is_calibrated(number),
            id=label.id,
        )

    def _is_calibrated(self, number: int) -> bool:
        return self.manifest.labels[number].calibration is not None

    def _probabilities(self, embedding: Embedding, added: np.ndarray | None) -> np.ndarray:
        """Return each label's own probability, (labels,) float64."""
        logits = self._linear_head.logits(embedding, added)[: len(self.manifest.labels)]
        return self.scores_of_outputs(logits)

    def scores_of_outputs(self, outputs: np.ndarray) -> np.ndarray:
        """Return the scores that outputs of the head make, each by itself."""
        return np.array([_sigmoid(each) for each in outputs.tolist()])

    def _log_odds(self, embedding: Embedding, row: int, added: np.ndarray | None) -> float:
        return max(float(self._linear_head.logits(embedding, added)[row]), LEAST_ODDS)


def _least(threshold: Threshold | None) -> float:
    return math.inf if threshold is None or threshold.score is None else threshold.score


def _sigmoid(logit: float) -> float:
    return 1 / (1 + math.exp(-logit)) if logit > LEAST_LOGIT else 0.0
