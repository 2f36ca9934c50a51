"""An object that is no image raises an error that shows how to convert it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from vizsla.errors import InputError, InputTypeError
from vizsla.modalities.image.load_image import load_array

if TYPE_CHECKING:
    from pathlib import Path

RGB = (4, 5, 3)


@pytest.mark.parametrize(
    ("array", "hint"),
    [
        (np.zeros(RGB, np.float32), r'float32.*0 to 0.*\(x \* 255\)\.round\(\)\.astype\("uint8"\)'),
        (np.full(RGB, 200.0), r'200 to 200.*x\.round\(\)\.astype\("uint8"\)'),
        (np.full(RGB, -1.5), r"-1\.5 to -1\.5.*Scale"),
        (np.full(RGB, np.nan), r"60 of its values are NaN"),
        (np.full(RGB, np.inf), r"infinite"),
        (np.full(RGB, 7), r'int64.*astype\("uint8"\)'),
        (np.full(RGB, 70_000), r"70000.*Scale"),
        (np.full(RGB, 7, np.int8), r"int8"),
        (np.full(RGB, 700, np.uint16), r"uint16.*x >> 8"),
        (np.ones(RGB, bool), r"bool.*\* 255"),
        (np.zeros(RGB, complex), r"complex128"),
        (np.zeros(RGB, object), r"objects.*the list itself"),
        (np.zeros(RGB, "S1"), r"\|S1"),
        (np.ma.masked_array(np.zeros(RGB, np.uint8)), r"masked.*filled"),
        (np.zeros((4, 5), np.uint8), r"\(4, 5\).*seems grey.*stack"),
        (np.zeros((4, 5, 1), np.uint8), r"seems grey.*repeat"),
        (np.zeros((4, 5, 2), np.uint8), r"alpha"),
        (np.zeros((4, 5, 4), np.uint8), r"RGBA"),
        (np.zeros((3, 4, 5), np.uint8), r"channels come first.*transpose\(1, 2, 0\)"),
        (np.zeros((1, 4, 5, 3), np.uint8), r"batch"),
        (np.zeros(3, np.uint8), r"\(3,\)"),
        (np.zeros((), np.uint8), r"\(\)"),
        (np.zeros((0, 5, 3), np.uint8), r"no pixels: it is 5 x 0"),
        (np.zeros((0, 5, 3), np.float32), r"empty"),
    ],
    ids=lambda value: f"{value.dtype}{value.shape}" if isinstance(value, np.ndarray) else "",
)
def test_the_error_for_an_unsuitable_array_shows_the_conversion(
    array: np.ndarray, hint: str
) -> None:
    with pytest.raises(InputTypeError, match=hint):
        load_array(array)


@pytest.mark.parametrize(
    "source", [None, 7, 1.5, [], ["park.jpg"], {}, object(), Image, io.BytesIO, np.uint8(3)]
)
def test_an_object_that_is_no_image_is_refused(source: object) -> None:
    with pytest.raises(InputTypeError, match=r"is not an image\. Give a path"):
        load_array(source)


@pytest.mark.parametrize(
    ("library", "hint"), [("torch", r"permute\(1, 2, 0\)"), ("tensorflow.python", r"x\.numpy\(\)")]
)
def test_the_error_for_a_tensor_shows_the_conversion(library: str, hint: str) -> None:
    tensor = type("Tensor", (), {"__module__": library})()
    with pytest.raises(InputTypeError, match=rf"{library}\.Tensor is a tensor.*{hint}"):
        load_array(tensor)


def test_a_file_opened_as_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "park.jpg").write_text("text")
    with (tmp_path / "park.jpg").open() as file, pytest.raises(InputTypeError, match='"rb"'):
        load_array(file)
    with pytest.raises(InputTypeError, match='"rb"'):
        load_array(io.StringIO("text"))


def test_a_closed_file_is_refused() -> None:
    file = io.BytesIO(b"x")
    file.close()
    with pytest.raises(InputError, match=r"can't be read.*closed"):
        load_array(file)


def test_a_file_object_whose_read_fails_is_an_input_error() -> None:
    class Failing(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, _: object) -> int:
            raise ZeroDivisionError

    with pytest.raises(InputError, match="can't be read") as caught:
        load_array(Failing())
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


def test_an_image_without_pixels_is_refused() -> None:
    with pytest.raises(InputTypeError, match="no pixels"):
        load_array(Image.new("RGB", (0, 5)))
