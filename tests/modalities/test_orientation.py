"""EXIF's orientation is applied to every kind of source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from vizsla.modalities.image.load_image import load_array, load_image

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ORIENTATION = 0x0112
UPRIGHT = np.arange(18, dtype=np.uint8).reshape(3, 2, 3) * 14

# The pixels in the file, by orientation, of an image that is UPRIGHT once it is turned.
STORED = {
    1: UPRIGHT,
    2: UPRIGHT[:, ::-1],
    3: UPRIGHT[::-1, ::-1],
    4: UPRIGHT[::-1],
    5: UPRIGHT.swapaxes(0, 1),
    6: UPRIGHT.swapaxes(0, 1)[::-1],
    7: UPRIGHT.swapaxes(0, 1)[::-1, ::-1],
    8: UPRIGHT.swapaxes(0, 1)[:, ::-1],
}


def exif(orientation: int) -> Image.Exif:
    tags = Image.Exif()
    tags[ORIENTATION] = orientation
    return tags


@pytest.mark.parametrize("orientation", STORED)
@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP"])
def test_all_eight_orientations_are_turned_upright(
    encode: Callable[..., bytes], kind: str, orientation: int
) -> None:
    stored = Image.fromarray(np.ascontiguousarray(STORED[orientation]))
    lossless = {"lossless": True} if kind == "WEBP" else {}
    data = encode(stored, kind, exif=exif(orientation), **lossless)
    np.testing.assert_array_equal(load_array(data), UPRIGHT)


@pytest.mark.parametrize("orientation", STORED)
def test_a_jpeg_and_its_pil_image_are_turned_alike(
    encode: Callable[..., bytes], orientation: int, tmp_path: Path
) -> None:
    stored = Image.fromarray(np.ascontiguousarray(STORED[orientation]))
    path = tmp_path / "photo.jpg"
    path.write_bytes(encode(stored, "JPEG", exif=exif(orientation)))
    pixels = load_array(path)
    assert pixels.shape == UPRIGHT.shape
    with Image.open(path) as image:
        np.testing.assert_array_equal(load_array(image), pixels)


def test_an_avif_is_turned(encode: Callable[..., bytes]) -> None:
    image = Image.new("RGB", (40, 20))
    assert load_image(encode(image, "AVIF", exif=exif(6))).size == (20, 40)


def test_an_orientation_set_in_memory_counts() -> None:
    image = Image.fromarray(np.ascontiguousarray(STORED[6]))
    image.getexif()[ORIENTATION] = 6
    np.testing.assert_array_equal(load_array(image), UPRIGHT)


def test_a_turned_image_is_not_turned_again(encode: Callable[..., bytes]) -> None:
    data = encode(Image.fromarray(np.ascontiguousarray(STORED[6])), "PNG", exif=exif(6))
    np.testing.assert_array_equal(load_array(load_image(data)), UPRIGHT)


@pytest.mark.parametrize("orientation", [0, 9, 255])
def test_an_invalid_orientation_is_ignored(encode: Callable[..., bytes], orientation: int) -> None:
    data = encode(Image.fromarray(UPRIGHT), "PNG", exif=exif(orientation))
    np.testing.assert_array_equal(load_array(data), UPRIGHT)


def test_broken_exif_does_not_spoil_an_image(encode: Callable[..., bytes]) -> None:
    data = encode(Image.fromarray(UPRIGHT), "PNG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff nothing")
    np.testing.assert_array_equal(load_array(data), UPRIGHT)


def test_xmp_does_not_turn_an_image_since_browsers_do_not_read_it(
    encode: Callable[..., bytes],
) -> None:
    xmp = b'<x:xmpmeta><rdf:Description tiff:Orientation="6"/></x:xmpmeta>'
    data = encode(Image.fromarray(UPRIGHT), "WEBP", lossless=True, xmp=xmp)
    np.testing.assert_array_equal(load_array(data), UPRIGHT)
    np.testing.assert_array_equal(
        load_array(encode(Image.fromarray(UPRIGHT), "JPEG", xmp=xmp)).shape, UPRIGHT.shape
    )
