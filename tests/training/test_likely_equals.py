"""Groups to confirm at once: alike, of one probable answer; without one, alike alone."""

from __future__ import annotations

import numpy as np

from vizsla.training.likely_equals import likely_equals


def directions() -> np.ndarray:
    """Return two clouds of six examples each, far from each other."""
    random = np.random.default_rng(5)
    clouds = np.repeat(np.eye(2, 8), 6, axis=0) + random.normal(scale=0.05, size=(12, 8))
    unit: np.ndarray = clouds / np.linalg.norm(clouds, axis=1, keepdims=True)
    return unit


def test_a_group_has_one_answer() -> None:
    rows = np.array([0, 1] * 6)
    groups = likely_equals(directions(), rows, np.full(12, 0.9), 6)
    assert groups
    assert all(len({int(rows[each]) for each in group}) == 1 for group in groups)


def test_an_answer_that_is_not_probable_makes_no_group() -> None:
    rows = np.array([0, 1] * 6)
    groups = likely_equals(directions(), rows, np.full(12, 0.3), 6)
    assert any(len({int(rows[each]) for each in group}) == 2 for group in groups)
    assert all(len({each < 6 for each in group}) == 1 for group in groups)


def test_probable_answers_and_others_are_never_in_one_group() -> None:
    scores = np.array([0.9, 0.2] * 6)
    groups = likely_equals(directions(), np.zeros(12, int), scores, 6)
    assert groups
    assert all(len({bool(scores[each] >= 0.5) for each in group}) == 1 for group in groups)
