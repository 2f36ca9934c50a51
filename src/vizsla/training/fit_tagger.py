"""Fit the tagger that finds entities: a softmax regression over the tags of tokens."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from vizsla.features.sequence_tagger import SequenceTagger, tags_of
from vizsla.training.one_thread import one_thread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scipy.sparse import csr_matrix

__all__ = ["MarkedText", "fit_tagger"]

REGULARISATION = 0.1  # the inverse of scikit-learn's C
LARGEST = 32767  # weights are kept in int16
MOST_FEATURES = 50_000  # the rest are those that are rarest
OWN = ("word 0 ", "begin ", "end ", "pair ")  # features that name a word itself
STEPS = 100  # more change no entity in the chatbot corpus


@dataclass(frozen=True, eq=False, slots=True)
class MarkedText:
    """A text with its entities, as the tagger learns from it.

    Attributes:
        vectors: (tokens, dimension) whole numbers within int16.
        features: of each token its features.
        spans: of each entity the first token, the token after its last, and the number of its kind;
            none overlaps another.

    """

    vectors: np.ndarray
    features: Sequence[Sequence[str]]
    spans: Sequence[tuple[int, int, int]]


def fit_tagger(texts: Sequence[MarkedText], kinds: int, vector_unit: int) -> SequenceTagger:
    """Fit a tagger.

    Args:
        texts: the texts; one at least has a token.
        kinds: the number of kinds of entities.
        vector_unit: the whole numbers of a token's vector to 1.

    Raises:
        MissingExtraError: SciPy is not installed.

    """
    texts = [*texts, *map(_without_words, texts)]
    counts = Counter(name for text in texts for names in text.features for name in names)
    usual = counts.most_common(MOST_FEATURES) if len(counts) > MOST_FEATURES else counts.items()
    numbers = {name: row for row, name in enumerate(sorted(name for name, _ in usual))}
    vectors = np.concatenate([each.vectors for each in texts]) / vector_unit
    tags = np.array(
        [tag for each in texts for tag in tags_of(each.spans, len(each.features))], np.intp
    )
    rows = _rows(texts, numbers)
    with one_thread():
        dense, sparse, bias = _fit(vectors, rows, tags, 2 * kinds + 1)
    largest = max(1e-6, *(float(np.abs(each).max(initial=0)) for each in (dense, sparse, bias)))
    unit = float(2 ** np.floor(np.log2(LARGEST / largest)))
    kept = np.flatnonzero(np.rint(sparse * unit).any(axis=1))
    names = list(numbers)
    return SequenceTagger(
        kinds,
        {names[row]: number for number, row in enumerate(kept)},
        np.rint(dense.T * unit),
        np.rint(sparse[kept] * unit),
        np.rint(bias * unit),
        vector_unit,
        unit,
    )


def _without_words(text: MarkedText) -> MarkedText:
    """Return a text without what names its own words, so that others are found in their place."""
    features = [[each for each in names if not each.startswith(OWN)] for names in text.features]
    return replace(text, features=features)


def _rows(texts: Sequence[MarkedText], numbers: dict[str, int]) -> csr_matrix:
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - of the extra vizsla[train]

    indices: list[int] = []
    ends = [0]
    for text in texts:
        for names in text.features:
            indices += [numbers[name] for name in names if name in numbers]
            ends.append(len(indices))
    shape = (len(ends) - 1, len(numbers))
    return csr_matrix((np.ones(len(indices)), indices, ends), shape)


def _fit(
    vectors: np.ndarray, rows: csr_matrix, tags: np.ndarray, number_of_tags: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the weights of the vectors, of the features, and the bias, by the least loss."""
    from scipy.optimize import minimize  # noqa: PLC0415 - of the extra vizsla[train]

    dimension, features = vectors.shape[1], rows.shape[1]
    across = rows.T.tocsr()
    truth = np.zeros((len(tags), number_of_tags))
    truth[np.arange(len(tags)), tags] = 1

    def split(flat: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        weights = flat.reshape(dimension + features + 1, number_of_tags)
        return weights[:dimension], weights[dimension:-1], weights[-1]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        dense, sparse, bias = split(flat)
        logits = vectors @ dense + rows @ sparse + bias
        logits -= logits.max(axis=1, keepdims=True)
        exponents = np.exp(logits)
        totals = exponents.sum(axis=1, keepdims=True)
        value = float(np.log(totals).sum() - (logits * truth).sum())
        errors = exponents / totals - truth
        gradient = np.concatenate([vectors.T @ errors, across @ errors, errors.sum(0)[None]])
        weights = flat.reshape(gradient.shape).copy()
        weights[-1] = 0  # the bias is free
        value += REGULARISATION / 2 * float((weights**2).sum())
        return value, (gradient + REGULARISATION * weights).ravel()

    start = np.zeros((dimension + features + 1) * number_of_tags)
    found = minimize(
        loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS, "ftol": 1e-5}
    )
    return split(found.x)
