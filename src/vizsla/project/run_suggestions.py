"""Suggests labels for the examples that have none, by what a training run learnt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.answer import NONE_OF_THESE
from vizsla.encoders.embedding import Embedding
from vizsla.functions.feature_values import NO_FEATURES
from vizsla.functions.multi_label_answers import HOLDS
from vizsla.workspace.label_state import UNLABELLED
from vizsla.workspace.suggestion_store import StoredSuggestion

if TYPE_CHECKING:
    from vizsla.answer import Answer
    from vizsla.functions.classifier import Classifier
    from vizsla.project.snapshot import Snapshot

__all__ = ["run_suggestions"]


def run_suggestions(
    function: Classifier[Any], snapshot: Snapshot, run: int
) -> list[tuple[int, StoredSuggestion]]:
    """Return what a run's function says of each example without a label, by the examples' ids.

    Args:
        function: the run's function.
        snapshot: the project's examples.
        run: the run's number.

    """
    free = snapshot.take(np.array([each.state == UNLABELLED for each in snapshot.examples], bool))
    columns = [each.name for each in function.columns]
    features = free.feature_values(function.find_by_rule, columns)
    top = len(function.labels) if snapshot.multi_label else 1
    found = []
    for n, (example, vector) in enumerate(zip(free.examples, free.vectors, strict=True)):
        answer = function.answer_embedding(
            Embedding(vector.astype(np.float64), free.scale),
            top=top,
            features=NO_FEATURES if features is None else features[n],
        )
        found.append((example.id, _suggestion(answer, run)))
    return found


def _suggestion(answer: Answer, run: int) -> StoredSuggestion:
    others = answer.alternatives[1:]
    return StoredSuggestion(
        NONE_OF_THESE if answer.answer is None else answer.answer,
        answer.score,
        answer.sure,
        run,
        tuple(each.answer for each in others if each.score >= HOLDS),
    )
