from __future__ import annotations

import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.neighbors import KNeighborsClassifier

from vizsla.explore import map_layout
from vizsla.explore.map_layout import map_points


@pytest.fixture(scope="module")
def digits() -> tuple[np.ndarray, np.ndarray]:
    found = load_digits()
    values = found.data[:500].astype(np.float32)
    return values / np.linalg.norm(values, axis=1, keepdims=True), found.target[:500]


def share_near(points: np.ndarray, truth: np.ndarray) -> float:
    """Return the share whose neighbours on the map have the same label."""
    half = len(truth) // 2
    return (
        KNeighborsClassifier(5).fit(points[:half], truth[:half]).score(points[half:], truth[half:])
    )


def test_similar_embeddings_are_close_on_the_map(digits: tuple[np.ndarray, np.ndarray]) -> None:
    points = map_points(digits[0])
    assert points.dtype == np.float32
    assert (points.min() >= 0) & (points.max() <= 1)
    assert share_near(points, digits[1]) > 0.85


def test_the_same_embeddings_give_the_same_map(digits: tuple[np.ndarray, np.ndarray]) -> None:
    assert np.array_equal(map_points(digits[0][:100]), map_points(digits[0][:100]))


def test_of_many_embeddings_the_rest_is_placed_among_the_others(
    digits: tuple[np.ndarray, np.ndarray], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(map_layout, "MOST", 200)
    assert share_near(map_points(digits[0]), digits[1]) > 0.75


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 6, 7, 12])
def test_any_number_of_embeddings_has_a_map(
    digits: tuple[np.ndarray, np.ndarray], count: int
) -> None:
    for values in (digits[0][:count], np.repeat(digits[0][:1], count, axis=0)):
        points = map_points(values)
        assert points.shape == (count, 2)
        assert np.isfinite(points).all()
    if count > 1:
        assert len(np.unique(map_points(digits[0][:count]), axis=0)) == count


def test_a_few_different_embeddings_among_equal_ones_have_a_map(
    digits: tuple[np.ndarray, np.ndarray],
) -> None:
    values = np.concatenate((np.repeat(digits[0][:1], 40, axis=0), digits[0][1:4]))
    assert np.isfinite(map_points(values)).all()
