"""Says how many words of each piece of a recording are wrong, from the text of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["PieceErrors", "piece_errors"]


class PieceErrors(NamedTuple):
    """The words of one piece.

    Attributes:
        errors: those that were replaced, inserted or left out.
        words: those that were said.

    """

    errors: int
    words: int


def piece_errors(said: Sequence[str], pieces: Sequence[Sequence[str]]) -> list[PieceErrors]:
    """Align the words of all pieces with the text, and count the errors of each.

    A word that was left out counts for the piece before it, one before all for the first.

    Args:
        said: the words of the text.
        pieces: the words that were heard in each piece, in order.

    """
    heard = [(word, number) for number, words in enumerate(pieces) for word in words]
    cost = _costs(said, [word for word, _ in heard])
    errors, words = [0] * len(pieces), [0] * len(pieces)
    at, row = len(heard), len(said)
    while at or row:
        piece = heard[at - 1][1] if at else 0
        differs = bool(at and row and said[row - 1] != heard[at - 1][0])
        if at and row and cost[row, at] == cost[row - 1, at - 1] + differs:
            errors[piece] += differs
            words[piece] += 1
            at, row = at - 1, row - 1
        elif at and cost[row, at] == cost[row, at - 1] + 1:
            errors[piece] += 1
            at -= 1
        else:
            if pieces:
                errors[piece] += 1
                words[piece] += 1
            row -= 1
    return [PieceErrors(*each) for each in zip(errors, words, strict=True)]


def _costs(said: Sequence[str], heard: Sequence[str]) -> np.ndarray:
    cost = np.zeros((len(said) + 1, len(heard) + 1), np.int64)
    cost[:, 0] = np.arange(len(said) + 1)
    cost[0] = np.arange(len(heard) + 1)
    for row, word in enumerate(said, 1):
        for at, other in enumerate(heard, 1):
            cost[row, at] = min(
                cost[row - 1, at] + 1,
                cost[row, at - 1] + 1,
                cost[row - 1, at - 1] + (word != other),
            )
    return cost
