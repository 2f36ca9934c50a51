"""An SSD's integers are decoded into boxes; the outputs are made by hand."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.box_promises import assert_sorted_and_inside
from vizsla.functions.decoders.candidates import MOST_BOXES
from vizsla.functions.decoders.ssd import ANCHORS, best_score, decode, fits, score_grid
from vizsla.modalities.image.resize import stretch_to_square
from vizsla.runtime import Output

if TYPE_CHECKING:
    from vizsla.functions.decoders.base import DecodedBox

SIZE = 300
GRIDS = (19, 10, 5, 3, 2, 1)
LABELS = 80
SCALE, ZERO = 10 / 255, 127  # of the classes' logits
STEP = 0.05  # of the codes, whose zero is 100
DOG, CAT = 16, 15


def outputs() -> list[Output]:
    """Return outputs without a box."""
    sizes = list(zip(GRIDS, (len(each) for each in ANCHORS), strict=True))
    classes = [Output(np.zeros((1, n, n, a * LABELS), np.uint8), SCALE, ZERO) for n, a in sizes]
    codes = [Output(np.full((1, n, n, a * 4), 100, np.uint8), STEP, 100) for n, a in sizes]
    return [*classes, *codes]


def add_box(
    graph: list[Output],
    grid: int,
    cell: tuple[int, int],
    label: int,
    value: int,
    anchor: int = 0,
    code: tuple[int, int, int, int] = (100, 100, 100, 100),
) -> None:
    """Add a box at (row, column): its anchor, moved and resized by a code."""
    graph[grid].values[0, *cell, anchor * LABELS + label] = value
    graph[grid + len(GRIDS)].values[0, *cell, anchor * 4 : anchor * 4 + 4] = code


def score(value: int) -> float:
    return float(1 / (1 + np.exp(-(value - ZERO) * SCALE)))


def decoded(
    graph: list[Output], image: tuple[int, int] = (SIZE, SIZE), threshold: float = 0.35
) -> list[DecodedBox]:
    fitted = stretch_to_square(np.zeros((image[1], image[0], 3), np.uint8), SIZE, (0, 0, 0))
    return decode(graph, fitted, image, threshold)


def rectangle(box: DecodedBox) -> tuple[float, float, float, float]:
    return box.x, box.y, box.width, box.height


def test_the_anchors_are_those_of_the_networks_own_graph() -> None:
    """Corners of the tensor `Postprocessor/ExpandDims` of COCO-SSD's model.json, in its order."""
    finest = [(y / 2, x / 2) for y, x in ANCHORS[0]]
    middle = 0.5 / GRIDS[0]
    expected = [
        (-0.02368421, -0.02368421, 0.07631579, 0.07631579),
        (-0.04439489, -0.11510557, 0.09702647, 0.16773716),
        (-0.11510557, -0.04439489, 0.16773716, 0.09702647),
    ]
    found = [(middle - y, middle - x, middle + y, middle + x) for y, x in finest]
    assert found == [pytest.approx(each, abs=1e-7) for each in expected]
    # The coarsest grid's: squares of 0.95 and the root of 0.95, and the widest of ratio 3.
    assert ANCHORS[5][0].tolist() == pytest.approx([0.95, 0.95])
    assert ANCHORS[5][5].tolist() == pytest.approx([math.sqrt(0.95)] * 2)
    assert ANCHORS[5][3].tolist() == pytest.approx([0.95 / math.sqrt(3), 0.95 * math.sqrt(3)])
    assert sum(n * n * len(each) for n, each in zip(GRIDS, ANCHORS, strict=True)) == 1917


@pytest.mark.parametrize("threshold", [0.05, 0.35, 1.0])
def test_outputs_without_a_box_have_no_boxes(threshold: float) -> None:
    assert decoded(outputs(), threshold=threshold) == []


@pytest.mark.parametrize("grid", range(6))
def test_a_code_of_zero_is_the_anchor_itself(grid: int) -> None:
    graph = outputs()
    middle = GRIDS[grid] // 2
    add_box(graph, grid, (middle, middle), DOG, 200)
    (box,) = decoded(graph)
    height, width = np.minimum(ANCHORS[grid][0], 1) * SIZE
    assert (box.label, box.score) == (DOG, pytest.approx(score(200), abs=1e-12))
    if GRIDS[grid] % 2:
        assert rectangle(box) == pytest.approx(
            (SIZE / 2 - width / 2, SIZE / 2 - height / 2, width, height)
        )


def test_a_code_moves_and_resizes_the_anchor() -> None:
    graph = outputs()
    # 40 steps of 0.05 are 2: a fifth of the anchor's height down, and e^0.4 times its width.
    add_box(graph, 2, (2, 2), DOG, 200, 0, (140, 100, 100, 140))
    (box,) = decoded(graph)
    side = 0.5 * SIZE  # of the anchor: 0.2 + 0.75 * 2 / 5
    width = math.exp(0.4) * side
    assert rectangle(box) == pytest.approx((150 - width / 2, 150 + side / 5 - 75, width, side))


def test_a_wide_image_is_stretched_by_half_and_has_margins() -> None:
    graph = outputs()
    add_box(graph, 2, (2, 2), DOG, 200)
    # 900 x 300 becomes 300 x 150: scales of 1/3 across and 1/2 down.
    (box,) = decoded(graph, (900, 300))
    assert rectangle(box) == pytest.approx((225, 0, 450, 300))
    add_box(graph, 0, (1, 9), DOG, 220)
    assert len(decoded(graph, (900, 300))) == 1  # the second lies in the margin


def test_an_image_of_3_to_2_fills_the_square() -> None:
    graph = outputs()
    add_box(graph, 2, (2, 2), DOG, 200)
    (box,) = decoded(graph, (600, 400))
    assert rectangle(box) == pytest.approx((150, 100, 300, 200))


def test_a_threshold_of_0_returns_the_best_boxes_only() -> None:
    graph = outputs()
    add_box(graph, 0, (5, 10), 3, 160)
    boxes = decoded(graph, threshold=0.0)
    assert len(boxes) == MOST_BOXES
    assert boxes[0].label == 3


def test_the_order_of_the_outputs_does_not_matter() -> None:
    graph = outputs()
    add_box(graph, 1, (3, 3), DOG, 160)
    assert decoded(graph[::-1]) == decoded(graph) != []


def test_of_overlapping_boxes_of_a_class_the_best_remains() -> None:
    graph = outputs()
    add_box(graph, 2, (2, 2), DOG, 165)
    add_box(graph, 2, (2, 2), DOG, 170, 5)
    assert [box.score for box in decoded(graph)] == [score(170)]


def test_a_box_below_the_threshold_is_left_out() -> None:
    graph = outputs()
    add_box(graph, 1, (5, 5), DOG, 160)
    assert len(decoded(graph, threshold=score(160) - 1e-9)) == 1
    assert decoded(graph, threshold=score(160) + 1e-9) == []


def test_the_best_score_is_that_of_the_best_box() -> None:
    graph = outputs()
    assert best_score(graph) == score(0)
    add_box(graph, 4, (0, 1), DOG, 160)
    add_box(graph, 0, (7, 7), CAT, 90)
    assert best_score(graph) == decoded(graph)[0].score == score(160)


def test_the_score_grid_has_the_best_score_of_all_grids_and_anchors() -> None:
    graph = outputs()
    add_box(graph, 2, (1, 2), DOG, 160, 4)
    grid = score_grid(graph, DOG)
    assert grid.shape == (19, 19)
    assert np.argwhere(grid > 0.5).min(axis=0).tolist() == [4, 8]
    assert np.argwhere(grid > 0.5).max(axis=0).tolist() == [7, 10]


def test_other_outputs_do_not_fit() -> None:
    shapes = [each.values.shape for each in outputs()]
    assert fits(shapes, LABELS)
    assert fits(shapes[::-1], LABELS)
    assert not fits(shapes, 79)
    assert not fits(shapes[1:], LABELS)
    assert not fits([*shapes, shapes[0]], LABELS)
    assert not fits([(*each[:3], 4 * (each[3] // LABELS or each[3] // 4)) for each in shapes], 4)
    assert not fits([(1, 52, 52, 80), (1, 52, 52, 44)], LABELS)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), width=st.integers(1, 3000), height=st.integers(1, 3000))
def test_boxes_are_sorted_and_inside_the_image_for_any_outputs(
    seed: int, width: int, height: int
) -> None:
    rng = np.random.default_rng(seed)
    graph = outputs()
    for tensor in graph:
        tensor.values[:] = rng.integers(0, 200, tensor.values.shape, dtype=np.uint8)
    boxes = decoded(graph, (width, height), score(199) - 1e-9)
    assert_sorted_and_inside(boxes, width, height)
