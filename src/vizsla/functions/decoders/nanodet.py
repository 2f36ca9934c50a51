"""Decodes NanoDet's integers into boxes, in plain float64 arithmetic that JavaScript repeats.

NanoDet (RangiLyu/nanodet 0.4, Apache-2.0) divides the image into three grids, with cells of 8, 16
and 32 pixels. Each cell has a logit for every class, and for each side of its box 11 logits, one
for each whole distance, in cells, from the cell's centre (generalized focal loss,
arXiv:2006.04388).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.functions.decoders import candidates
from vizsla.functions.decoders.candidates import Candidates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.functions.decoders.base import DecodedBox
    from vizsla.modalities.image.resize import FittedImage
    from vizsla.runtime import Output

__all__ = ["GREY", "best_score", "decode", "fits", "score_grid"]

GREY = 116
SIDES = 4  # left, top, right, bottom
BINS = 11
OVERLAP = 0.6  # two boxes of a class with a larger intersection over union are one


def fits(shapes: Sequence[tuple[int, ...]], labels: int) -> bool:
    """Return whether a graph has one grid of classes and one of boxes for each cell size."""
    grids = [shape for shape in shapes if len(shape) == len(("1", "rows", "columns", "depth"))]
    square = all(shape[0] == 1 and shape[1] == shape[2] > 0 for shape in grids)
    classes = sorted(shape[1] for shape in grids if shape[3] == labels)
    boxes = sorted(shape[1] for shape in grids if shape[3] == SIDES * BINS)
    distinct = len(set(boxes)) == len(boxes) > 0
    return square and distinct and classes == boxes and len(shapes) == 2 * len(boxes)


def decode(
    outputs: Sequence[Output], fitted: FittedImage, size: tuple[int, int], threshold: float
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
    found = [_candidates(*grid, side, threshold) for grid in _grids(outputs)]
    return candidates.best_boxes(found, fitted, size, OVERLAP)


def best_score(outputs: Sequence[Output]) -> float:
    """Return the highest score of any cell, 0 to 1."""
    return candidates.best_score(classes for classes, _ in _grids(outputs))


def score_grid(outputs: Sequence[Output], label: int) -> np.ndarray:
    """Return a class's scores on the finest grid, in each cell the best of all three grids."""
    return candidates.finest_grid(
        [
            candidates.scores_of(classes, classes.values[0, :, :, label])
            for classes, _ in _grids(outputs)
        ]
    )


def _grids(outputs: Sequence[Output]) -> list[tuple[Output, Output]]:
    """Return each grid's classes and boxes, the finest grid first."""
    boxes = {
        each.values.shape[1]: each for each in outputs if each.values.shape[-1] == SIDES * BINS
    }
    classes = {
        each.values.shape[1]: each for each in outputs if each.values.shape[-1] != SIDES * BINS
    }
    return [(classes[cells], boxes[cells]) for cells in sorted(boxes, reverse=True)]


def _candidates(classes: Output, boxes: Output, side: int, threshold: float) -> Candidates:
    """Return the boxes that clear the threshold."""
    row, column, label = candidates.places(classes, threshold)
    scores = candidates.scores_of(classes, classes.values[0, row, column, label])
    stride = side / classes.values.shape[2]
    logits = (boxes.values[0, row, column].astype(np.float64) - boxes.zero_point) * boxes.scale
    distances = _mean_bin(logits.reshape(-1, SIDES, BINS)) * stride
    x, y = (column + 0.5) * stride, (row + 0.5) * stride
    corners = np.stack(
        [x - distances[:, 0], y - distances[:, 1], x + distances[:, 2], y + distances[:, 3]], axis=1
    )
    return Candidates(scores, label, corners)


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
