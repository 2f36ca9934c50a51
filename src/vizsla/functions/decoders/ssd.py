"""Decodes an SSD's integers into boxes, in plain float64 arithmetic that JavaScript repeats.

SSD (arXiv:1512.02325) divides the image into six grids. Each cell has a few anchors, boxes of
fixed sizes around its centre; each anchor has a logit for every class, and a code of four numbers
that moves and resizes it. The anchors and the codes are those of TensorFlow's object detection API
(`ssd_anchor_generator`, `faster_rcnn_box_coder`).
"""

from __future__ import annotations

import math
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

GREY = 128
CODES = 4  # the centre's y and x, the height and the width
GRIDS = 6
SCALES = (0.2, 0.95)  # of the finest and the coarsest grid's anchors; the others lie between
RATIOS = (1.0, 2.0, 0.5, 3.0, 0.3333)  # width to height; then one more square, of a greater scale
FINEST = ((0.1, 1.0), (0.2, 2.0), (0.2, 0.5))  # scale and ratio: the finest grid has three anchors
CENTRE_SCALE, SIZE_SCALE = 10.0, 5.0  # the codes are multiplied by these
OVERLAP = 0.5  # two boxes of a class with a larger intersection over union are one


def _anchors(grid: int) -> np.ndarray:
    """Return the heights and widths of a grid's anchors, (anchors, 2), as shares of the square.

    Args:
        grid: the grid's number, from 0 for the finest to 5.

    """
    low, high = SCALES
    scale, larger = (
        1.0 if number == GRIDS else low + (high - low) * number / (GRIDS - 1)
        for number in (grid, grid + 1)
    )
    shapes = [(scale, ratio) for ratio in RATIOS] + [(math.sqrt(scale * larger), 1.0)]
    return np.array(
        [
            (each / math.sqrt(ratio), each * math.sqrt(ratio))
            for each, ratio in (FINEST if grid == 0 else shapes)
        ]
    )


ANCHORS = tuple(_anchors(grid) for grid in range(GRIDS))


def fits(shapes: Sequence[tuple[int, ...]], labels: int) -> bool:
    """Return whether a graph has one output of classes and one of codes for each of six grids."""
    sizes = sorted({shape[1] for shape in shapes if len(shape) > 1}, reverse=True)
    expected = {
        (1, size, size, len(anchors) * each)
        for size, anchors in zip(sizes, ANCHORS, strict=False)
        for each in (labels, CODES)
    }
    # Of 4 labels, the outputs of a grid could not be told apart.
    return len(expected) == 2 * GRIDS == len(shapes) and expected == set(shapes)


def decode(
    outputs: Sequence[Output], fitted: FittedImage, size: tuple[int, int], threshold: float
) -> list[DecodedBox]:
    """Return the boxes, the best first, each thing once.

    Args:
        outputs: the graph's outputs: for each grid (1, rows, columns, anchors x classes) and
            (1, rows, columns, anchors x 4) integers, in any order.
        fitted: the graph's input, and how the image lies in it.
        size: the image's width and height in pixels.
        threshold: the least score of a box, 0 to 1.

    """
    side = fitted.pixels.shape[0]
    found = [
        _candidates(*grid, anchors, side, threshold)
        for grid, anchors in zip(_grids(outputs), ANCHORS, strict=True)
        if candidates.has_any(grid[0], threshold)
    ]
    return candidates.best_boxes(found, fitted, size, OVERLAP)


def best_score(outputs: Sequence[Output]) -> float:
    """Return the highest score of any anchor, 0 to 1."""
    return candidates.best_score(classes for classes, _ in _grids(outputs))


def score_grid(outputs: Sequence[Output], label: int) -> np.ndarray:
    """Return a class's scores on the finest grid, in each cell the best of all grids' anchors."""
    grids = []
    for (classes, _), anchors in zip(_grids(outputs), ANCHORS, strict=True):
        values = classes.values[0]
        values = values.reshape(*values.shape[:2], len(anchors), -1)[..., label].max(axis=-1)
        grids.append(candidates.scores_of(classes, values))
    return candidates.finest_grid(grids)


def _grids(outputs: Sequence[Output]) -> list[tuple[Output, Output]]:
    """Return each grid's classes and codes, the finest grid first."""
    by_size: dict[int, list[Output]] = {}
    for each in outputs:
        by_size.setdefault(each.values.shape[1], []).append(each)
    grids = []
    for size, anchors in zip(sorted(by_size, reverse=True), ANCHORS, strict=True):
        one, other = by_size[size]
        is_code = one.values.shape[-1] == CODES * len(anchors)
        grids.append((other, one) if is_code else (one, other))
    return grids


def _candidates(
    classes: Output, codes: Output, anchors: np.ndarray, side: int, threshold: float
) -> Candidates:
    """Return the boxes that clear the threshold."""
    row, column, channel = candidates.places(classes, threshold)
    scores = candidates.scores_of(classes, classes.values[0, row, column, channel])
    cells = classes.values.shape[1]
    anchor, label = np.divmod(channel, classes.values.shape[-1] // len(anchors))
    code = codes.values[0].reshape(cells, cells, len(anchors), CODES)[row, column, anchor]
    real = (code.astype(np.float64) - codes.zero_point) * codes.scale
    # Height and width, as the codes have them; x and y in the square's pixels.
    centre = real[:, :2] / CENTRE_SCALE * anchors[anchor]
    centre += (np.stack([row, column], axis=1) + 0.5) / cells
    half = np.exp(real[:, 2:] / SIZE_SCALE) * anchors[anchor] / 2
    corners = np.concatenate([(centre - half)[:, ::-1], (centre + half)[:, ::-1]], axis=1) * side
    return Candidates(scores, label, corners)
