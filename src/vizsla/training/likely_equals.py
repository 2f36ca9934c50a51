"""Find groups of examples that are probably equal, to be confirmed at once."""

from __future__ import annotations

import numpy as np

__all__ = ["PROBABLE", "likely_equals"]

MOST_COMPARED = 2_000  # examples
LEAST = 3  # examples of a group
PROBABLE = 0.5  # the least score of an answer that an example probably has


def likely_equals(
    directions: np.ndarray, rows: np.ndarray | None, scores: np.ndarray | None, size: int
) -> list[list[int]]:
    """Group examples: those of one answer that are near each other, the surest groups first.

    With answers a group begins with the example of the highest score, and has the nearest ones of
    the same answer; those that have no answer of at least ``PROBABLE`` are grouped by nearness
    alone. Without, it begins where examples are densest. No example is in two groups.

    Args:
        directions: (examples, dimensions) of length 1.
        rows: (examples,) each one's answer; None before there is a model.
        scores: (examples,) the answers' probabilities, 0 to 1; None before there is a model.
        size: the most examples of a group.

    Returns:
        The numbers of each group's examples, the first one's nearest first.

    """
    directions = directions[:MOST_COMPARED]
    count = len(directions)
    if count < LEAST:
        return []
    similarity = directions @ directions.T
    # Near is what is nearer than most are to their own nearest few.
    nearest = np.sort(similarity, axis=1)[:, ::-1][:, 1 : size + 1]
    least = float(np.median(nearest))
    if rows is None or scores is None:
        order, answers = np.argsort(-nearest.mean(axis=1), kind="stable"), np.zeros(count, int)
    else:
        order, answers = np.argsort(-scores[:count], kind="stable"), rows[:count]
        answers = np.where(scores[:count] >= PROBABLE, answers, -1)
    free = np.ones(count, bool)
    groups = []
    for seed in order:
        if not free[seed]:
            continue
        near = free & (answers == answers[seed]) & (similarity[seed] >= least)
        near[seed] = True
        members = np.flatnonzero(near)
        members = members[np.argsort(-similarity[seed][members], kind="stable")][:size]
        if len(members) >= LEAST:
            free[members] = False
            groups.append([int(each) for each in members])
    return groups
