"""Checks that a bundle answers as the trainer does, before it is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.encoders.embedding import Embedding
from vizsla.errors import BundleError
from vizsla.training.decision import decide
from vizsla.training.softmax_regression import log_probabilities
from vizsla.training.term_features import table_outputs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vizsla.answer import Answer
    from vizsla.functions.classifier import Classifier
    from vizsla.training.trained_head import TrainedHead

__all__ = ["ParityExamples", "check_parity"]

CLOSE = 1e-6  # between two scores: the trainer and the function both compute in float64


@dataclass(frozen=True, slots=True, eq=False)
class ParityExamples:
    """Examples that the trainer and the published function both answer.

    Attributes:
        vectors: (examples, dimension) the stored numbers of the embeddings.
        scale: the factor that turns the numbers into embeddings.
        words: the words of each example, where they are texts.
        contents: the files of some of the examples, by the example's row in ``vectors``.

    """

    vectors: np.ndarray
    scale: float
    contents: Mapping[int, bytes]
    words: Sequence[tuple[str, ...]] | None = None


def check_parity(function: Classifier[Any], trained: TrainedHead, examples: ParityExamples) -> None:
    """Compare the function's answers with the trainer's.

    Args:
        function: the function, opened from the bundle.
        trained: the head as it was trained and tested.
        examples: the examples to compare on.

    Raises:
        BundleError: an answer or a score differs.

    """
    expected = _trainer_answers(trained, examples)
    for row, vector in enumerate(examples.vectors):
        embedding = Embedding(vector.astype(np.float64), examples.scale)
        words = None if examples.words is None else examples.words[row]
        _compare(function.answer_embedding(embedding, words=words), *expected[row])
    for row, content in examples.contents.items():
        _compare(function(content), *expected[row])


def _trainer_answers(
    trained: TrainedHead, examples: ParityExamples
) -> list[tuple[str | None, float]]:
    labels = len(trained.labels)
    embeddings = examples.vectors.astype(np.float64) * examples.scale
    logits = embeddings @ trained.weights.astype(np.float64).T + trained.bias
    if trained.terms is not None and examples.words is not None:
        logits += table_outputs(trained.terms, examples.words)
    rows, scores = decide(np.exp(log_probabilities(logits)), labels)
    return [
        (trained.labels[row] if row < labels else None, score)
        for row, score in zip(rows.tolist(), scores.tolist(), strict=True)
    ]


def _compare(answer: Answer, label: str | None, score: float) -> None:
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
