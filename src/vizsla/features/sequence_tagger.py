"""Finds the entities that were learnt from marked texts: one tag a token, the best row of tags."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["SequenceTagger", "TaggedSpan", "tags_of"]

IMPOSSIBLE = -(2.0**52)  # below any sum of scores, and still exact in float64


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """An entity that the tagger found.

    Attributes:
        start: the number of its first token.
        end: the number of the token after its last.
        kind: the number of what it is, in the tagger's ``kinds``.
        score: the least probability of the tags of its tokens, 0 to 1.

    """

    start: int
    end: int
    kind: int
    score: float


@dataclass(frozen=True, eq=False, slots=True)
class SequenceTagger:
    """A linear tagger over the vectors and the features of tokens.

    Tag 0 is "no entity"; tags ``2 k + 1`` and ``2 k + 2`` begin and go on with an entity of kind
    ``k``. All weights are whole numbers, so that sums are exact in any order.

    Attributes:
        kinds: the number of kinds of entities.
        features: the number of each feature's row in ``sparse``, in the order of the rows.
        dense: (tags, dimension) float64, whole numbers within int16.
        sparse: (features, tags) float64, whole numbers within int16.
        bias: (tags,) float64, whole numbers.
        vector_unit: the whole numbers of a token's vector to 1.
        weight_unit: the whole numbers of a weight to 1.

    """

    kinds: int
    features: Mapping[str, int]
    dense: np.ndarray
    sparse: np.ndarray
    bias: np.ndarray
    vector_unit: int
    weight_unit: float

    def scores(self, vectors: np.ndarray, features: Sequence[Sequence[str]]) -> np.ndarray:
        """Return the scores of each token's tags: (tokens, tags) whole numbers in float64.

        Args:
            vectors: (tokens, dimension) whole numbers within int16.
            features: of each token its features; those that training did not see do not count.

        """
        found: np.ndarray = vectors @ self.dense.T
        for row, names in enumerate(features):
            known = [self.features[name] for name in names if name in self.features]
            total = self.bias + self.sparse[known].sum(axis=0)
            found[row] += total * self.vector_unit
        return found

    def find(self, vectors: np.ndarray, features: Sequence[Sequence[str]]) -> list[TaggedSpan]:
        """Return the entities of a text, from left to right, none within another."""
        if not len(vectors):
            return []
        scores = self.scores(vectors, features)
        tags = _best_row(scores)
        probabilities = _probabilities(scores / (self.vector_unit * self.weight_unit))
        found: list[TaggedSpan] = []
        start = 0
        while start < len(tags):
            end = start + 1
            if tags[start]:
                kind = (tags[start] - 1) // 2
                while end < len(tags) and tags[end] == 2 * kind + 2:
                    end += 1
                score = min(float(probabilities[at, tags[at]]) for at in range(start, end))
                found.append(TaggedSpan(start, end, kind, score))
            start = end
        return found


def tags_of(spans: Sequence[tuple[int, int, int]], tokens: int) -> list[int]:
    """Return the tags of a text's tokens.

    Args:
        spans: of each entity the first token, the token after its last, and its kind; none
            overlaps another.
        tokens: the number of the text's tokens.

    """
    tags = [0] * tokens
    for start, end, kind in spans:
        tags[start] = 2 * kind + 1
        tags[start + 1 : end] = [2 * kind + 2] * (end - start - 1)
    return tags


def _best_row(scores: np.ndarray) -> list[int]:
    """Return the tags with the greatest sum in which no entity goes on that has not begun.

    Of equal ones the lower tag is taken, as in every language.
    """
    tokens, tags = scores.shape
    begun = np.arange(2, tags, 2)  # tags that go on with an entity
    best = scores[0].copy()
    best[begun] = IMPOSSIBLE
    before = np.zeros((tokens, tags), np.intp)
    for at in range(1, tokens):
        first = int(best.argmax())
        came, gained = np.full(tags, first), np.full(tags, best[first])
        for tag in begun:
            came[tag] = tag - 1 if best[tag - 1] >= best[tag] else tag
            gained[tag] = best[came[tag]]
        before[at] = came
        best = gained + scores[at]
    row = [int(best.argmax())]
    for at in range(tokens - 1, 0, -1):
        row.append(int(before[at, row[-1]]))
    return row[::-1]


def _probabilities(logits: np.ndarray) -> np.ndarray:
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    found: np.ndarray = shifted / shifted.sum(axis=1, keepdims=True)
    return found
