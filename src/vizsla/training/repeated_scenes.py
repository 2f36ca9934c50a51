"""Detect training sets that show the same scenes again and again: video frames, bursts.

A scene is one place or thing at one moment. Several images of one scene are no near-duplicates,
and yet a validation set of such images is not new to the model, and its accuracy promises too much.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.training.fit_novelty import unit_length
from vizsla.training.training_set import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vizsla.training.training_set import TrainingSet

__all__ = ["has_repeated_scenes", "repeats_scenes"]

LEAST = 20  # examples of a label; fewer show no pattern
RANK = 50
MOST = 1000  # examples of a label that are compared
# The median of: the distance to the nearest example of the label, as a share of the distance to the
# 50th nearest. Measured: 0.39 to 0.80 for independent images (photographs, stamps, clothes,
# digits), 0.10 for six views of each photograph.
NEAREST_SHARE = 0.25


def has_repeated_scenes(training_set: TrainingSet) -> bool:
    """Return whether most examples are far nearer to one example of their label than to others.

    Args:
        training_set: the examples; one of each group of near-duplicates counts.

    """
    rows = np.unique(training_set.truth[training_set.truth != UNKNOWN])
    members = [training_set.truth == row for row in rows]
    return repeats_scenes(training_set.embeddings, members, training_set.one_of_each_group)


def repeats_scenes(
    embeddings: np.ndarray, members: Iterable[np.ndarray], first: np.ndarray
) -> bool:
    """Return whether most examples are far nearer to one example of a label than to others.

    Args:
        embeddings: (examples, dimension).
        members: of each label (examples,) bool, whether an example has it.
        first: (examples,) bool, one of each group of near-duplicates.

    """
    shares = []
    for has in members:
        own = np.flatnonzero(has & first)[:MOST]
        if len(own) < LEAST:
            continue
        unit = unit_length(embeddings[own])
        distances = 1 - unit @ unit.T
        np.fill_diagonal(distances, 2)
        rank = min(RANK, len(own) // 2)
        near = np.partition(distances, (0, rank - 1), axis=1)
        shares.append(near[:, 0] / np.maximum(near[:, rank - 1], 1e-6))
    return bool(shares) and float(np.median(np.concatenate(shares))) < NEAREST_SHARE
