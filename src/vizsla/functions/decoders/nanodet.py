"""Decodes NanoDet's integers into boxes, in plain float64 arithmetic that JavaScript repeats.

NanoDet (RangiLyu/nanodet 0.4, Apache-2.0) divides the image into three grids, with cells of 8, 16
and 32 pixels. Each cell has a logit for every class, and for each side of its box 11 logits, one
for each whole distance, in cells, from the cell's centre (generalized focal loss,
arXiv:2006.04388).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from vizsla.functions.decoders.base import DecodedBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.modalities.image.resize import Letterbox
    from vizsla.runtime import Output

__all__ = ["decode", "fits", "score_grid"]

SIDES = 4  # left, top, right, bottom
BINS = 11
OVERLAP = 0.6  # two boxes of a class with a larger intersection over union are one
MOST_BOXES = 100  # in an answer
MOST_CANDIDATES = 1000  # of each grid, the best, as in NanoDet: more would take minutes to compare
LEAST_THRESHOLD = 1e-6  # a threshold of 0 has no logit


def fits(shapes: Sequence[tuple[int, ...]], labels: int) -> bool:
    """Return whether a graph has one grid of classes and one of boxes for each cell size."""
    grids = [shape for shape in shapes if len(shape) == len(("1", "rows", "columns", "depth"))]
    square = all(shape[0] == 1 and shape[1] == shape[2] > 0 for shape in grids)
    classes = sorted(shape[1] for shape in grids if shape[3] == labels)
    boxes = sorted(shape[1] for shape in grids if shape[3] == SIDES * BINS)
    distinct = len(set(boxes)) == len(boxes) > 0
    return square and distinct and classes == boxes and len(shapes) == 2 * len(boxes)


def decode(
    outputs: Sequence[Output], fitted: Letterbox, size: tuple[int, int], threshold: float
) -> list[DecodedBox]:
    """Return the boxes, the best first, each thing once.

    Args:
        outputs: the graph's outputs: for each grid (1, rows, columns, classes) and
            (1, rows, columns, 4 x 11) integers, in any order.
        fitted: the graph's input, and how the image lies in it.
        size: the image's width and height in pixels.
        threshold: the least score of a box, 0 to 1.

    """
    side = fitted.pixels.shape[0]
    rows = [_candidates(*grid, side, threshold) for grid in _grids(outputs)]
    scores = np.concatenate([each[0] for each in rows])
    labels = np.concatenate([each[1] for each in rows])
    corners = np.concatenate([each[2] for each in rows])
    corners[:, 0::2] = np.clip((corners[:, 0::2] - fitted.dx) / fitted.scale, 0, size[0])
    corners[:, 1::2] = np.clip((corners[:, 1::2] - fitted.dy) / fitted.scale, 0, size[1])
    # A box wholly in the margin around the image shows nothing of the image.
    inside = (corners[:, 2] > corners[:, 0]) & (corners[:, 3] > corners[:, 1])
    scores, labels, corners = scores[inside], labels[inside], corners[inside]
    # The best first; of equal scores the lower class, then the earlier cell.
    order = np.lexsort((np.arange(len(scores)), labels, -scores))
    found = []
    for number in _after_suppression(corners[order], labels[order])[:MOST_BOXES]:
        left, top, right, bottom = corners[order][number].tolist()
        label, score = int(labels[order][number]), float(scores[order][number])
        found.append(DecodedBox(label, score, left, top, right - left, bottom - top))
    return found


def score_grid(outputs: Sequence[Output], label: int) -> np.ndarray:
    """Return a class's scores on the finest grid, in each cell the best of all three grids."""
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
    """Return the scores, classes and corners of the boxes that clear the threshold."""
    threshold = min(max(threshold, LEAST_THRESHOLD), 1 - LEAST_THRESHOLD)
    logit = math.log(threshold / (1 - threshold))
    # The integers are compared, so that only the few cells that count are computed.
    least = math.ceil(logit / classes.scale + classes.zero_point)
    row, column, label = np.nonzero(classes.values[0] >= least)
    if len(label) > MOST_CANDIDATES:
        best = np.argsort(-classes.values[0, row, column, label].astype(np.int64), kind="stable")
        row, column, label = (each[best[:MOST_CANDIDATES]] for each in (row, column, label))
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
    """Return the mean bin of the softmax over the last axis, summed bin by bin in order."""
    most = logits.max(axis=-1)
    total = np.zeros(logits.shape[:-1])
    weighted = np.zeros(logits.shape[:-1])
    for number in range(BINS):
        power = np.exp(logits[..., number] - most)
        total += power
        weighted += number * power
    return weighted / total


def _after_suppression(corners: np.ndarray, labels: np.ndarray) -> list[int]:
    """Return the numbers of the boxes that remain after non-maximum suppression by class.

    Args:
        corners: (boxes, 4) left, top, right and bottom, the best box first.
        labels: (boxes,) the boxes' classes.

    """
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
        # Multiplied, not divided: the areas may be 0.
        hidden |= (labels == labels[number]) & (shared > OVERLAP * (areas + areas[number] - shared))
    return kept


def _real(output: Output) -> np.ndarray:
    real: np.ndarray = (output.values[0].astype(np.float64) - output.zero_point) * output.scale
    return real


def _sigmoid(logits: np.ndarray) -> np.ndarray:
    result: np.ndarray = 1 / (1 + np.exp(-logits))
    return result
