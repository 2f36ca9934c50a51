"""JavaScript's resize is Pillow's, to the last bit."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from vizsla.modalities.image.resize import (
    crop_and_resize,
    letterbox,
    stretch,
    stretch_to_square,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

MOST = 8000  # pixels of a side
AREA = 700_000  # the most pixels of an image, so that the test stays short
KNUTH = 2654435761


def test_every_size_gives_the_same_bytes(twin: Callable[[str], Callable[[object], Any]]) -> None:
    ask = twin("resize")

    # Some 10 s on an idle machine: Python and JavaScript resize 150 images, each in four ways.
    @settings(max_examples=150, deadline=None)
    @given(
        width=st.integers(1, MOST),
        height=st.integers(1, MOST),
        to=st.tuples(st.integers(1, 500), st.integers(1, 500)),
        crop=st.floats(0.01, 1),
        seed=st.integers(0, 2**31),
    )
    @example(width=8000, height=750, to=(224, 224), crop=0.875, seed=1)
    @example(width=1, height=1, to=(1, 1), crop=1, seed=1)
    @example(width=775, height=1600, to=(202, 416), crop=0.875, seed=1)  # far higher than wide
    @example(width=1, height=8000, to=(500, 1), crop=0.5, seed=1)
    @example(width=8000, height=1, to=(1, 500), crop=0.5, seed=1)
    def check(width: int, height: int, to: tuple[int, int], crop: float, seed: int) -> None:
        if width * height > AREA and (width, height) != (8000, 750):
            height = max(1, AREA // width)
        pixels = made(width, height, seed)
        found = ask({"width": width, "height": height, "to": to, "crop": crop, "seed": seed})
        expected = (
            stretch(pixels, *to),
            crop_and_resize(pixels, 224, crop),
            letterbox(pixels, 416, (116, 116, 116)).pixels,
            stretch_to_square(pixels, 300, (128, 128, 128)).pixels,
        )
        assert found == [hashlib.sha256(each.tobytes()).hexdigest() for each in expected]

    check()


def test_python_resizes_as_pillow_does_where_pillow_goes_across_first() -> None:
    for width, height in ((640, 480), (1000, 30), (31, 29)):
        image = Image.fromarray(made(width, height, 5))
        whole = image.resize((224, 200), Image.Resampling.BICUBIC)
        np.testing.assert_array_equal(stretch(image, 224, 200), np.asarray(whole))


def made(width: int, height: int, seed: int) -> NDArray[np.uint8]:
    """Return the pixels that ``web/runtime/tests/twins/resize.ts`` makes."""
    index = np.arange(width * height * 3, dtype=np.uint64)
    noise = (((index + np.uint64(seed)) * np.uint64(KNUTH)) & np.uint64(0xFFFFFFFF)) >> np.uint64(
        24
    )
    noise = np.where(index % 7 == 0, (noise & 1) * 255, noise)
    return noise.astype(np.uint8).reshape(height, width, 3)
