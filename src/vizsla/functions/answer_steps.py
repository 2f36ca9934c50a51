"""The steps from an input to its answer: which numbers are added up, and what they make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.answer import Answer
    from vizsla.bundle.head import Head
    from vizsla.encoders.encoder_steps import EncoderSteps

__all__ = ["AnswerSteps", "Product", "RowSteps", "row_steps"]

MOST_PRODUCTS = 12  # of a row, the largest


@dataclass(frozen=True, slots=True)
class Product:
    """One product of a row's sum.

    Attributes:
        channel: the number of the embedding's channel, from 0.
        value: the embedding's value there.
        weight: the row's weight for it.
        product: the value times the weight.

    """

    channel: int
    value: float
    weight: float
    product: float


@dataclass(frozen=True, slots=True, eq=False)
class RowSteps:
    """How one row of the head comes to its score.

    Attributes:
        label: the label; None for the row of everything else.
        products: the largest products of values and weights, by their size.
        total: the sum of all products.
        bias: what is added for every input.
        features: what this input's features add: words, phrase lists, columns; -inf where a
            feature that the label requires is missing.
        output: ``total + bias + features``.
        score: the score that the output makes, 0 to 1.
        places: (rows, columns) what each place of an image adds to ``total``; None for others.

    """

    label: str | None
    products: tuple[Product, ...]
    total: float
    bias: float
    features: float
    output: float
    score: float
    places: np.ndarray | None


@dataclass(frozen=True, slots=True, eq=False)
class AnswerSteps:
    """An input on its way to an answer.

    Attributes:
        encoder: what the encoder made of it.
        rows: the head's rows in their order; one of everything else comes last.
        answer: the answer, with all labels among the alternatives.

    """

    encoder: EncoderSteps
    rows: tuple[RowSteps, ...]
    answer: Answer


def row_steps(
    labels: Sequence[str],
    head: Head,
    steps: EncoderSteps,
    added: np.ndarray | None,
    outputs: np.ndarray,
    scores: np.ndarray,
) -> tuple[RowSteps, ...]:
    """Return how each row of a head comes to its score.

    Args:
        labels: the labels' names, in the rows' order.
        head: the head.
        steps: the input's embedding, and its places.
        added: (rows,) what features add; None for nothing.
        outputs: (rows,) the head's outputs.
        scores: (rows,) their scores.

    """
    embedding = steps.embedding
    values = embedding.values
    found = []
    for n, own in enumerate(head.weights):
        weights = own.astype(np.float64) * head.scale[n]
        products = weights * values
        largest = np.argsort(-np.abs(products), kind="stable")[:MOST_PRODUCTS].tolist()
        places = None
        if steps.places is not None:
            places = steps.places @ weights * embedding.scale
        found.append(
            RowSteps(
                labels[n] if n < len(labels) else None,
                tuple(
                    Product(k, float(values[k]), float(weights[k]), float(products[k]))
                    for k in largest
                ),
                float(products.sum()),
                float(head.bias[n]),
                0.0 if added is None else float(added[n]),
                float(outputs[n]),
                float(scores[n]),
                places,
            )
        )
    return tuple(found)
