from __future__ import annotations

import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.neighbors import KNeighborsClassifier

from vizsla.explore import map_layout
from vizsla.explore.map_layout import lay_out


@pytest.fixture(scope="module")
def digits() -> tuple[np.ndarray, np.ndarray]:
    found = load_digits()
    values = found.data[:500].astype(np.float32)
    return values / np.linalg.norm(values, axis=1, keepdims=True), found.target[:500]


def alike(places: np.ndarray, truth: np.ndarray) -> float:
    """Return the share whose neighbours on the map have the same label."""
    half = len(truth) // 2
    return (
        KNeighborsClassifier(5).fit(places[:half], truth[:half]).score(places[half:], truth[half:])
    )


def test_what_is_alike_lies_together(digits: tuple[np.ndarray, np.ndarray]) -> None:
    places = lay_out(digits[0])
    assert places.dtype == np.float32
    assert (places.min() >= 0) & (places.max() <= 1)
    assert alike(places, digits[1]) > 0.85


def test_the_same_embeddings_give_the_same_map(digits: tuple[np.ndarray, np.ndarray]) -> None:
    assert np.array_equal(lay_out(digits[0][:100]), lay_out(digits[0][:100]))


def test_what_is_too_many_is_set_among_the_others(
    digits: tuple[np.ndarray, np.ndarray], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(map_layout, "MOST", 200)
    assert alike(lay_out(digits[0]), digits[1]) > 0.75


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 6, 7, 12])
def test_any_number_is_laid_out(digits: tuple[np.ndarray, np.ndarray], count: int) -> None:
    for values in (digits[0][:count], np.repeat(digits[0][:1], count, axis=0)):
        places = lay_out(values)
        assert places.shape == (count, 2)
        assert np.isfinite(places).all()
    if count > 1:
        assert len(np.unique(lay_out(digits[0][:count]), axis=0)) == count


def test_a_few_different_among_many_equal_ones_are_laid_out(
    digits: tuple[np.ndarray, np.ndarray],
) -> None:
    values = np.concatenate((np.repeat(digits[0][:1], 40, axis=0), digits[0][1:4]))
    assert np.isfinite(lay_out(values)).all()
