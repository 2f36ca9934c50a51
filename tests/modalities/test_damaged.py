"""A file that can't be used raises an error that says why, and never loads as a wrong image."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile

from vizsla.errors import (
    InputDamagedError,
    InputError,
    InputFormatError,
    InputNotFoundError,
    VizslaError,
)
from vizsla.modalities.image.load_image import load_array
from vizsla.modalities.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

SMALL = Limits(max_pixels=10**6)  # a wrong byte may claim any size
KINDS: list[tuple[str, dict[str, Any]]] = [
    ("JPEG", {}),
    ("JPEG", {"progressive": True}),
    ("PNG", {}),
    ("WEBP", {}),
    ("GIF", {}),
    ("BMP", {}),
    ("TIFF", {}),
    ("TIFF", {"compression": "tiff_lzw"}),
    ("AVIF", {}),
]
kinds = pytest.mark.parametrize(
    ("kind", "options"), KINDS, ids=[f"{kind}{''.join(map(str, more))}" for kind, more in KINDS]
)


def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(InputNotFoundError, match=r"gone\.jpg: there is no such file"):
        load_array(tmp_path / "gone.jpg")


def test_the_error_for_a_missing_file_names_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputNotFoundError, match=f"looked in {tmp_path}"):
        load_array("gone.jpg")


@pytest.mark.parametrize("path", ["a\0b.jpg", "x" * 5000, "", "no/such/folder/x.jpg"])
def test_an_impossible_path_is_not_found(path: str) -> None:
    with pytest.raises(InputNotFoundError) as caught:
        load_array(path)
    assert "\0" not in str(caught.value)
    assert len(str(caught.value)) < 500


def test_the_error_for_a_url_given_as_a_path_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputNotFoundError, match="given as a str, not as a Path"):
        load_array(Path("https://example.org/park.jpg"))


def test_the_error_for_a_folder_points_to_over(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"is a folder.*\.over\("):
        load_array(tmp_path)


def test_the_error_for_an_unreadable_file_names_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "park.jpg"
    path.touch(mode=0)
    try:
        path.open("rb").close()
    except PermissionError:
        pass
    else:
        pytest.skip("this user may read everything")
    with pytest.raises(InputError, match="permission denied"):
        load_array(path)


def test_an_empty_file_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "park.jpg").touch()
    for source in (tmp_path / "park.jpg", b""):
        with pytest.raises(InputDamagedError, match="empty"):
            load_array(source)


def test_a_text_file_named_jpg_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "park.jpg"
    path.write_text("Dear reader")
    with pytest.raises(InputFormatError, match=r"park\.jpg is not an image.*Dear reader.*Give"):
        load_array(path)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"<!DOCTYPE html><html>", "web page"),
        (b'<?xml version="1.0"?>\n<svg xmlns=', "SVG"),
        (b"%PDF-1.7", "PDF"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "PostScript"),
        (b"\0\0\0\x20ftypisom\0\0\2\0", "video"),
        (b"version https://git-lfs.github.com/spec/v1", "git lfs pull"),
    ],
)
def test_other_common_formats_are_named_in_the_error(data: bytes, what: str) -> None:
    with pytest.raises(InputFormatError, match=what):
        load_array(data)


@pytest.mark.parametrize("allowed", [False, True], ids=["as usual", "LOAD_TRUNCATED_IMAGES"])
@kinds
def test_a_truncated_image_is_refused_or_complete(
    encode: Callable[..., bytes],
    noise: NDArray[np.uint8],
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    options: dict[str, object],
    allowed: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    data = encode(Image.fromarray(noise), kind, **options)
    whole = load_array(data)
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", allowed)
    for length in [*range(12, len(data), len(data) // 40), len(data) - 1]:
        try:
            pixels = load_array(data[:length])
        except InputDamagedError as error:
            assert f"damaged {kind}".lower() in str(error).lower()  # noqa: PT017
            assert error.__cause__ is not None  # noqa: PT017
        else:
            np.testing.assert_array_equal(pixels, whole)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF"])
def test_half_an_image_is_damaged(
    encode: Callable[..., bytes], noise: NDArray[np.uint8], tmp_path: Path, kind: str
) -> None:
    data = encode(Image.fromarray(noise), kind)
    path = tmp_path / "half.jpg"
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(InputDamagedError, match=r"half\.jpg"):
        load_array(path)
    with pytest.raises(InputDamagedError):
        load_array(data[: len(data) // 2])


def test_a_flipped_bit_in_a_png_is_found(
    encode: Callable[..., bytes], noise: NDArray[np.uint8]
) -> None:
    data = bytearray(encode(Image.fromarray(noise), "PNG", compress_level=0))
    data[len(data) // 2] ^= 1
    with pytest.raises(InputDamagedError, match="checksum"):
        load_array(data)


def test_a_pil_image_whose_file_is_damaged_is_refused(
    encode: Callable[..., bytes], noise: NDArray[np.uint8], tmp_path: Path
) -> None:
    data = encode(Image.fromarray(noise), "JPEG")
    path = tmp_path / "half.jpg"
    path.write_bytes(data[: len(data) // 2])
    with Image.open(path) as image, pytest.raises(InputDamagedError, match=r"half\.jpg"):
        load_array(image)


def test_a_closed_pil_image_is_refused(encode: Callable[..., bytes], tmp_path: Path) -> None:
    path = tmp_path / "park.png"
    path.write_bytes(encode(Image.new("RGB", (3, 2)), "PNG"))
    image = Image.open(path)
    image.close()
    with pytest.raises(InputDamagedError, match="can't be loaded"):
        load_array(image)


@settings(deadline=None)
@given(
    data=st.binary(max_size=200),
    kind=st.sampled_from(
        [
            b"",
            b"\xff\xd8\xff\xe0",
            b"\x89PNG\r\n\x1a\n",
            b"GIF89a",
            b"BM",
            b"II*\0\x08\0\0\0",
            b"RIFF\x40\0\0\0WEBPVP8 ",
            b"\0\0\0\x18ftypavif\0\0\0\0",
        ]
    ),
)
def test_random_bytes_never_raise_anything_but_a_vizsla_error(data: bytes, kind: bytes) -> None:
    try:
        pixels = load_array(kind + data, limits=SMALL)
    except VizslaError:
        return
    assert pixels.dtype == np.uint8


@given(at=st.floats(0, 1, exclude_max=True), value=st.integers(0, 255))
@settings(max_examples=50, deadline=None)
@kinds
def test_a_wrong_byte_never_raises_anything_but_a_vizsla_error(
    encode: Callable[..., bytes], kind: str, options: dict[str, object], at: float, value: int
) -> None:
    data = bytearray(encode(Image.new("RGB", (6, 5), "red"), kind, **options))
    data[int(at * len(data))] = value
    try:
        pixels = load_array(data, limits=SMALL)
    except VizslaError:
        return
    assert pixels.shape[2] == 3
