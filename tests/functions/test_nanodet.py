"""Decoding the detector's integers, on outputs that are made by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vizsla.functions.decoders.nanodet import MOST, Found, decode, heat
from vizsla.modalities.image.resize import letterbox
from vizsla.runtime import Output

SIZE = 416
STRIDES = (8, 16, 32)
SCALE, ZERO = 0.04, 150  # of the classes' logits
SHARP = 30.0  # of the boxes': at 255 a bin has all the weight, to the last bit


def outputs() -> list[Output]:
    """Logits in which nothing is found."""
    grids = [SIZE // stride for stride in STRIDES]
    classes = [Output(np.zeros((1, n, n, 80), np.uint8), SCALE, ZERO) for n in grids]
    boxes = [Output(np.zeros((1, n, n, 44), np.uint8), SHARP, 0) for n in grids]
    return [*classes, *boxes]


def plant(
    graph: list[Output],
    level: int,
    cell: tuple[int, int],
    label: int,
    value: int,
    sides: tuple[int, int, int, int],
) -> None:
    """Put a box at (row, column), each side a whole number of strides from the cell's centre."""
    graph[level].values[0, *cell, label] = value
    bins = graph[level + 3].values[0, *cell].reshape(4, 11)
    bins[:] = 0
    bins[range(4), sides] = 255


def score(value: int) -> float:
    return float(1 / (1 + np.exp(-(value - ZERO) * SCALE)))


def found(
    graph: list[Output], picture: tuple[int, int] = (SIZE, SIZE), threshold: float = 0.35
) -> list[Found]:
    fitted = letterbox(np.zeros((picture[1], picture[0], 3), np.uint8), SIZE)
    return decode(graph, fitted, picture, threshold)


def place(box: Found) -> tuple[float, float, float, float]:
    return box.x, box.y, box.width, box.height


@pytest.mark.parametrize("threshold", [0.05, 0.35, 1.0])
def test_nothing_is_found_in_nothing(threshold: float) -> None:
    assert found(outputs(), threshold=threshold) == []


@pytest.mark.parametrize(("level", "stride"), list(enumerate(STRIDES)))
def test_a_planted_box_is_found_at_its_exact_pixels(level: int, stride: int) -> None:
    graph = outputs()
    plant(graph, level, (5, 4), 16, 160, (1, 2, 3, 4))
    (box,) = found(graph)
    assert (box.label, box.score) == (16, pytest.approx(score(160), abs=1e-12))
    assert place(box) == (3.5 * stride, 3.5 * stride, 4.0 * stride, 6.0 * stride)


def test_a_side_between_two_bins_is_their_mean() -> None:
    graph = outputs()
    plant(graph, 1, (10, 10), 0, 160, (1, 1, 1, 1))
    graph[4].values[0, 10, 10].reshape(4, 11)[:, 2] = 255
    assert [place(box) for box in found(graph)] == [(144.0, 144.0, 48.0, 48.0)]


def test_pixels_are_the_pictures_own() -> None:
    graph = outputs()
    plant(graph, 0, (20, 10), 0, 160, (2, 2, 2, 2))
    expected = [(136.0, 88.0, 64.0, 64.0)]
    assert [place(box) for box in found(graph, (2 * SIZE, SIZE))] == expected


def test_what_lies_in_the_margin_around_the_picture_is_nothing() -> None:
    graph = outputs()
    plant(graph, 0, (5, 10), 0, 160, (2, 2, 2, 2))
    assert found(graph, (2 * SIZE, SIZE)) == []


def test_a_threshold_of_0_gives_the_best_boxes_and_ends() -> None:
    graph = outputs()
    plant(graph, 0, (5, 10), 3, 160, (2, 2, 2, 2))
    boxes = found(graph, threshold=0.0)
    assert len(boxes) == MOST
    assert boxes[0].label == 3


def test_the_order_of_the_outputs_does_not_matter() -> None:
    graph = outputs()
    plant(graph, 1, (10, 10), 16, 160, (1, 2, 3, 4))
    assert found(graph[::-1]) == found(graph) != []


def test_of_overlapping_boxes_of_a_class_the_best_stays() -> None:
    graph = outputs()
    plant(graph, 1, (10, 10), 16, 165, (5, 5, 5, 5))
    plant(graph, 1, (10, 11), 16, 170, (5, 5, 5, 5))
    assert [box.x for box in found(graph)] == [11.5 * 16 - 80]


def test_overlapping_boxes_of_other_classes_stay() -> None:
    graph = outputs()
    plant(graph, 1, (10, 10), 15, 165, (5, 5, 5, 5))
    plant(graph, 1, (10, 11), 16, 170, (5, 5, 5, 5))
    assert [box.label for box in found(graph)] == [16, 15]


def test_boxes_of_a_class_that_hardly_overlap_stay() -> None:
    graph = outputs()
    plant(graph, 1, (10, 10), 16, 165, (2, 2, 2, 2))
    plant(graph, 1, (10, 12), 16, 170, (2, 2, 2, 2))
    assert len(found(graph)) == 2


def test_ties_go_to_the_lower_class_then_to_the_earlier_cell() -> None:
    graph = outputs()
    for cell in [(20, 3), (3, 20)]:
        for label in (7, 2):
            plant(graph, 1, cell, label, 160, (1, 1, 1, 1))
    plant(graph, 0, (50, 50), 7, 160, (1, 1, 1, 1))
    expected = [(2, 40.0), (2, 312.0), (7, 396.0), (7, 40.0), (7, 312.0)]
    assert [(box.label, box.y) for box in found(graph)] == expected


def test_what_scores_less_than_the_threshold_is_out() -> None:
    graph = outputs()
    plant(graph, 1, (10, 10), 16, 160, (1, 1, 1, 1))
    assert len(found(graph, threshold=score(160) - 1e-9)) == 1
    assert found(graph, threshold=score(160) + 1e-9) == []


def test_boxes_end_where_the_picture_ends() -> None:
    graph = outputs()
    plant(graph, 2, (6, 6), 16, 160, (10, 10, 10, 10))
    (box,) = found(graph, (640, 480))
    assert place(box) == pytest.approx((0.0, 0.0, 640.0, 480.0))


def test_heat_is_a_classs_best_score_over_the_finest_grid() -> None:
    graph = outputs()
    plant(graph, 2, (1, 2), 16, 160, (1, 1, 1, 1))
    grid = heat(graph, 16)
    assert grid.shape == (52, 52)
    assert np.argwhere(grid > 0.5).min(axis=0).tolist() == [4, 8]
    assert np.argwhere(grid > 0.5).max(axis=0).tolist() == [7, 11]


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), width=st.integers(1, 3000), height=st.integers(1, 3000))
def test_boxes_are_sorted_and_inside_whatever_the_graph_says(
    seed: int, width: int, height: int
) -> None:
    rng = np.random.default_rng(seed)
    graph = outputs()
    for tensor in graph:
        tensor.values[:] = rng.integers(0, 170, tensor.values.shape, dtype=np.uint8)
    boxes = found(graph, (width, height), score(169) - 1e-9)
    assert len(boxes) <= MOST
    assert [box.score for box in boxes] == sorted((box.score for box in boxes), reverse=True)
    for box in boxes:
        assert 0 <= box.x <= box.x + box.width <= width * (1 + 1e-12)
        assert 0 <= box.y <= box.y + box.height <= height * (1 + 1e-12)
