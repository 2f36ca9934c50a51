"""The format of an image is detected by its content."""

from __future__ import annotations

import struct
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, features

from vizsla.errors import InputFormatError
from vizsla.modalities.image.image_modality import IMAGE
from vizsla.modalities.image.load_image import load_array, load_image

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

LOSSLESS = {"lossless": True}


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("PNG", {}),
        ("BMP", {}),
        ("WEBP", LOSSLESS),
        ("TIFF", {}),
        ("TIFF", {"compression": "tiff_lzw"}),
        ("TIFF", {"compression": "tiff_adobe_deflate"}),
    ],
)
def test_lossless_formats_keep_every_pixel(
    encode: Callable[..., bytes], noise: NDArray[np.uint8], kind: str, options: dict[str, object]
) -> None:
    data = encode(Image.fromarray(noise), kind, **options)
    np.testing.assert_array_equal(load_array(data), noise)


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"subsampling": 0}])
def test_a_jpeg_is_as_pillow_reads_it(
    encode: Callable[..., bytes],
    noise: NDArray[np.uint8],
    options: dict[str, object],
    tmp_path: Path,
) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(encode(Image.fromarray(noise), "JPEG", **options))
    with Image.open(path) as expected:
        np.testing.assert_array_equal(load_array(path), np.asarray(expected))


def test_of_a_phones_multi_picture_file_the_first_image_counts(
    encode: Callable[..., bytes],
) -> None:
    first, second = Image.new("RGB", (8, 8), "white"), Image.new("RGB", (4, 4))
    data = encode(first, "MPO", save_all=True, append_images=[second])
    np.testing.assert_array_equal(load_array(data), np.full((8, 8, 3), 255))


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "TIFF", "PNG"])
def test_of_many_frames_the_first_counts(encode: Callable[..., bytes], kind: str) -> None:
    frames = [Image.new("RGB", (8, 6), colour) for colour in ("red", "lime", "blue")]
    data = encode(frames[0], kind, save_all=True, append_images=frames[1:])
    pixels = load_array(data)
    assert pixels.shape == (6, 8, 3)
    assert np.abs(pixels.astype(int) - (255, 0, 0)).max() <= 2


def test_the_part_that_a_gifs_first_frame_leaves_uncovered_is_white() -> None:
    screen = b"GIF89a" + struct.pack("<HHBBB", 3, 2, 0x80, 0, 0)
    palette = bytes([0, 0, 0, 255, 0, 0])
    frame = b"," + struct.pack("<HHHHB", 1, 0, 1, 2, 0)
    pixels = bytes([2, 2, 0x4C, 0x0A, 0])  # clear, 1, 1, end: in 3 bits each, 4 where it is due
    image = load_array(screen + palette + frame + pixels + b";")
    assert image[:, 0].min() == image[:, 2].min() == 255
    assert image[:, 1].tolist() == [[255, 0, 0], [255, 0, 0]]


@pytest.mark.skipif(not features.check("avif"), reason="this Pillow was built without AVIF")
def test_an_avif_is_read(encode: Callable[..., bytes]) -> None:
    image = load_image(encode(Image.new("RGB", (30, 20), "red"), "AVIF"))
    assert image.size == (30, 20)


def test_a_heic_is_read_where_its_plug_in_is_installed(encode: Callable[..., bytes]) -> None:
    heif = pytest.importorskip("pillow_heif")
    heif.register_heif_opener()
    image = load_image(encode(Image.new("RGB", (64, 48), "red"), "HEIF"))
    assert (image.mode, image.size) == ("RGB", (64, 48))


def test_the_error_for_a_heic_names_the_missing_plug_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    data = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100)
    with pytest.raises(InputFormatError, match=r"HEIC.*pip install pillow_heif"):
        load_array(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF"])
def test_an_image_is_recognised_by_its_first_64_bytes(
    encode: Callable[..., bytes], noise: NDArray[np.uint8], kind: str
) -> None:
    assert IMAGE.recognises(encode(Image.fromarray(noise), kind)[:64])


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"mif1"])
def test_a_heic_is_recognised_whether_or_not_it_can_be_read_here(brand: bytes) -> None:
    assert IMAGE.recognises(b"\0\0\0\x18ftyp" + brand + bytes(52))


@pytest.mark.parametrize(
    "head",
    [b"", b"B", b"BM", b"BMW is a car", b"BM" + b"x" * 62, b"<svg xmlns=", b"RIFF\0\0\0\0WAVEfmt "],
)
def test_other_files_are_not_recognised(head: bytes) -> None:
    assert not IMAGE.recognises(head)


@pytest.mark.parametrize("kind", ["TGA", "ICO", "PPM", "PCX", "JPEG2000"])
def test_formats_that_are_not_read_are_neither_recognised_nor_guessed(
    encode: Callable[..., bytes], noise: NDArray[np.uint8], kind: str
) -> None:
    data = encode(Image.fromarray(noise), kind)
    assert not IMAGE.recognises(data[:64])
    with pytest.raises(InputFormatError):
        load_array(data)


def test_a_png_named_jpg_is_read_as_what_it_is(
    encode: Callable[..., bytes], noise: NDArray[np.uint8], tmp_path: Path
) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(encode(Image.fromarray(noise), "PNG"))
    np.testing.assert_array_equal(load_array(path), noise)


def test_one_pixel_is_enough(encode: Callable[..., bytes]) -> None:
    for size in ((1, 1), (1, 400), (400, 1)):
        assert load_image(encode(Image.new("RGB", size, "red"), "PNG")).size == size


def test_nothing_is_registered_with_the_users_pillow(
    encode: Callable[..., bytes], noise: NDArray[np.uint8]
) -> None:
    before = Image.MAX_IMAGE_PIXELS, list(Image.ID)
    load_array(encode(Image.fromarray(noise), "BMP"))
    assert (Image.MAX_IMAGE_PIXELS, list(Image.ID)) == before
