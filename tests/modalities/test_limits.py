"""An input that is too large is refused before decoding."""

from __future__ import annotations

import dataclasses
import io
import struct
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from vizsla.errors import InputDamagedError, InputTooLargeError
from vizsla.modalities.image.load_image import load_array, load_image
from vizsla.modalities.image.resize import crop_and_resize
from vizsla.modalities.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

FEW = Limits(max_pixels=1999)  # noise has 2000
TOO_MANY = "50 x 40 = 2,000 pixels; the limit is 1,999"


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "GIF", "BMP", "TIFF", "AVIF"])
def test_too_many_pixels_are_refused_before_they_are_decoded(
    encode: Callable[..., bytes], noise: NDArray[np.uint8], kind: str, tmp_path: Path
) -> None:
    data = encode(Image.fromarray(noise), kind)
    if kind in {"JPEG", "GIF", "BMP"}:  # the header alone is enough to know
        data = data[: len(data) // 2]
    path = tmp_path / "large.jpg"
    path.write_bytes(data)
    with pytest.raises(InputTooLargeError, match=rf"large\.jpg has {TOO_MANY}"):
        load_array(path, limits=FEW)


def test_as_many_pixels_as_the_limit_are_allowed(noise: NDArray[np.uint8]) -> None:
    assert load_array(noise, limits=Limits(max_pixels=2000)) is noise


def test_arrays_and_images_have_the_same_limit(noise: NDArray[np.uint8]) -> None:
    for source in (noise, Image.fromarray(noise)):
        with pytest.raises(InputTooLargeError, match=TOO_MANY):
            load_array(source, limits=FEW)


@pytest.mark.parametrize("side", [14_000, 100_000, 2**31 - 1])
def test_a_small_file_that_claims_to_be_huge_is_refused(
    make_png: Callable[..., bytes], side: int
) -> None:
    with pytest.raises(InputTooLargeError, match=r"limit is 178,956,970"):
        load_array(make_png(side, side, 8, 2, b""))


def test_a_huge_webp_is_refused(encode: Callable[..., bytes]) -> None:
    exif = Image.Exif()
    exif[0x0112] = 1
    data = bytearray(encode(Image.new("RGBA", (4, 4)), "WEBP", lossless=True, exif=exif))
    assert data[12:16] == b"VP8X"
    data[24:30] = struct.pack("<I", 16_383)[:3] * 2  # the canvas, less one
    # Pillow checks it before its decoder does from version 12 on.
    with pytest.raises((InputTooLargeError, InputDamagedError)):
        load_array(data)


def test_100_megapixels_are_read(make_png: Callable[..., bytes]) -> None:
    row = b"\0" + b"\xff" * 1250
    image = load_image(make_png(10_000, 10_000, 1, 0, row * 10_000))
    assert image.size == (10_000, 10_000)
    assert crop_and_resize(image).min() == 255


def test_too_many_bytes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.jpg"
    path.write_bytes(b"\xff\xd8\xff" + bytes(98))
    limits = Limits(max_bytes=100)
    with path.open("rb") as file:
        for source in (path, path.read_bytes(), file, io.BytesIO(path.read_bytes())):
            with pytest.raises(InputTooLargeError, match=r"the limit is 100|more than 100 bytes"):
                load_array(source, limits=limits)


def test_an_endless_file_is_refused() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:
            return len(buffer)

    with pytest.raises(InputTooLargeError):
        load_array(Endless(), limits=Limits(max_bytes=5 * 2**20))


def test_limits_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Limits().max_pixels = 1
