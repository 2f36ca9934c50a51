"""How alike two pictures of a collection must be to be copies, judged by what is around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from vizsla.explore.unlikeness import Appearance

__all__ = ["surroundings"]

LIMIT = 0.85  # of the unlikeness of copies, whatever is around them
SHARE = 0.35  # of the unlikeness of a picture's surroundings, up to which others are its copies
NEAR = 0.01  # the share of a collection that is a picture's surroundings ...
FEWEST = 8  # ... and how many that is at least: a picture with more copies seems less unlike them
COMMON = 0.08  # of the unlikeness of half the collection: where a picture has very many copies
SAME = 0.1  # less unlike than this are the same picture in any collection
ORDINARY = 1.5  # what is assumed of a collection too small to tell
REFERENCES = 1024  # pictures that stand for a large collection
ROWS = 2048


def surroundings(looks: Appearance) -> np.ndarray:
    """Return the unlikeness below which another picture is a copy of each, (pictures,) float32.

    A picture's surroundings lie where a hundredth of the collection (at least eight pictures) is
    nearer. Among photos of all kinds that is an unlikeness of about 2.5, among photos of one kind
    of thing 1.5 to 2, among pictures of 28 x 28 pixels 1.2: what counts as a copy has to be much
    nearer than that, as in Lowe's ratio test (Distinctive Image Features from Scale-Invariant
    Keypoints, 2004, section 7.1).
    """
    count = len(looks)
    chosen = np.unique(np.linspace(0, count - 1, min(count, REFERENCES)).astype(int))
    references = looks.take(chosen)
    column = np.full(count, -1)
    column[chosen] = np.arange(len(chosen))
    others = len(chosen) - 1
    near = min(max(FEWEST, int(NEAR * others)), max(others - 1, 0))
    half = max(near, others // 2)
    limits = np.empty(count, np.float32)
    for start in range(0, count, ROWS):
        rows = np.arange(start, min(start + ROWS, count))
        table = looks.take(rows).table(references)
        own = np.flatnonzero(column[rows] >= 0)
        table[own, column[rows][own]] = np.inf
        table.partition((near, min(half, len(chosen) - 1)), axis=1)
        around, common = table[:, near], table[:, min(half, len(chosen) - 1)]
        if others <= FEWEST + 1:
            around = np.full(len(rows), ORDINARY, np.float32)
        limits[rows] = np.minimum(LIMIT, np.maximum(SHARE * around, COMMON * common))
    return np.maximum(limits, SAME)
