"""NanoDet's integers are decoded into boxes; the outputs are made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.box_promises import assert_sorted_and_inside
from vizsla.functions.decoders.candidates import MOST_BOXES
from vizsla.functions.decoders.nanodet import best_score, decode, score_grid
from vizsla.modalities.image.resize import letterbox
from vizsla.runtime import Output

if TYPE_CHECKING:
    from vizsla.functions.decoders.base import DecodedBox

SIZE = 416
STRIDES = (8, 16, 32)
SCALE, ZERO = 0.04, 150  # of the classes' logits
SHARP = 30.0  # of the boxes' logits: at 255 a bin has all the weight, to the last bit


def outputs() -> list[Output]:
    """Return outputs without a box."""
    grids = [SIZE // stride for stride in STRIDES]
    classes = [Output(np.zeros((1, n, n, 80), np.uint8), SCALE, ZERO) for n in grids]
    boxes = [Output(np.zeros((1, n, n, 44), np.uint8), SHARP, 0) for n in grids]
    return [*classes, *boxes]


def add_box(
    graph: list[Output],
    level: int,
    cell: tuple[int, int],
    label: int,
    value: int,
    sides: tuple[int, int, int, int],
) -> None:
    """Add a box at (row, column), each side a whole number of strides from the cell's centre."""
    graph[level].values[0, *cell, label] = value
    bins = graph[level + 3].values[0, *cell].reshape(4, 11)
    bins[:] = 0
    bins[range(4), sides] = 255


def score(value: int) -> float:
    return float(1 / (1 + np.exp(-(value - ZERO) * SCALE)))


def decoded(
    graph: list[Output], image: tuple[int, int] = (SIZE, SIZE), threshold: float = 0.35
) -> list[DecodedBox]:
    fitted = letterbox(np.zeros((image[1], image[0], 3), np.uint8), SIZE)
    return decode(graph, fitted, image, threshold)


def rectangle(box: DecodedBox) -> tuple[float, float, float, float]:
    return box.x, box.y, box.width, box.height


@pytest.mark.parametrize("threshold", [0.05, 0.35, 1.0])
def test_outputs_without_a_box_have_no_boxes(threshold: float) -> None:
    assert decoded(outputs(), threshold=threshold) == []


@pytest.mark.parametrize(("level", "stride"), list(enumerate(STRIDES)))
def test_a_box_is_decoded_at_its_exact_pixels(level: int, stride: int) -> None:
    graph = outputs()
    add_box(graph, level, (5, 4), 16, 160, (1, 2, 3, 4))
    (box,) = decoded(graph)
    assert (box.label, box.score) == (16, pytest.approx(score(160), abs=1e-12))
    assert rectangle(box) == (3.5 * stride, 3.5 * stride, 4.0 * stride, 6.0 * stride)


def test_a_side_between_two_bins_is_at_their_mean() -> None:
    graph = outputs()
    add_box(graph, 1, (10, 10), 0, 160, (1, 1, 1, 1))
    graph[4].values[0, 10, 10].reshape(4, 11)[:, 2] = 255
    assert [rectangle(box) for box in decoded(graph)] == [(144.0, 144.0, 48.0, 48.0)]


def test_boxes_are_in_the_images_own_pixels() -> None:
    graph = outputs()
    add_box(graph, 0, (20, 10), 0, 160, (2, 2, 2, 2))
    expected = [(136.0, 88.0, 64.0, 64.0)]
    assert [rectangle(box) for box in decoded(graph, (2 * SIZE, SIZE))] == expected


def test_a_box_in_the_margin_around_the_image_is_left_out() -> None:
    graph = outputs()
    add_box(graph, 0, (5, 10), 0, 160, (2, 2, 2, 2))
    assert decoded(graph, (2 * SIZE, SIZE)) == []


def test_a_threshold_of_0_returns_the_best_boxes_only() -> None:
    graph = outputs()
    add_box(graph, 0, (5, 10), 3, 160, (2, 2, 2, 2))
    boxes = decoded(graph, threshold=0.0)
    assert len(boxes) == MOST_BOXES
    assert boxes[0].label == 3


def test_the_order_of_the_outputs_does_not_matter() -> None:
    graph = outputs()
    add_box(graph, 1, (10, 10), 16, 160, (1, 2, 3, 4))
    assert decoded(graph[::-1]) == decoded(graph) != []


def test_of_overlapping_boxes_of_a_class_the_best_remains() -> None:
    graph = outputs()
    add_box(graph, 1, (10, 10), 16, 165, (5, 5, 5, 5))
    add_box(graph, 1, (10, 11), 16, 170, (5, 5, 5, 5))
    assert [box.x for box in decoded(graph)] == [11.5 * 16 - 80]


def test_overlapping_boxes_of_different_classes_remain() -> None:
    graph = outputs()
    add_box(graph, 1, (10, 10), 15, 165, (5, 5, 5, 5))
    add_box(graph, 1, (10, 11), 16, 170, (5, 5, 5, 5))
    assert [box.label for box in decoded(graph)] == [16, 15]


def test_boxes_of_a_class_that_hardly_overlap_remain() -> None:
    graph = outputs()
    add_box(graph, 1, (10, 10), 16, 165, (2, 2, 2, 2))
    add_box(graph, 1, (10, 12), 16, 170, (2, 2, 2, 2))
    assert len(decoded(graph)) == 2


def test_equal_scores_are_ordered_by_class_then_by_cell() -> None:
    graph = outputs()
    for cell in [(20, 3), (3, 20)]:
        for label in (7, 2):
            add_box(graph, 1, cell, label, 160, (1, 1, 1, 1))
    add_box(graph, 0, (50, 50), 7, 160, (1, 1, 1, 1))
    expected = [(2, 40.0), (2, 312.0), (7, 396.0), (7, 40.0), (7, 312.0)]
    assert [(box.label, box.y) for box in decoded(graph)] == expected


def test_a_box_below_the_threshold_is_left_out() -> None:
    graph = outputs()
    add_box(graph, 1, (10, 10), 16, 160, (1, 1, 1, 1))
    assert len(decoded(graph, threshold=score(160) - 1e-9)) == 1
    assert decoded(graph, threshold=score(160) + 1e-9) == []


def test_the_best_score_is_that_of_the_best_box() -> None:
    graph = outputs()
    assert best_score(graph) == score(0)
    add_box(graph, 1, (10, 10), 16, 160, (1, 1, 1, 1))
    assert best_score(graph) == decoded(graph)[0].score == score(160)


def test_boxes_end_at_the_edge_of_the_image() -> None:
    graph = outputs()
    add_box(graph, 2, (6, 6), 16, 160, (10, 10, 10, 10))
    (box,) = decoded(graph, (640, 480))
    assert rectangle(box) == pytest.approx((0.0, 0.0, 640.0, 480.0))


def test_the_score_grid_has_the_best_score_of_all_grids() -> None:
    graph = outputs()
    add_box(graph, 2, (1, 2), 16, 160, (1, 1, 1, 1))
    grid = score_grid(graph, 16)
    assert grid.shape == (52, 52)
    assert np.argwhere(grid > 0.5).min(axis=0).tolist() == [4, 8]
    assert np.argwhere(grid > 0.5).max(axis=0).tolist() == [7, 11]


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), width=st.integers(1, 3000), height=st.integers(1, 3000))
def test_boxes_are_sorted_and_inside_the_image_for_any_outputs(
    seed: int, width: int, height: int
) -> None:
    rng = np.random.default_rng(seed)
    graph = outputs()
    for tensor in graph:
        tensor.values[:] = rng.integers(0, 170, tensor.values.shape, dtype=np.uint8)
    boxes = decoded(graph, (width, height), score(169) - 1e-9)
    assert_sorted_and_inside(boxes, width, height)
