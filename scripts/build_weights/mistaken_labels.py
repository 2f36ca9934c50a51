"""Reads which labels of the classifier are often given to something that has no label.

``mistaken_labels.csv`` was written by hand, and lists the labels that common things look like which
have no label of their own: a llama, since there are alpacas; a fox squirrel, since there are other
squirrels; a sports car, since there are other cars; a jersey, since there are other shirts. Some
labels are given to drawings, screenshots, diagrams and patterns: "web site", "crossword puzzle".
"""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TABLE = Path(__file__).with_suffix(".csv")
THINGS, DRAWINGS = "things", "drawings"


def mistaken_labels() -> dict[str, str]:
    """Return what each such label is given to, ``THINGS`` or ``DRAWINGS``, by its synset."""
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return {row["id"]: row["given_to"] for row in csv.DictReader(stream)}


def presence_rows(ids: Iterable[str], fitted: Mapping[str, float]) -> np.ndarray:
    """Return the head's tensor of the presence.

    Args:
        ids: the synsets of the head's rows.
        fitted: ``intercept`` and ``slope`` of the logistic model, ``given_to_things``, which is
            added to the intercept of such labels, and ``given_to_drawings``, the presence of such
            labels, whatever the cosine.

    Returns:
        (rows, 2): the intercept and the slope of each row.

    """
    given = mistaken_labels()
    drawn = fitted["given_to_drawings"]
    lines = {
        None: (fitted["intercept"], fitted["slope"]),
        THINGS: (fitted["intercept"] + fitted["given_to_things"], fitted["slope"]),
        DRAWINGS: (math.log(drawn / (1 - drawn)), 0.0),
    }
    return np.array([lines[given.get(each)] for each in ids])
