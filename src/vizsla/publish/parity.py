"""Checks that a bundle answers as the trainer does, before it is published."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.encoders.embedding import Embedding
from vizsla.errors import BundleError
from vizsla.functions.feature_values import NO_FEATURES, FeatureValues
from vizsla.training.decision import decide, exclude
from vizsla.training.logistic_regression import sigmoid
from vizsla.training.multi_label_decision import decide_labels
from vizsla.training.softmax_regression import log_probabilities

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.answer import Answer
    from vizsla.functions.classifier import Classifier
    from vizsla.training.trained_head import TrainedHead

__all__ = ["ParityExamples", "check_parity"]

FeaturesOf = Callable[[Callable[[str], frozenset[str]]], Sequence[FeatureValues] | None]
CLOSE = 1e-6  # between two scores: the trainer and the function both compute in float64


@dataclass(frozen=True, slots=True, eq=False)
class ParityExamples:
    """Examples that the trainer and the published function both answer.

    Attributes:
        vectors: (examples, dimension) the stored numbers of the embeddings.
        scale: the factor that turns the numbers into embeddings.
        features_of: returns what each example has besides its embedding, given what finds a text's
            rules; None where none has anything.
        contents: the files of some of the examples, by the example's row in ``vectors``.

    """

    vectors: np.ndarray
    scale: float
    contents: Mapping[int, bytes]
    features_of: FeaturesOf | None = None


def check_parity(function: Classifier[Any], trained: TrainedHead, examples: ParityExamples) -> None:
    """Compare the function's answers with the trainer's.

    Args:
        function: the function, opened from the bundle.
        trained: the head as it was trained and tested.
        examples: the examples to compare on.

    Raises:
        BundleError: an answer or a score differs.

    """
    found = None if examples.features_of is None else examples.features_of(function.find_by_rule)
    excluded = [function.requirements.excluded(each.by_rule) for each in found or ()]
    expected = _trainer_answers(trained, examples, found, excluded)
    all_labels = len(trained.labels)
    for row, vector in enumerate(examples.vectors):
        embedding = Embedding(vector.astype(np.float64), examples.scale)
        features = NO_FEATURES if found is None else found[row]
        answer = function.answer_embedding(embedding, top=all_labels, features=features)
        _compare(answer, *expected[row])
    for row, content in examples.contents.items():
        cells = NO_FEATURES.cells if found is None else found[row].cells
        answer = function(content, top=all_labels, columns=cells or None)
        _compare(answer, *expected[row])


def _trainer_answers(
    trained: TrainedHead,
    examples: ParityExamples,
    features: Sequence[FeatureValues] | None,
    excluded: Sequence[Sequence[int]],
) -> list[tuple[str | None, float, dict[str, float]]]:
    labels = len(trained.labels)
    embeddings = examples.vectors.astype(np.float64) * examples.scale
    logits = embeddings @ trained.weights.astype(np.float64).T + trained.bias
    added = None if features is None else trained.tables.outputs(features)
    if added is not None:
        logits += added
    # Without features there is nothing to exclude.
    if trained.label_promises:
        probabilities = sigmoid(logits)
        for each, gone in zip(probabilities, excluded, strict=False):
            each[list(gone)] = 0
        rows, scores = decide_labels(probabilities)
        own = [dict(zip(trained.labels, each, strict=True)) for each in probabilities.tolist()]
    else:
        probabilities = np.exp(log_probabilities(logits))
        for each, gone in zip(probabilities, excluded, strict=False):
            exclude(each, gone)
        rows, scores = decide(probabilities, labels)
        rows = np.where(probabilities.any(axis=1), rows, labels)
        own = [{} for _ in rows]
    return [
        (trained.labels[row] if row < labels else None, score, each)
        for row, score, each in zip(rows.tolist(), scores.tolist(), own, strict=True)
    ]


def _compare(answer: Answer, label: str | None, score: float, own: dict[str, float]) -> None:
    """Compare an answer with the trainer's.

    Args:
        answer: the function's answer.
        label: the trainer's answer.
        score: its score.
        own: the trainer's score of each label, where each has one of its own.

    """
    for each in answer.alternatives if own else ():
        if abs(each.score - own[each.answer]) > CLOSE:
            raise BundleError(
                f"the bundle gives {each.answer!r} {each.score:.8f} where the trainer gave it "
                f"{own[each.answer]:.8f}, so it was not published; this is a bug in Vizsla"
            )
    difference = abs(answer.score - score)
    if difference > CLOSE or (answer.answer != label and not _is_tied(answer, label, score)):
        raise BundleError(
            f"the bundle answers {answer.answer!r} with {answer.score:.8f} where the trainer "
            f"answered {label!r} with {score:.8f}, so it was not published; this is a bug in "
            "Vizsla"
        )


def _is_tied(answer: Answer, label: str | None, score: float) -> bool:
    """Return whether ``label`` is as likely as the answer: then either of them is right."""
    return any(
        each.answer == label and abs(each.score - score) <= CLOSE for each in answer.alternatives
    )
