"""One example on its way through a run: the steps, the sums, and the examples that pull."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from vizsla.functions.answer_steps import AnswerSteps, RowSteps
    from vizsla.functions.classifier import Classifier
    from vizsla.functions.explanation import ExplainedWord
    from vizsla.project.examples_of_run import ExamplesOfRun
    from vizsla.training.example_pulls import ExamplePulls
    from vizsla.training.trained_head import TrainedHead
    from vizsla.workspace import Example

__all__ = ["InsideExample", "InsideRow", "PullingExample", "inside_example"]

MOST_EXAMPLES = 8  # the nearest, and as many that pull most


@dataclass(frozen=True, slots=True)
class InsideRow:
    """How one label comes to its score.

    Attributes:
        steps: the sum, and what it makes.
        uncalibrated: the output as it was before the calibration.
        uncalibrated_score: the score that this would make.
        base: the output for the mean of the training examples, from which their pulls lead to this
            example's output, but for the features and a small rest.
        pulled: the sum of the pulls of all training examples.

    """

    steps: RowSteps
    uncalibrated: float
    uncalibrated_score: float
    base: float
    pulled: float


@dataclass(frozen=True, slots=True, eq=False)
class PullingExample:
    """A training example, and its say.

    Attributes:
        example: the example.
        similarity: the cosine of the two embeddings, -1 to 1.
        pulls: (rows,) what the example adds to each output; above 0 where it draws to the label.

    """

    example: Example
    similarity: float
    pulls: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class InsideExample:
    """An example on its way through a run.

    Attributes:
        example: the example.
        run: the run's number.
        steps: the steps to the answer.
        rows: the labels in the head's order; the row of everything else comes last.
        temperature: the number by which the calibration divided the outputs of a softmax; None
            where each label has a score of its own.
        words: of a text, the words with their weights for the answer; empty for others.
        nearest: the training examples that are most like it, the nearest first.
        pulling: those with the largest pull on the answer's output, whatever its direction.
        in_training: whether the run was trained on this example, which then pulls itself.
        training_examples: the number of those on which the run was trained.
        missing: the number of those that were removed since, or have a label that the run does not
            know: their pulls are not counted.

    """

    example: Example
    run: int
    steps: AnswerSteps
    rows: tuple[InsideRow, ...]
    temperature: float | None
    words: tuple[ExplainedWord, ...]
    nearest: tuple[PullingExample, ...]
    pulling: tuple[PullingExample, ...]
    in_training: bool
    training_examples: int
    missing: int


def inside_example(
    example: Example,
    content: bytes,
    run: int,
    function: Classifier[Any],
    trained: TrainedHead,
    known: ExamplesOfRun,
    pulls: ExamplePulls | None,
) -> InsideExample:
    """Follow an example through a run.

    Args:
        example: the example.
        content: its file.
        run: the run's number.
        function: the run's function.
        trained: the run's head.
        known: the run's training examples.
        pulls: their pulls; None where the project has none of them any more.

    Raises:
        InputError: the file can't be used.

    """
    cells = {each.name: example.columns.get(each.name) for each in function.columns}
    columns = cells or None
    steps = function.steps(content, columns=columns)
    numbers = steps.encoder.embedding.numbers
    count = len(steps.rows)
    own = np.zeros((0, count)) if pulls is None else pulls.of_input(numbers)
    base = np.zeros(count) if pulls is None else pulls.base
    slopes, shifts = _calibration(trained, count)
    before = (np.array([each.output for each in steps.rows]) - shifts) / slopes
    rows = tuple(
        InsideRow(row, float(value), float(score), float(start), float(total))
        for row, value, score, start, total in zip(
            steps.rows,
            before,
            function.scores_of_outputs(before),
            base,
            own.sum(axis=0),
            strict=True,
        )
    )
    answered = max(range(count), key=lambda n: steps.rows[n].output)
    similar = _cosines(known.training_set.embeddings.astype(np.float64), numbers)

    def first(order: np.ndarray) -> tuple[PullingExample, ...]:
        return tuple(
            PullingExample(known.examples[n], float(similar[n]), own[n])
            for n in order[:MOST_EXAMPLES].tolist()
        )

    others = np.array([each.id != example.id for each in known.examples], bool)
    nearest = np.argsort(np.where(others, -similar, 2.0), kind="stable")[: int(others.sum())]
    strongest = np.argsort(-np.abs(own[:, answered]), kind="stable")
    words: tuple[ExplainedWord, ...] = ()
    if steps.encoder.pieces and steps.answer.answer is not None:
        words = function.explain(content, steps.answer.answer, columns=columns).words
    return InsideExample(
        example=example,
        run=run,
        steps=steps,
        rows=rows,
        temperature=None if trained.label_promises else trained.temperature,
        words=words,
        nearest=first(nearest),
        pulling=first(strongest),
        in_training=example.sha256 in trained.keys,
        training_examples=len(trained.keys),
        missing=known.missing,
    )


def _calibration(trained: TrainedHead, rows: int) -> tuple[np.ndarray, np.ndarray]:
    """Return by what outputs were multiplied, and what was added to them, (rows,) each."""
    if trained.label_promises:
        promises = trained.label_promises
        return (
            np.array([each.slope for each in promises]),
            np.array([each.intercept for each in promises]),
        )
    return np.full(rows, 1 / trained.temperature), np.zeros(rows)


def _cosines(vectors: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """Return the cosine of each vector and an embedding, (vectors,); 0 where one is all zero."""
    lengths = np.sqrt(np.vecdot(vectors, vectors)) * float(np.sqrt(np.vecdot(numbers, numbers)))
    found: np.ndarray = vectors @ numbers / np.where(lengths > 0, lengths, 1)
    return found
