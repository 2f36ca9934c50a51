"""Pictures unlike all others."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from vizsla.explore import suggested_actions
from vizsla.explore.findings import Evidence, Finding
from vizsla.wording import counted
from vizsla.workspace import NONE_OF_THESE

if TYPE_CHECKING:
    from collections.abc import Collection

    from vizsla.explore.explored_examples import ExploredExamples

__all__ = ["outliers"]

FEWEST = 10  # different pictures: among fewer, each is unlike the others
MOST_NEIGHBOURS = 10
REFERENCES = 2048  # pictures that stand for a large collection
ROWS = 2048
DEVIATIONS = 3.0  # from the median, in deviations as of a normal distribution
TIMES = 1.6  # the median, for small collections, where a few outliers swell the deviation
SLACK = 0.02  # added to the deviation: where all are equally far apart, a little more is nothing


def outliers(explored: ExploredExamples, leave_out: Collection[int] = ()) -> list[Finding]:
    """Find pictures that are much farther from their nearest neighbours than is usual here.

    How far one is, is the mean distance of its embedding (at length 1) to its nearest neighbours',
    near-duplicates left out; see Ramaswamy, Rastogi and Shim, Efficient Algorithms for Mining
    Outliers from Large Data Sets, 2000, and Angiulli and Pizzuti, 2002, for the mean. Far is more
    than three deviations above the median (the deviation taken from the median absolute one), or
    1.6 times the median. The local outlier factor (Breunig et al., 2000) found fewer, and flagged
    more that were in place.

    Args:
        explored: the examples.
        leave_out: ids that another finding deals with already.

    """
    leaders = explored.leaders()
    if len(leaders) < FEWEST:
        return []
    distances = _distances(explored.unit()[leaders])
    median = float(np.median(distances))
    deviation = 1.4826 * float(np.median(np.abs(distances - median))) + SLACK
    limit = median + DEVIATIONS * deviation
    limit = min(limit, TIMES * median) if median > 0 else limit
    standing = explored.standing()
    far = dict(zip(explored.groups[leaders].tolist(), distances.tolist(), strict=True))
    evidence = [
        Evidence(
            example.id,
            round(far[group] / max(median, 1e-6), 3),
            f"{far[group] / max(median, 1e-6):.1f} times as far from its neighbours as usual",
        )
        for example, group, stands in zip(
            explored.examples, explored.groups.tolist(), standing.tolist(), strict=True
        )
        if far[group] > limit
        and stands
        and example.label != NONE_OF_THESE
        and example.id not in leave_out
    ]
    if not evidence:
        return []
    evidence.sort(key=lambda each: (-(each.score or 0), each.example))
    return [
        Finding(
            "outliers",
            f"{counted(len(evidence), 'picture is', 'pictures are')} unlike all others",
            "They may have come in by mistake; or they show a side of things of which there are "
            "too few pictures, and then more of that kind help.",
            tuple(evidence),
            suggested_actions.keep_out(
                "Keep them out of training", "outliers", evidence, explored.project
            ),
            "look",
        )
    ]


def _distances(unit: np.ndarray) -> np.ndarray:
    """Return each one's mean distance to its nearest neighbours, (pictures,) float64."""
    count = len(unit)
    chosen = np.unique(np.linspace(0, count - 1, min(count, REFERENCES)).astype(int))
    column = np.full(count, -1)
    column[chosen] = np.arange(len(chosen))
    neighbours = min(MOST_NEIGHBOURS, int(math.sqrt(len(chosen)) / 2) + 1)
    references = unit[chosen].T
    found = np.empty(count)
    for start in range(0, count, ROWS):
        table = unit[start : start + ROWS] @ references
        own = column[start : start + ROWS]
        table[np.flatnonzero(own >= 0), own[own >= 0]] = -1
        nearest = np.partition(table, -neighbours, axis=1)[:, -neighbours:].astype(np.float64)
        found[start : start + ROWS] = np.sqrt(np.maximum(2 - 2 * nearest, 0)).mean(axis=1)
    return found
