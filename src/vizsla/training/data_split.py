"""Chooses the test part, once and by content, and the folds of the rest."""

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
    """Say for each example whether it is trained on or tested on; what was chosen before stays.

    A group of near-duplicates stays together. Of each label's groups that share is tested on,
    at least one of two, never all; which, only the pictures' content decides.

    Args:
        keys: the examples' sha256.
        labels: each one's positive label; None where it has none, which is never tested on.
        groups: (examples,) near-duplicates have the same number.
        parts: what was chosen before: ``train``, ``test``, or None.
        share: of each label's groups to test on, 0 to 1.

    Returns:
        ``train`` or ``test`` for each; None where near-duplicates are on both sides already, so
        that it can be on neither.

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
            # Something must be left to learn from.
            missing = min(missing, len(own) - 1)
        own.sort(key=lambda group: min(_order(keys[n]) for n in group))
        for number, group in enumerate(own):
            for n in group:
                chosen[n] = TEST if number < missing else TRAIN
    return chosen


def _order(key: str) -> str:
    """Mix a key anew, so that the order says nothing of the picture's first bytes."""
    return hashlib.sha256(f"part {key}".encode()).hexdigest()


def deal_folds(training_set: TrainingSet, folds: int) -> np.ndarray:
    """Deal the examples out to folds, each label evenly, near-duplicates together.

    Args:
        training_set: the examples.
        folds: how many.

    Returns:
        (examples,) the fold in which each is held back; -1 for what never is, because it is all
        that there is of its label.

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
        own = sorted(by_row[row], key=lambda group: _order(training_set.keys[first[group]]))
        if len(own) < 2 and row >= 0:  # noqa: PLR2004 - one can't be both shown and held back
            continue
        for group in own:
            fold_of[group] = dealt % folds
            dealt += 1
    for number, group in enumerate(training_set.groups.tolist()):
        found[number] = fold_of.get(group, -1)
    return found
