"""Every kind of source is loaded as the same pixels."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from vizsla.modalities.image.load_image import ImageSource, load_array, load_image, load_pixels
from vizsla.modalities.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from conftest import Server


@pytest.fixture
def path(tmp_path: Path, noise: NDArray[np.uint8]) -> Path:
    Image.fromarray(noise).save(tmp_path / "park.png")
    return tmp_path / "park.png"


@pytest.mark.parametrize(
    "give",
    [
        str,
        Path,
        Path.read_bytes,
        lambda path: bytearray(path.read_bytes()),
        lambda path: memoryview(path.read_bytes()),
        lambda path: io.BytesIO(path.read_bytes()),
        lambda path: Image.open(io.BytesIO(path.read_bytes())),
        lambda path: np.asarray(Image.open(io.BytesIO(path.read_bytes()))),
    ],
    ids=["str", "Path", "bytes", "bytearray", "memoryview", "file", "PIL", "ndarray"],
)
def test_every_kind_of_source_gives_the_same_pixels(
    path: Path, noise: NDArray[np.uint8], give: Callable[[Path], ImageSource]
) -> None:
    pixels = load_array(give(path))
    assert pixels.dtype == np.uint8
    assert pixels.flags.c_contiguous
    np.testing.assert_array_equal(pixels, noise)


def test_a_path_like_of_bytes_is_a_path(path: Path, noise: NDArray[np.uint8]) -> None:
    class Entry:
        def __fspath__(self) -> bytes:
            return os.fsencode(path)

    np.testing.assert_array_equal(load_array(Entry()), noise)


def test_an_open_file_is_read_from_its_start_and_left_open(
    path: Path, noise: NDArray[np.uint8]
) -> None:
    with path.open("rb") as file:
        file.seek(100)
        np.testing.assert_array_equal(load_array(file), noise)
        np.testing.assert_array_equal(load_array(file), noise)


def test_a_pipe_is_read_to_its_end(path: Path, noise: NDArray[np.uint8]) -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as file:
        with os.fdopen(writing, "wb") as other:
            other.write(path.read_bytes())
        np.testing.assert_array_equal(load_array(file), noise)


def test_a_url_is_downloaded(server: Server, path: Path, noise: NDArray[np.uint8]) -> None:
    url = server.answer("/park.png", path.read_bytes())
    pixels = load_array(url, limits=Limits(allow_private_urls=True))
    np.testing.assert_array_equal(pixels, noise)


def test_the_content_decides_the_format_and_not_the_name(
    tmp_path: Path, encode: Callable[..., bytes], noise: NDArray[np.uint8]
) -> None:
    (tmp_path / "photo.png").write_bytes(encode(Image.fromarray(noise), "JPEG"))
    assert load_array(tmp_path / "photo.png").shape == noise.shape


def test_an_array_is_not_copied(noise: NDArray[np.uint8]) -> None:
    assert load_array(noise) is noise
    assert load_pixels(noise) is noise


def test_an_array_with_strides_becomes_contiguous(noise: NDArray[np.uint8]) -> None:
    pixels = load_array(noise[::2, ::-1])
    assert pixels.flags.c_contiguous
    np.testing.assert_array_equal(pixels, noise[::2, ::-1])


def test_load_image_returns_an_rgb_image_for_any_source(
    path: Path, noise: NDArray[np.uint8]
) -> None:
    for source in (path, noise):
        image = load_image(source)
        assert image.mode == "RGB"
        np.testing.assert_array_equal(np.asarray(image), noise)


def test_loading_a_pil_image_does_not_change_it(noise: NDArray[np.uint8]) -> None:
    image = Image.fromarray(noise).convert("RGBA")
    image.info["kept"] = True
    load_array(image)
    assert image.mode == "RGBA"
    assert image.info == {"kept": True}
