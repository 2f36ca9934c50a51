"""Images are cropped first, then resized by Pillow's bicubic."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from vizsla.modalities.image.resize import (
    crop_and_resize,
    crop_box,
    letterbox,
    size_of,
    stretch,
    stretch_to_square,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

sides = st.integers(1, 20_000)


@pytest.mark.parametrize(
    ("size", "box"),
    [
        ((256, 256), (16, 16, 240, 240)),
        ((500, 375), (86, 23, 414, 351)),
        ((375, 500), (23, 86, 351, 414)),
        ((257, 258), (16, 17, 240, 241)),
        ((1, 1), (0, 0, 1, 1)),
        ((1, 1000), (0, 499, 1, 500)),
        ((2, 3), (0, 1, 1, 2)),
    ],
)
def test_the_crop_is_the_floor_of_seven_eighths(
    size: tuple[int, int], box: tuple[int, ...]
) -> None:
    assert crop_box(*size) == box


@given(width=sides, height=sides, crop=st.floats(0.01, 1))
def test_the_crop_is_a_square_in_the_middle(width: int, height: int, crop: float) -> None:
    box = crop_box(width, height, crop)
    side = box.right - box.left
    assert side == box.bottom - box.top
    assert 1 <= side <= max(1, min(width, height) * crop)
    for before, after in ((box.left, width - box.right), (box.top, height - box.bottom)):
        assert before >= 0
        assert after - before in {0, 1}


def test_an_image_is_cropped_and_then_resized(noise: NDArray[np.uint8]) -> None:
    image = Image.fromarray(noise).crop((7, 2, 42, 37))
    expected = np.asarray(image.resize((224, 224), Image.Resampling.BICUBIC))
    np.testing.assert_array_equal(crop_and_resize(noise), expected)
    np.testing.assert_array_equal(crop_and_resize(Image.fromarray(noise)), expected)


def test_pixels_of_the_right_size_are_not_touched() -> None:
    pixels = np.zeros((224, 224, 3), np.uint8)
    assert np.shares_memory(crop_and_resize(pixels, 224, 1.0), pixels)


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (500, 1)])
def test_one_pixel_wide_is_enough(size: tuple[int, int]) -> None:
    pixels = crop_and_resize(Image.new("RGB", size, (10, 20, 30)))
    assert pixels.shape == (224, 224, 3)
    assert np.unique(pixels.reshape(-1, 3), axis=0).tolist() == [[10, 20, 30]]


def test_stretch_fills_any_size(noise: NDArray[np.uint8]) -> None:
    pixels = stretch(noise, 30, 60)
    assert pixels.shape == (60, 30, 3)
    np.testing.assert_array_equal(stretch(Image.fromarray(noise), 30, 60), pixels)


def test_a_letterbox_keeps_the_proportions_and_its_scale_and_margins() -> None:
    boxed = letterbox(np.full((100, 200, 3), 7, np.uint8), 64, (1, 2, 3))
    assert boxed[1:] == (64, 32, 0, 16, 0.32, 0.32)
    assert boxed.pixels.shape == (64, 64, 3)
    assert boxed.pixels[:16].reshape(-1, 3).max(0).tolist() == [1, 2, 3]
    assert (boxed.pixels[16:48] == 7).all()
    assert (boxed.pixels[48:] == (1, 2, 3)).all()


@settings(deadline=None)
@given(width=st.integers(1, 300), height=st.integers(1, 300))
def test_a_letterbox_takes_any_shape(width: int, height: int) -> None:
    boxed = letterbox(Image.new("RGB", (width, height)), 32)
    assert boxed.pixels.shape == (32, 32, 3)


@pytest.mark.parametrize(
    ("size", "inner"),
    [
        ((300, 200), (60, 60)),
        ((200, 300), (60, 60)),
        ((400, 200), (60, 45)),
        ((100, 1000), (9, 60)),
        ((1, 3000), (1, 60)),
        ((7, 7), (60, 60)),
    ],
)
def test_proportions_change_by_half_at_most(size: tuple[int, int], inner: tuple[int, int]) -> None:
    fitted = stretch_to_square(Image.new("RGB", size, (7, 7, 7)), 60, (1, 2, 3))
    assert (fitted.width, fitted.height) == inner
    assert (fitted.scale_x, fitted.scale_y) == (inner[0] / size[0], inner[1] / size[1])
    shown = fitted.pixels[fitted.dy :][: fitted.height, fitted.dx :][:, : fitted.width]
    assert (shown == 7).all()
    assert (fitted.pixels == (1, 2, 3)).all(axis=2).sum() == 3600 - inner[0] * inner[1]


def test_the_size_is_width_then_height(noise: NDArray[np.uint8]) -> None:
    assert size_of(noise) == size_of(Image.fromarray(noise)) == (50, 40)
