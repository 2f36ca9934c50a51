"""What exploring found is stored, and stands while nobody has dealt with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from vizsla.errors import WorkspaceDamagedError
from vizsla.workspace.exploration_store import StoredEvidence
from vizsla.workspace.stored_map import NO_DOUBT, StoredMap
from vizsla.workspace.suggestion_store import StoredSuggestion

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.workspace import NewExample, Store

FINDING = {"kind": "outliers", "title": "2 are odd", "severity": "look"}
MAP = StoredMap(
    np.array([1, 2, 3]), np.array([[0, 9], [10_000, 1], [2, 3]]), np.array([7, NO_DOUBT, 100])
)


@pytest.fixture
def explored(store: Store, new: Callable[..., NewExample]) -> Store:
    store.add([new(0, "oak"), new(1, "elm"), new(2)])
    evidence = [
        StoredEvidence(3, "outliers", "far away", "outlier", score=2.5),
        StoredEvidence(1, "outliers", "rather far", "outlier", score=1.5),
        StoredEvidence(1, "doubtful-labels", "odd", "doubtful", "oak", "elm", 2, 0.9),
        StoredEvidence(1, "doubtful-labels", "said twice", "doubtful"),
        StoredEvidence(99, "outliers", "removed meanwhile"),
    ]
    store.exploration.put(store.revision(), [FINDING], evidence, MAP, "ann")
    return store


def test_a_new_exploration_takes_the_place_of_the_old(explored: Store) -> None:
    found = explored.exploration.newest()
    assert found is not None
    assert (found.findings, found.made_by, found.changed) == ([FINDING], "ann", 0)
    assert found.counts == {"outliers": 2, "doubtful-labels": 1}
    places = explored.exploration.map()
    assert places is not None
    for name in ("ids", "points", "doubts"):
        assert np.array_equal(getattr(places, name), getattr(MAP, name))
    explored.exploration.put(explored.revision(), [], [], MAP, None)
    assert explored.exploration.ids_of("outliers") == []
    with pytest.raises(WorkspaceDamagedError, match="explore the project again"):
        StoredMap.from_bytes(b"12345")


def test_evidence_is_void_once_somebody_has_dealt_with_it(explored: Store) -> None:
    kept = explored.exploration
    assert kept.ids_of("outliers") == [3, 1]  # the strongest first
    (doubt,) = (each for each in kept.evidence_of([1, 2])[1] if each.state == "doubtful")
    assert (doubt.why, doubt.likely, doubt.beside) == ("odd", "elm", 2)
    assert kept.doubtful() == 1
    explored.label([1], "ash")
    assert (kept.doubtful(), kept.ids_of("outliers")) == (0, [3, 1])
    explored.undo()
    assert kept.doubtful() == 1
    explored.skip([3])
    explored.use([1], used=False)
    assert (kept.doubtful(), kept.ids_of("outliers")) == (0, [])
    found = kept.newest()
    assert found is not None
    assert found.changed == 2


def test_suggestions_go_with_their_example(explored: Store) -> None:
    made = StoredSuggestion("oak", 0.75, sure=True, run=1, more_labels=("ash",))
    explored.suggestions.put([(3, made), (99, made)])
    assert explored.suggestions.of([1, 2, 3, 99]) == {3: made}
    assert [each.score for each in explored.exploration.labels_now()] == [None, None, 0.75]
    explored.remove([3])
    assert explored.suggestions.of([3]) == {}
    assert explored.exploration.ids_of("outliers") == [1]
