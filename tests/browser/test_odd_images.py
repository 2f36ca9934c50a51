"""Odd files have the same pixels in Python, in Node and in Chromium, or the same error."""

from __future__ import annotations

import random
import struct
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from browser.decoders import NodeDecoder, PageDecoder, in_python
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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from browser.website import Site

pytestmark = pytest.mark.usefixtures("dist")
PICTURE = picture()
JPEGS: list[dict[str, object]] = [
    {},
    {"progressive": True},
    {"subsampling": 0, "quality": 100},
    {"restart_marker_blocks": 3},
]


@pytest.fixture(scope="module")
def in_node(node: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NodeDecoder]:
    decoder = NodeDecoder(node, tmp_path_factory.mktemp("node"))
    yield decoder
    decoder.close()


@pytest.fixture(scope="module")
def in_page(
    chromium: Browser, desk_site: Site, node: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PageDecoder]:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{desk_site.url}/")
    yield PageDecoder(page, node, tmp_path_factory.mktemp("page"))
    context.close()


@pytest.fixture
def check(in_node: NodeDecoder, in_page: PageDecoder) -> Callable[[bytes], None]:
    """Compare a file's pixels; browsers read no TIFF."""

    def check(data: bytes) -> None:
        expected = in_python(data)
        assert in_node(data) == expected
        if data[:2] not in {b"II", b"MM"}:
            assert in_page(data) == expected

    return check


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("place", PLACES)
def test_exif_turns_an_image_alike(place: str, kind: str, check: Callable[[bytes], None]) -> None:
    for orientation in range(1, 9):
        check(PLACES[place](PICTURE, exif_of(orientation, kind, "<>"[orientation % 2])))


@pytest.mark.parametrize("orientation", [4, 5, 6])
def test_a_large_photograph_is_turned_alike(
    orientation: int, check: Callable[[bytes], None]
) -> None:
    # From four million pixels on, the browser draws an image strip by strip.
    check(PLACES["a JPEG"](picture(2300, 1800), exif_of(orientation)))


@pytest.mark.parametrize("where", NOT_READ)
def test_an_orientation_elsewhere_is_ignored_alike(
    where: str, check: Callable[[bytes], None]
) -> None:
    check(NOT_READ[where](PICTURE))


@pytest.mark.parametrize("kind", DAMAGED_CHUNKS)
def test_damaged_chunks_are_left_out_alike(kind: str, check: Callable[[bytes], None]) -> None:
    check(png_with(PICTURE, DAMAGED_CHUNKS[kind], DAMAGED_CHUNKS[kind]))


@pytest.mark.parametrize("alpha", MISPLACED_ALPHA)
def test_misplaced_transparency_is_left_out_alike(
    alpha: str, check: Callable[[bytes], None]
) -> None:
    check(MISPLACED_ALPHA[alpha](PICTURE))


@pytest.mark.parametrize("depth", [1, 2, 4])
def test_greys_of_few_bits_are_read_alike(depth: int, check: Callable[[bytes], None]) -> None:
    check(few_bits(np.arange(64 * 16).reshape(16, 64) % 2**depth, depth))


@pytest.mark.parametrize("interlaced", [False, True], ids=["plain", "interlaced"])
def test_missing_rows_are_refused_alike(
    check: Callable[[bytes], None], *, interlaced: bool
) -> None:
    for missing in (0, 1, 2, 5):
        check(rows_of("RGB", interlaced=interlaced, missing_rows=missing))


def test_four_inks_are_mixed_alike(check: Callable[[bytes], None]) -> None:
    inks = np.random.default_rng(0).integers(0, 256, (64, 64, 4), np.uint8)
    for kind in ("JPEG", "TIFF"):
        check(encoded(Image.fromarray(inks, "CMYK"), kind))


@pytest.mark.parametrize("kind", [np.float32, np.int32])
def test_numbers_without_black_and_white_are_refused_alike(
    kind: type[np.number[Any]], check: Callable[[bytes], None]
) -> None:
    check(encoded(Image.fromarray(np.arange(64, dtype=kind).reshape(8, 8)), "TIFF"))


@pytest.mark.parametrize("kind", [b"tRNS", b"PLTE", b"ABCD"])
def test_a_damaged_chunk_that_the_pixels_may_need_is_refused_alike(
    kind: bytes, check: Callable[[bytes], None]
) -> None:
    check(png_with(PICTURE, chunk(kind, bytes(6), b"none")))


def test_a_chunk_that_nobody_knows_is_refused_alike(check: Callable[[bytes], None]) -> None:
    check(png_with(PICTURE, chunk(b"ABCD", b"")))


def test_of_an_animated_png_all_show_the_default_image(check: Callable[[bytes], None]) -> None:
    check(apng(PICTURE, Image.new("RGB", PICTURE.size, "red")))


@pytest.mark.parametrize("options", JPEGS, ids=str)
def test_a_jpeg_that_was_cut_off_is_read_or_refused_alike(
    options: dict[str, object], check: Callable[[bytes], None]
) -> None:
    data = encoded(PICTURE, "JPEG", **options)
    pick = random.Random(1)  # noqa: S311 - no secret
    for missing in (1, 2, 3, 4, 9, 99, *pick.sample(range(100, len(data) - 20), 8)):
        check(data[:-missing])


@pytest.mark.parametrize("options", JPEGS[:2], ids=str)
def test_a_jpeg_with_wrong_bits_is_read_or_refused_alike(
    options: dict[str, object], check: Callable[[bytes], None]
) -> None:
    data = encoded(PICTURE, "JPEG", **options)
    pick = random.Random(2)  # noqa: S311 - no secret
    for _ in range(30):
        damaged = bytearray(data)
        damaged[pick.randrange(data.index(b"\xff\xda"), len(data) - 2)] ^= 1 << pick.randrange(8)
        check(bytes(damaged))


@pytest.mark.parametrize(("colour", "channels"), [(0, 1), (2, 3), (4, 2), (6, 4)])
@pytest.mark.parametrize("most", [255, 4095, 65535])
def test_16_bits_are_read_alike(
    colour: int, channels: int, most: int, check: Callable[[bytes], None]
) -> None:
    values = np.random.default_rng(1).integers(0, most + 1, (30, 40 * channels)).astype(">u2")
    rows = b"".join(b"\0" + row.tobytes() for row in values)
    head = struct.pack(">IIBBBBB", 40, 30, 16, colour, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    check(b"\x89PNG\r\n\x1a\n" + parts)
    if colour == 0:
        check(encoded(Image.fromarray(values.astype(np.uint16)), "TIFF"))


@pytest.mark.parametrize("media_type", ["image/jpeg", "text/plain", "application/octet-stream"])
@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "BMP"])
def test_the_content_decides_the_format_and_not_the_name(
    kind: str, media_type: str, in_page: PageDecoder
) -> None:
    data = encoded(PICTURE, kind)
    assert in_page(data, media_type) == in_python(data)


@pytest.mark.parametrize("case", ["picture-orientation-differs", "png-ancillary-damage"])
def test_reported_files_are_read_alike(
    case: str, data: Path, check: Callable[[bytes], None]
) -> None:
    files = [each for each in (data / "cases" / case).iterdir() if each.suffix]
    assert files
    for each in files:
        content = each.read_bytes()
        assert len(in_python(content)) == 3  # the pixels, and no error
        check(content)
