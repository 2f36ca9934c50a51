"""Deals examples with several labels to parts, so that each part has its share of each label.

Iterative stratification (Sechidis, Tsoumakas and Vlahavas, On the Stratification of Multi-label
Data, ECML PKDD 2011): the rarest label's examples are dealt first, each to the part that misses the
label most. Near-duplicates are dealt together, and the examples' content alone decides ties.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.training.multi_label_set import MultiLabelSet

__all__ = ["choose_multi_label_split", "deal_multi_label_folds"]

TRAIN, TEST = "train", "test"


def deal_multi_label_folds(training_set: MultiLabelSet, folds: int) -> np.ndarray:
    """Deal the examples to folds, each label evenly and near-duplicates together.

    Args:
        training_set: the examples.
        folds: the number of folds.

    Returns:
        (examples,) the fold whose validation set has the example; -1 for the only group of a
        label, which is always trained on.

    """
    members = _members(training_set.groups)
    has = np.array([(training_set.truth[own] == 1).any(axis=0) for own in members])
    counts = has.sum(axis=0)
    dealt = ~has[:, counts == 1].any(axis=1)
    order = [min(_hash(training_set.keys[n]) for n in own) for own in members]
    numbers = np.flatnonzero(dealt)
    wanted = np.tile(has[dealt].sum(axis=0) / folds, (folds, 1))
    parts = _deal(has[dealt], [order[n] for n in numbers], wanted)
    found = np.full(len(training_set), -1)
    for number, part in zip(numbers.tolist(), parts, strict=True):
        found[members[number]] = part
    return found


def choose_multi_label_split(
    keys: Sequence[str],
    labels: Sequence[Sequence[str]],
    groups: np.ndarray,
    parts: Sequence[str | None],
    share: float,
) -> list[str | None]:
    """Assign each example to the training set or the test set; earlier assignments stay.

    As ``choose_split`` does for examples with one label: the test set gets that share of each
    label's groups, at least one of two and never all.

    Args:
        keys: the examples' sha256.
        labels: each example's labels; none for one with negative labels alone.
        groups: (examples,) the same number for near-duplicates.
        parts: the earlier assignments: ``train``, ``test``, or None.
        share: the test set's share of each label's groups, 0 to 1.

    Returns:
        ``train`` or ``test`` for each example; None where its near-duplicates are in both sets
        already, so that it can be in neither.

    """
    names = sorted({name for own in labels for name in own})
    number = {name: n for n, name in enumerate(names)}
    members = _members(groups)
    has = np.zeros((len(members), len(names)), bool)
    for row, own in enumerate(members):
        has[row, [number[name] for n in own for name in labels[n]]] = True
    taken = [{part for n in own if (part := parts[n]) is not None} for own in members]
    counts = has.sum(axis=0)
    most = np.maximum(counts - 1, 0)
    test = np.minimum(np.maximum(np.rint(share * counts), 1), most) if share > 0 else 0 * counts
    wanted = np.array([counts - test, test], float)
    for place, name in enumerate((TRAIN, TEST)):
        wanted[place] -= has[[each == {name} for each in taken]].sum(axis=0)
    fresh = np.flatnonzero([not each for each in taken])
    order = [min(_hash(keys[n]) for n in members[group]) for group in fresh]
    dealt = dict(zip(fresh.tolist(), _deal(has[fresh], order, wanted), strict=True))
    _keep_one(has, taken, dealt, dict(zip(fresh.tolist(), order, strict=True)))
    chosen = list(parts)
    for group, own in enumerate(members):
        if group in dealt:
            chosen_part: str | None = (TRAIN, TEST)[dealt[group]]
        else:
            chosen_part = next(iter(taken[group])) if len(taken[group]) == 1 else None
        for n in own:
            chosen[n] = chosen[n] or chosen_part
    return chosen


def _keep_one(
    has: np.ndarray, taken: Sequence[set[str]], dealt: dict[int, int], order: dict[int, str]
) -> None:
    """Move a group to the training set for each label that has none there."""
    for label in range(has.shape[1]):
        own = np.flatnonzero(has[:, label])
        if any(dealt.get(n) == 0 or TRAIN in taken[n] for n in own.tolist()):
            continue
        mine = [n for n in own.tolist() if n in dealt]
        if mine:
            dealt[min(mine, key=lambda n: order[n])] = 0


def _deal(has: np.ndarray, order: Sequence[str], wanted: np.ndarray) -> list[int]:
    """Return the part of each group.

    Args:
        has: (groups, labels) bool.
        order: a text for each group, which decides ties.
        wanted: (parts, labels) how many groups of each label each part misses.

    """
    wanted = wanted.copy()
    left = np.ones(len(has), bool)
    found = np.zeros(len(has), int)
    by_content = np.argsort(np.array(order)) if len(order) else np.zeros(0, int)
    sizes = wanted.sum(axis=1) / max(float(wanted.sum()), 1e-12) * len(has)

    def put(group: int, part: int) -> None:
        found[group], left[group] = part, False
        wanted[part] -= has[group]
        sizes[part] -= 1

    while (counts := has[left].sum(axis=0)).any():
        label = int(np.where(counts > 0, counts, len(has) + 1).argmin())
        for group in by_content[has[by_content, label] & left[by_content]].tolist():
            # Most of the label, then most of all; of equal ones the first.
            best = np.lexsort((-sizes.round(9), -wanted[:, label].round(9)))
            put(group, int(best[0]))
    for group in by_content[left[by_content]].tolist():
        put(group, int(sizes.round(9).argmax()))
    return found.tolist()


def _members(groups: np.ndarray) -> list[np.ndarray]:
    """Return the examples of each group, the groups in the order of their first example."""
    if not len(groups):
        return []
    _, first, inverse = np.unique(groups, return_index=True, return_inverse=True)
    return [np.flatnonzero(inverse == n) for n in np.argsort(first)]


def _hash(key: str) -> str:
    return hashlib.sha256(f"part {key}".encode()).hexdigest()
