"""Choose the test set by content, and deal the other examples to cross-validation folds."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.training.training_set import TrainingSet

__all__ = ["choose_split", "deal_folds"]

TRAIN, TEST = "train", "test"


def choose_split(
    keys: Sequence[str],
    labels: Sequence[str | None],
    groups: np.ndarray,
    parts: Sequence[str | None],
    share: float,
) -> list[str | None]:
    """Assign each example to the training set or the test set; earlier assignments stay.

    A group of near-duplicates stays together. The test set gets that share of each label's groups,
    at least one of two and never all. The examples' content alone decides which.

    Args:
        keys: the examples' sha256.
        labels: each example's positive label; None where it has none: such an example never gets
            into the test set.
        groups: (examples,) the same number for near-duplicates.
        parts: the earlier assignments: ``train``, ``test``, or None.
        share: the test set's share of each label's groups, 0 to 1.

    Returns:
        ``train`` or ``test`` for each example; None where its near-duplicates are in both sets
        already, so that it can be in neither.

    """
    chosen = list(parts)
    members: dict[int, list[int]] = {}
    for number, group in enumerate(groups.tolist()):
        members.setdefault(group, []).append(number)
    fresh: dict[str, list[list[int]]] = {}
    decided: Counter[str] = Counter()
    tested: Counter[str] = Counter()
    for group in members.values():
        label = min((name for n in group if (name := labels[n]) is not None), default=None)
        taken = {part for n in group if (part := parts[n]) is not None}
        if not taken and label is not None:
            fresh.setdefault(label, []).append(group)
            continue
        part = TRAIN if not taken else taken.pop() if len(taken) == 1 else None
        for n in group:
            chosen[n] = chosen[n] or part
        if label is not None:
            decided[label] += 1
            tested[label] += part == TEST
    for label, own in fresh.items():
        total = decided[label] + len(own)
        wanted = 0 if share <= 0 else min(max(round(share * total), 1), total - 1)
        missing = max(0, wanted - tested[label])
        if decided[label] == tested[label]:
            missing = min(missing, len(own) - 1)  # the training set needs one group at least
        own.sort(key=lambda group: min(_hash(keys[n]) for n in group))
        for number, group in enumerate(own):
            for n in group:
                chosen[n] = TEST if number < missing else TRAIN
    return chosen


def deal_folds(training_set: TrainingSet, folds: int) -> np.ndarray:
    """Deal the examples to folds, each label evenly and near-duplicates together.

    Args:
        training_set: the examples.
        folds: the number of folds.

    Returns:
        (examples,) the fold whose validation set has the example; -1 for the only group of a
        label, which is always trained on.

    """
    found = np.full(len(training_set), -1)
    first: dict[int, int] = {}
    for number, group in enumerate(training_set.groups.tolist()):
        first.setdefault(group, number)
    by_row: dict[int, list[int]] = {}
    for group, number in first.items():
        by_row.setdefault(int(training_set.truth[number]), []).append(group)
    dealt = 0
    fold_of: dict[int, int] = {}
    for row in sorted(by_row):
        own = sorted(by_row[row], key=lambda group: _hash(training_set.keys[first[group]]))
        if len(own) < 2 and row >= 0:  # noqa: PLR2004 - one for training, one for validation
            continue
        for group in own:
            fold_of[group] = dealt % folds
            dealt += 1
    for number, group in enumerate(training_set.groups.tolist()):
        found[number] = fold_of.get(group, -1)
    return found


def _hash(key: str) -> str:
    """Hash a key once more: the first bytes of a sha256 may have been used to choose examples."""
    return hashlib.sha256(f"part {key}".encode()).hexdigest()
