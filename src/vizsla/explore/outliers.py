"""Finds examples that are unlike all others."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from vizsla.evenly_spread import evenly_spread
from vizsla.explore import suggested_actions
from vizsla.explore.findings import Evidence, Finding
from vizsla.workspace import NONE_OF_THESE

if TYPE_CHECKING:
    from collections.abc import Collection

    from vizsla.explore.explored_examples import ExploredExamples

__all__ = ["outliers"]

FEWEST = 10  # different examples: among fewer, each is unlike the others
MOST_NEIGHBOURS = 10
REFERENCES = 2048  # examples that stand for a large collection
ROWS = 2048
DEVIATIONS = 3.0  # from the median, in deviations as of a normal distribution
TIMES = 1.6  # the median: in small collections, a few outliers make the deviation large
SLACK = 0.02  # added to the deviation, for collections where all distances are nearly equal


def outliers(explored: ExploredExamples, leave_out: Collection[int] = ()) -> list[Finding]:
    """Find examples that are much farther from their nearest neighbours than is usual here.

    The distance of an example is the mean distance of its embedding (at length 1) to those of its
    nearest neighbours, near-duplicates left out; see Ramaswamy, Rastogi and Shim, Efficient
    Algorithms for Mining Outliers from Large Data Sets, 2000, and Angiulli and Pizzuti, 2002, for
    the mean. An outlier is more than three deviations above the median (estimated from the median
    absolute deviation), or 1.6 times the median. The local outlier factor (Breunig et al., 2000)
    found fewer outliers, and flagged more ordinary examples.

    Args:
        explored: the examples.
        leave_out: ids of examples that another finding deals with already.

    """
    representatives = explored.representatives()
    if len(representatives) < FEWEST:
        return []
    distances = _distances(explored.unit_embeddings()[representatives])
    median = float(np.median(distances))
    deviation = 1.4826 * float(np.median(np.abs(distances - median))) + SLACK
    limit = median + DEVIATIONS * deviation
    limit = min(limit, TIMES * median) if median > 0 else limit
    in_use = explored.in_use()
    far = dict(zip(explored.groups[representatives].tolist(), distances.tolist(), strict=True))
    evidence = [
        Evidence(
            example.id,
            round(far[group] / max(median, 1e-6), 3),
            f"{far[group] / max(median, 1e-6):.1f} times as far from its neighbours as usual",
        )
        for example, group, used in zip(
            explored.examples, explored.groups.tolist(), in_use.tolist(), strict=True
        )
        if far[group] > limit
        and used
        and example.label != NONE_OF_THESE
        and example.id not in leave_out
    ]
    if not evidence:
        return []
    evidence.sort(key=lambda each: (-(each.score or 0), each.example))
    one = len(evidence) == 1
    they, show, them = ("It", "it shows", "it") if one else ("They", "they show", "them")
    return [
        Finding(
            "outliers",
            f"{explored.counted(len(evidence), 'is', 'are')} unlike all others",
            f"{they} may have been added by mistake. Or {show} a case that has too few examples, "
            "and more of the kind would help.",
            tuple(evidence),
            suggested_actions.leave_out(
                f"Leave {them} out of training", "outliers", evidence, explored.project
            ),
            "look",
        )
    ]


def _distances(unit: np.ndarray) -> np.ndarray:
    """Return the mean distance of each to its nearest neighbours, (examples,) float64."""
    count = len(unit)
    chosen = evenly_spread(count, REFERENCES)
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
