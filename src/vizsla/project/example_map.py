"""The map of a project's examples, with their labels as they are now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vizsla.workspace.stored_map import NO_DOUBT

if TYPE_CHECKING:
    from datetime import datetime

    from vizsla.workspace import Store

__all__ = ["ExampleMap", "example_map"]

NONE = -1


@dataclass(frozen=True, slots=True, eq=False)
class ExampleMap:
    """The examples that were on the map when the project was explored, and are still there.

    Attributes:
        made_at: when it was explored, UTC; None where it was not.
        labels: the labels' names.
        ids: (examples,) int64.
        points: (examples, 2) uint16; see ``StoredMap``.
        label: (examples,) int, the number of each one's label; -1 for none.
        doubt: (examples,) int, the chance in percent that the label is wrong, or where there is
            none that the suggested one is; -1 where it is not known.

    """

    made_at: datetime | None
    labels: tuple[str, ...]
    ids: np.ndarray
    points: np.ndarray
    label: np.ndarray
    doubt: np.ndarray


def example_map(store: Store) -> ExampleMap:
    """Return the map of a project."""
    found, newest = store.exploration.map(), store.exploration.newest()
    if found is None or newest is None:
        none = np.zeros(0, int)
        return ExampleMap(None, (), none, np.zeros((0, 2), int), none, none)
    now = store.exploration.labels_now()
    names = tuple(sorted({each.label for each in now if each.label is not None}))
    number = {name: n for n, name in enumerate(names)}
    place = np.searchsorted(found.ids, ids := np.array([each.number for each in now], np.int64))
    place = np.minimum(place, max(len(found.ids) - 1, 0))
    there = found.ids[place] == ids if len(found.ids) else np.zeros(len(ids), bool)
    label = np.array([NONE if each.label is None else number[each.label] for each in now], int)
    # A label that came later was not doubted then.
    old = np.array([each.revision <= newest.revision for each in now], bool)
    doubt = np.full(len(now), NONE)
    if len(found.ids):
        stored = found.doubts[place].astype(int)
        known = there & old & (stored != NO_DOUBT)
        doubt[known] = stored[known]
    guessed = np.array([NONE if each.score is None else each.score for each in now], float)
    free = (label == NONE) & (guessed >= 0)
    doubt[free] = np.rint((1 - guessed[free]) * 100)
    return ExampleMap(
        newest.made_at, names, ids[there], found.points[place[there]], label[there], doubt[there]
    )
