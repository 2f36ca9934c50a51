"""From the detector's integers to boxes: plain float64 arithmetic that JavaScript repeats.

NanoDet (RangiLyu/nanodet 0.4, Apache-2.0) looks at the picture as three grids, with cells of 8, 16
and 32 pixels. Each cell has a logit for every class, and for each of its sides 11 logits: how many
cells' widths it is from the cell's centre to that side of the box (generalized focal loss,
arXiv:2006.04388).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.modalities.image.resize import Letterbox
    from vizsla.runtime import Output

__all__ = ["Found", "decode", "fits", "heat"]

SIDES = 4  # left, top, right, bottom
BINS = 11
OVERLAP = 0.6  # two boxes of a class that share more than this, as intersection over union, are one
MOST = 100  # boxes in an answer
CONSIDERED = 1000  # of each grid, the best, as NanoDet does: more would take minutes to compare
LEAST_SCORE = 1e-6  # a threshold of 0 has no logit


@dataclass(frozen=True, slots=True)
class Found:
    """A box in the picture's own pixels, and the number of its class."""

    label: int
    score: float
    x: float
    y: float
    width: float
    height: float


def fits(shapes: Sequence[tuple[int, ...]], labels: int) -> bool:
    """Tell whether a graph's outputs are such grids: of each size one of classes, one of boxes."""
    grids = [shape for shape in shapes if len(shape) == len(("1", "rows", "columns", "depth"))]
    square = all(shape[0] == 1 and shape[1] == shape[2] > 0 for shape in grids)
    classes = sorted(shape[1] for shape in grids if shape[3] == labels)
    boxes = sorted(shape[1] for shape in grids if shape[3] == SIDES * BINS)
    distinct = len(set(boxes)) == len(boxes) > 0
    return square and distinct and classes == boxes and len(shapes) == 2 * len(boxes)


def decode(
    outputs: Sequence[Output], fitted: Letterbox, picture: tuple[int, int], threshold: float
) -> list[Found]:
    """Return what was found, the best first, each thing once.

    Args:
        outputs: the graph's: for each grid (1, rows, columns, classes) and
            (1, rows, columns, 4 x 11) integers, in any order.
        fitted: what the graph saw, and how the picture lies in it.
        picture: the picture's own width and height, in pixels.
        threshold: the least score of a box, 0 to 1.

    """
    side = fitted.pixels.shape[0]
    rows = [_candidates(*grid, side, threshold) for grid in _grids(outputs)]
    scores = np.concatenate([each[0] for each in rows])
    labels = np.concatenate([each[1] for each in rows])
    corners = np.concatenate([each[2] for each in rows])
    corners[:, 0::2] = np.clip((corners[:, 0::2] - fitted.dx) / fitted.scale, 0, picture[0])
    corners[:, 1::2] = np.clip((corners[:, 1::2] - fitted.dy) / fitted.scale, 0, picture[1])
    # What lies wholly in the margin around the picture is nothing in it.
    inside = (corners[:, 2] > corners[:, 0]) & (corners[:, 3] > corners[:, 1])
    scores, labels, corners = scores[inside], labels[inside], corners[inside]
    # The best first; of equals the lower class, then the cell that comes first.
    order = np.lexsort((np.arange(len(scores)), labels, -scores))
    found = []
    for number in _kept(corners[order], labels[order])[:MOST]:
        left, top, right, bottom = corners[order][number].tolist()
        label, score = int(labels[order][number]), float(scores[order][number])
        found.append(Found(label, score, left, top, right - left, bottom - top))
    return found


def heat(outputs: Sequence[Output], label: int) -> np.ndarray:
    """Return a class's score at each place of the finest grid, the best of all three grids."""
    grids = [_sigmoid(_real(classes)[..., label]) for classes, _ in _grids(outputs)]
    finest = max(grids, key=len)
    for grid in grids:
        times = len(finest) // len(grid)
        finest = np.maximum(finest, grid.repeat(times, axis=0).repeat(times, axis=1))
    return finest


def _grids(outputs: Sequence[Output]) -> list[tuple[Output, Output]]:
    """Return each grid's classes and boxes, the finest grid first."""
    boxes = {
        each.values.shape[1]: each for each in outputs if each.values.shape[-1] == SIDES * BINS
    }
    classes = {
        each.values.shape[1]: each for each in outputs if each.values.shape[-1] != SIDES * BINS
    }
    return [(classes[cells], boxes[cells]) for cells in sorted(boxes, reverse=True)]


def _candidates(
    classes: Output, boxes: Output, side: int, threshold: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the scores, classes and corners of all that clears the threshold, cell by cell."""
    threshold = min(max(threshold, LEAST_SCORE), 1 - LEAST_SCORE)
    logit = math.log(threshold / (1 - threshold))
    # Compared as integers, so that the few cells that count are all that is computed.
    least = math.ceil(logit / classes.scale + classes.zero_point)
    row, column, label = np.nonzero(classes.values[0] >= least)
    if len(label) > CONSIDERED:
        best = np.argsort(-classes.values[0, row, column, label].astype(np.int64), kind="stable")
        row, column, label = (each[best[:CONSIDERED]] for each in (row, column, label))
    scores = _sigmoid(
        (classes.values[0, row, column, label] - float(classes.zero_point)) * classes.scale
    )
    stride = side / classes.values.shape[2]
    logits = _real(boxes)[row, column].reshape(-1, SIDES, BINS)
    distances = _mean_bin(logits) * stride
    x, y = (column + 0.5) * stride, (row + 0.5) * stride
    corners = np.stack(
        [x - distances[:, 0], y - distances[:, 1], x + distances[:, 2], y + distances[:, 3]], axis=1
    )
    return scores, label, corners


def _mean_bin(logits: np.ndarray) -> np.ndarray:
    """Return the mean of the softmax over the last axis, added up bin by bin in order."""
    most = logits.max(axis=-1)
    total = np.zeros(logits.shape[:-1])
    weighted = np.zeros(logits.shape[:-1])
    for number in range(BINS):
        power = np.exp(logits[..., number] - most)
        total += power
        weighted += number * power
    return weighted / total


def _kept(corners: np.ndarray, labels: np.ndarray) -> list[int]:
    """Return which boxes are left when each hides the worse ones of its class that it overlaps."""
    areas = (corners[:, 2] - corners[:, 0]) * (corners[:, 3] - corners[:, 1])
    hidden = np.zeros(len(corners), bool)
    kept = []
    for number in range(len(corners)):
        if hidden[number]:
            continue
        kept.append(number)
        low = np.maximum(corners[:, :2], corners[number, :2])
        high = np.minimum(corners[:, 2:], corners[number, 2:])
        shared = np.maximum(high - low, 0).prod(axis=1)
        # Not divided: a box of no area shares nothing with any.
        hidden |= (labels == labels[number]) & (shared > OVERLAP * (areas + areas[number] - shared))
    return kept


def _real(output: Output) -> np.ndarray:
    real: np.ndarray = (output.values[0].astype(np.float64) - output.zero_point) * output.scale
    return real


def _sigmoid(logits: np.ndarray) -> np.ndarray:
    result: np.ndarray = 1 / (1 + np.exp(-logits))
    return result
