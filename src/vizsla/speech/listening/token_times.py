"""When each token is said: by what the model no longer understands where a stretch is hidden.

The graphs return no attention. So stretches of the sound, each 0.7 seconds and overlapping by
half, are hidden one after another, and the likelihoods of the tokens that were heard are compared
with those without hiding: a token is where hiding costs it most (occlusion, as Zeiler & Fergus 2014
do with images, https://arxiv.org/abs/1311.2901). One alignment for all tokens keeps their order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["FRAME", "frames_to_hide", "times_of"]

FRAME = 384 / 16_000  # seconds of one vector of the encoder
_HIDDEN = 30  # vectors
_NEVER = -1e9


def frames_to_hide(count: int) -> list[tuple[int, int]]:
    """Return the first vector and the one after the last of each stretch to hide.

    All stretches are of the same length, and shorter than the sound.

    Args:
        count: the vectors of the sound.

    """
    length = min(_HIDDEN, count // 2)
    last = count - length
    if not length:
        return []
    starts = [*range(0, last, max(1, length // 2)), last]
    return [(start, start + length) for start in starts]


def times_of(costs: NDArray[np.float64], stretches: list[tuple[int, int]]) -> NDArray[np.float64]:
    """Return the middle of each token, in seconds from the sound's beginning, in ascending order.

    Args:
        costs: (stretches, tokens) by how much each token's log probability falls.
        stretches: see ``frames_to_hide``.

    """
    middles = np.array([(start + end) / 2 * FRAME for start, end in stretches])
    weights = np.maximum(costs, 0)
    weights = weights / (weights.sum(axis=0, keepdims=True) + 1e-6)
    found = np.empty(weights.shape[1])
    for token, place in enumerate(_best_path(weights)):
        near = slice(max(0, place - 1), place + 2)
        share = weights[near, token] + 1e-6
        found[token] = share @ middles[near] / share.sum()
    return np.maximum.accumulate(found)


def _best_path(weights: NDArray[np.float64]) -> list[int]:
    """Return the stretch of each token: the largest sum of weights among those in order."""
    places, tokens = weights.shape
    total = weights[:, 0].copy()
    came_from = np.zeros((tokens, places), np.int64)
    for token in range(1, tokens):
        so_far = np.maximum.accumulate(total)
        # The place of the largest total until here, the first of equals.
        new = np.concatenate([[True], total[1:] > so_far[:-1]])
        came_from[token] = np.maximum.accumulate(np.where(new, np.arange(places), 0))
        total = so_far + weights[:, token]
    path = [int(total.argmax())]
    for token in range(tokens - 1, 0, -1):
        path.append(int(came_from[token][path[-1]]))
    return path[::-1]
