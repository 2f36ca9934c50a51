"""Metadata can neither spoil an image nor turn it otherwise than by EXIF, wherever that stands."""

from __future__ import annotations

import contextlib
import io
import logging
import random
import tracemalloc
import warnings
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from modalities.odd_files import (
    DAMAGED_CHUNKS,
    MISPLACED_ALPHA,
    NOT_READ,
    PLACES,
    TYPES,
    apng,
    chunk,
    encoded,
    exif_of,
    few_bits,
    picture,
    png_with,
    rows_of,
)
from vizsla.errors import InputDamagedError
from vizsla.modalities.image.image_modality import IMAGE
from vizsla.modalities.image.load_image import load_array
from vizsla.modalities.image.orientation import exif_orientation, turn_upright
from vizsla.modalities.image.plain_image_file import plain_image_file
from vizsla.modalities.image.strip import strip_metadata

if TYPE_CHECKING:
    from collections.abc import Callable

PICTURE = picture()


@pytest.mark.parametrize("order", ["<", ">"], ids=["little-endian", "big-endian"])
@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("place", PLACES)
def test_exif_turns_an_image_wherever_it_stands_and_of_whatever_type(
    place: str, kind: str, order: str
) -> None:
    upright = load_array(PLACES[place](PICTURE, exif_of(1, kind, order)))
    for orientation in range(2, 9):
        data = PLACES[place](PICTURE, exif_of(orientation, kind, order))
        expected = np.asarray(turn_upright(Image.fromarray(upright), orientation))
        np.testing.assert_array_equal(load_array(data), expected)
        np.testing.assert_array_equal(load_array(strip_metadata(data, "it")), expected)


@pytest.mark.parametrize("where", NOT_READ)
def test_an_orientation_elsewhere_does_not_count(where: str) -> None:
    assert load_array(NOT_READ[where](PICTURE)).shape[:2] == (PICTURE.height, PICTURE.width)


def test_the_container_turns_an_avif_and_exif_does_not() -> None:
    # Pillow makes the container's turn of the tag 0x112; of 0x113 it knows nothing.
    tags = Image.Exif()
    tags[0x113] = 6
    data = encoded(PICTURE, "AVIF", exif=tags)
    turned = data.replace(b"\x13\x01\x03\x00", b"\x12\x01\x03\x00")
    turned = turned.replace(b"\x01\x13\x00\x03", b"\x01\x12\x00\x03")
    assert turned != data
    np.testing.assert_array_equal(load_array(turned), load_array(data))


def test_an_avif_with_broken_exif_is_read() -> None:
    tags = Image.Exif()
    tags[0x112] = 6
    tags[0x10F] = "a camera"
    data = encoded(PICTURE, "AVIF", exif=tags)
    at = data.index(b"a camera") - 60
    broken = data[:at] + data[at:].replace(b"II*\0", b"what", 1).replace(b"MM\0*", b"what", 1)
    assert broken != data
    np.testing.assert_array_equal(load_array(broken), load_array(data))
    assert IMAGE.measure(load_array(broken), broken).facts["format"] == "AVIF"


def test_thousands_of_empty_segments_take_no_memory_of_their_own() -> None:
    data = b"\xff\xd8" + b"\xff\xe0\0\2" * 50_000 + b"\xff\xd9"
    tracemalloc.start()
    plain_image_file(data, "JPEG")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 3 * len(data) + 10_000


def test_threads_that_decode_at_once_leave_the_filters_of_warnings_as_they_were() -> None:
    before = list(warnings.filters)

    def attempt(data: bytes) -> None:
        with contextlib.suppress(InputDamagedError):
            load_array(data)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(attempt, [_tiff_with_wrong_tags(), _tiff_with_wrong_pixels()] * 20))
    assert list(warnings.filters) == before


@given(st.binary(max_size=80), st.sampled_from([b"", b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08"]))
def test_any_bytes_have_an_orientation(data: bytes, head: bytes) -> None:
    assert exif_orientation(head + data) in range(1, 9)


@pytest.mark.parametrize("kind", DAMAGED_CHUNKS)
def test_a_damaged_or_huge_chunk_that_no_pixel_needs_does_no_harm(kind: str) -> None:
    for data in (
        png_with(PICTURE, DAMAGED_CHUNKS[kind]),
        png_with(PICTURE, behind=DAMAGED_CHUNKS[kind]),
    ):
        np.testing.assert_array_equal(load_array(data), np.asarray(PICTURE))
        np.testing.assert_array_equal(
            load_array(strip_metadata(data, "it.png")), np.asarray(PICTURE)
        )


@pytest.mark.parametrize("kind", [b"tRNS", b"PLTE", b"ABCD"])
def test_a_damaged_chunk_that_the_pixels_may_need_is_an_error(kind: bytes) -> None:
    with pytest.raises(InputDamagedError, match=f"checksum of its chunk {kind.decode()}"):
        load_array(png_with(PICTURE, chunk(kind, bytes(6), b"none")))


def test_a_chunk_that_nobody_knows_and_must_not_be_ignored_is_an_error() -> None:
    with pytest.raises(InputDamagedError, match="its chunk ABCD is of no known kind"):
        load_array(png_with(PICTURE, chunk(b"ABCD", b"")))


@pytest.mark.parametrize("alpha", MISPLACED_ALPHA)
def test_transparency_that_fits_no_image_is_left_out(alpha: str) -> None:
    np.testing.assert_array_equal(load_array(MISPLACED_ALPHA[alpha](PICTURE)), np.asarray(PICTURE))


@pytest.mark.parametrize("depth", [1, 2, 4])
def test_the_transparent_grey_of_few_bits_is_laid_over_white(depth: int) -> None:
    most = 2**depth - 1
    values = np.arange(64 * 16).reshape(16, 64) % (most + 1)
    grey = values * (255 // most)
    expected = np.where(values == 1, 255, grey)
    np.testing.assert_array_equal(load_array(few_bits(values, depth))[..., 0], expected)


@pytest.mark.parametrize("kind", ["L", "RGB", "P", "RGBA", "I;16", "1"])
@pytest.mark.parametrize("interlaced", [False, True], ids=["plain", "interlaced"])
def test_a_png_of_too_few_rows_is_damaged(kind: str, *, interlaced: bool) -> None:
    assert load_array(rows_of(kind, interlaced=interlaced)).max() == 0
    for rows, more in ((1, 0), (2, 0), (5, 0), (0, 1), (3, 1)):
        with pytest.raises(InputDamagedError):
            load_array(rows_of(kind, interlaced=interlaced, missing_rows=rows, missing_bytes=more))


def test_of_an_animated_png_the_default_image_counts() -> None:
    frame = Image.new("RGB", PICTURE.size, "red")
    np.testing.assert_array_equal(load_array(apng(PICTURE, frame)), np.asarray(PICTURE))


JPEGS = pytest.mark.parametrize(
    "options",
    [{}, {"progressive": True}, {"subsampling": 0}, {"restart_marker_blocks": 3}],
    ids=str,
)


@JPEGS
def test_a_jpeg_needs_no_end_mark(options: dict[str, object]) -> None:
    data = encoded(PICTURE, "JPEG", **options)
    for cut in (data[:-2], data[:-1]):
        np.testing.assert_array_equal(load_array(cut), load_array(data))


@JPEGS
def test_a_jpeg_of_which_more_is_missing_is_damaged(options: dict[str, object]) -> None:
    data = encoded(PICTURE, "JPEG", **options)
    pick = random.Random(1)  # noqa: S311 - no secret
    some = pick.sample(range(20, len(data) - 3), 40)
    for length in (len(data) - 3, len(data) - 4, *some):
        with pytest.raises(InputDamagedError, match="ends too early"):
            load_array(data[:length])


def test_a_jpeg_is_damaged_where_whole_scans_are_missing() -> None:
    data = encoded(PICTURE, "JPEG", progressive=True)
    scans = [at for at in range(len(data)) if data[at : at + 2] == b"\xff\xda"]
    assert len(scans) > 2
    for scan in scans[1:]:
        tables = data.rindex(b"\xff\xc4", 0, scan)
        with pytest.raises(InputDamagedError, match="ends too early"):
            load_array(data[:tables])


def test_what_stands_between_a_jpegs_segments_is_skipped() -> None:
    data = encoded(PICTURE, "JPEG")
    at = data.index(b"\xff\xdb")
    odd = data[:at] + b"\0\0rubbish\xff\0" + data[at:]
    np.testing.assert_array_equal(load_array(odd), load_array(data))


def _tiff_with_wrong_tags() -> bytes:
    file = io.BytesIO()
    PICTURE.save(file, "TIFF", compression="tiff_lzw", description="x" * 50)
    data = bytearray(file.getvalue())
    at = data.index(b"\x0e\x01\x02\x00")  # ImageDescription
    data[at + 4 : at + 12] = b"\xff\xff\xff\x7f\xff\xff\xff\x7f"
    return bytes(data)


def _tiff_with_wrong_pixels() -> bytes:
    data = bytearray(encoded(PICTURE, "TIFF", compression="tiff_lzw"))
    data[20:400] = b"\xff" * 380
    return bytes(data)


@pytest.mark.parametrize("make", [_tiff_with_wrong_tags, _tiff_with_wrong_pixels])
def test_decoding_writes_nothing_to_standard_error(
    make: Callable[[], bytes], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("PIL"), "propagate", False)
    before = list(warnings.filters)
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        with contextlib.suppress(InputDamagedError):
            load_array(make())
    assert not heard
    assert capfd.readouterr() == ("", "")
    assert list(warnings.filters) == before
