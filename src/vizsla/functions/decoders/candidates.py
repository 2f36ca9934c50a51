"""What decoders share: the scores that clear a threshold, and each thing's best box."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from vizsla.functions.decoders.base import DecodedBox

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vizsla.modalities.image.resize import FittedImage
    from vizsla.runtime import Output

__all__ = [
    "Candidates",
    "best_boxes",
    "best_score",
    "finest_grid",
    "has_any",
    "places",
    "scores_of",
]

MOST_BOXES = 100  # in an answer
MOST_CANDIDATES = 1000  # of each grid, the best: more would take minutes to compare
LEAST_THRESHOLD = 1e-6  # a threshold of 0 has no logit


class Candidates(NamedTuple):
    """Boxes before suppression.

    Attributes:
        scores: (boxes,) 0 to 1.
        labels: (boxes,) the numbers of the classes.
        corners: (boxes, 4) left, top, right and bottom, in the square's pixels.

    """

    scores: np.ndarray
    labels: np.ndarray
    corners: np.ndarray


def has_any(logits: Output, threshold: float) -> bool:
    """Return whether any score clears a threshold: in most grids of most images none does."""
    return bool(logits.values.max() >= _least(logits, threshold))


def places(logits: Output, threshold: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the row, column and channel of each score that clears a threshold.

    Args:
        logits: (1, rows, columns, channels) integers.
        threshold: the least score, 0 to 1.

    """
    values = logits.values[0]
    row, column, channel = np.nonzero(values >= _least(logits, threshold))
    if len(channel) > MOST_CANDIDATES:
        best = np.argsort(-values[row, column, channel].astype(np.int64), kind="stable")
        row, column, channel = (each[best[:MOST_CANDIDATES]] for each in (row, column, channel))
    return row, column, channel


def _least(logits: Output, threshold: float) -> int:
    """Return the least integer that clears a threshold, so that only few scores are computed."""
    threshold = min(max(threshold, LEAST_THRESHOLD), 1 - LEAST_THRESHOLD)
    return math.ceil(math.log(threshold / (1 - threshold)) / logits.scale + logits.zero_point)


def scores_of(logits: Output, values: np.ndarray) -> np.ndarray:
    """Return the scores that some integers of an output stand for, 0 to 1."""
    return _sigmoid((values - float(logits.zero_point)) * logits.scale)


def best_score(outputs: Iterable[Output]) -> float:
    """Return the highest score in some outputs of logits, 0 to 1."""
    return max(float(scores_of(each, each.values.max())) for each in outputs)


def finest_grid(grids: Sequence[np.ndarray]) -> np.ndarray:
    """Return the finest of some square grids of one image, in each cell the best of all of them."""
    cells = max(len(each) for each in grids)
    finest = np.zeros((cells, cells))
    for grid in grids:
        # The cell of a coarser grid in which the middle of a finest cell lies.
        at = (2 * np.arange(cells) + 1) * len(grid) // (2 * cells)
        finest = np.maximum(finest, grid[at[:, None], at])
    return finest


def best_boxes(
    found: Sequence[Candidates], fitted: FittedImage, size: tuple[int, int], overlap: float
) -> list[DecodedBox]:
    """Return the boxes in the image's own pixels, the best first, each thing once.

    Args:
        found: the candidates of each grid that has any.
        fitted: the graph's input, and how the image lies in it.
        size: the image's width and height in pixels.
        overlap: two boxes of a class with a larger intersection over union are one.

    """
    if not found:
        return []
    scores, labels, corners = (np.concatenate(each) for each in zip(*found, strict=True))
    corners[:, 0::2] = np.clip((corners[:, 0::2] - fitted.dx) / fitted.scale_x, 0, size[0])
    corners[:, 1::2] = np.clip((corners[:, 1::2] - fitted.dy) / fitted.scale_y, 0, size[1])
    # A box wholly in the margin around the image shows nothing of the image.
    inside = (corners[:, 2] > corners[:, 0]) & (corners[:, 3] > corners[:, 1])
    scores, labels, corners = scores[inside], labels[inside], corners[inside]
    # The best first; of equal scores the lower class, then the earlier cell.
    order = np.lexsort((np.arange(len(scores)), labels, -scores))
    scores, labels, corners = scores[order], labels[order], corners[order]
    boxes = []
    for number in _after_suppression(corners, labels, overlap):
        left, top, right, bottom = corners[number].tolist()
        label, score = int(labels[number]), float(scores[number])
        boxes.append(DecodedBox(label, score, left, top, right - left, bottom - top))
    return boxes


def _after_suppression(corners: np.ndarray, labels: np.ndarray, overlap: float) -> list[int]:
    """Return the first boxes that remain after non-maximum suppression by class, by number.

    Args:
        corners: (boxes, 4) left, top, right and bottom, the best box first.
        labels: (boxes,) the boxes' classes.
        overlap: two boxes of a class with a larger intersection over union are one.

    """
    areas = (corners[:, 2] - corners[:, 0]) * (corners[:, 3] - corners[:, 1])
    hidden = np.zeros(len(corners), bool)
    kept = []
    for number in range(len(corners)):
        if hidden[number]:
            continue
        kept.append(number)
        if len(kept) == MOST_BOXES:
            break
        low = np.maximum(corners[:, :2], corners[number, :2])
        high = np.minimum(corners[:, 2:], corners[number, 2:])
        shared = np.maximum(high - low, 0).prod(axis=1)
        # Multiplied, not divided: the areas may be 0.
        hidden |= (labels == labels[number]) & (shared > overlap * (areas + areas[number] - shared))
    return kept


def _sigmoid(logits: np.ndarray) -> np.ndarray:
    result: np.ndarray = 1 / (1 + np.exp(-logits))
    return result
