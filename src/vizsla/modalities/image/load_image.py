"""Loads an image from a path, URL, bytes, file, PIL image or array, as checked RGB pixels."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from PIL import Image

from vizsla.errors import InputDamagedError, InputError, InputFormatError, InputTypeError
from vizsla.modalities.image.check_array import check_array, refuse_tensor
from vizsla.modalities.image.colour import to_rgb
from vizsla.modalities.image.decode import decode
from vizsla.modalities.image.describe_image_source import describe_image_source
from vizsla.modalities.image.orientation import orientation_of, turn_upright
from vizsla.modalities.limits import DEFAULT_LIMITS, Limits, check_pixel_count
from vizsla.modalities.sources.read_bytes import read_buffer, read_file, read_path
from vizsla.modalities.sources.source_names import is_url

if TYPE_CHECKING:
    from typing import BinaryIO

    from numpy.typing import NDArray

    from vizsla.modalities.image.resize import Pixels

__all__ = ["ImageSource", "load_array", "load_image", "load_pixels"]

ImageSource: TypeAlias = (
    "str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO | Image.Image"
    " | NDArray[np.uint8]"
)


def load_array(source: ImageSource, *, limits: Limits = DEFAULT_LIMITS) -> NDArray[np.uint8]:
    """Return an image as an array (height, width, 3) uint8, RGB, C-contiguous.

    Of an animation the first frame is taken. EXIF's orientation is applied, alpha is laid over
    white, and colour profiles are ignored. An array is returned as it is: don't write to the
    result.

    Args:
        source: a path, an http(s) URL (a str), a file's bytes, a binary file object, a PIL image,
            or an ndarray (height, width, 3) of uint8, RGB.
        limits: the bytes, pixels and seconds that reading may cost.

    Raises:
        InputError: the source can't be used; the error's class says why.

    """
    pixels = load_pixels(source, limits=limits)
    return pixels if isinstance(pixels, np.ndarray) else np.asarray(pixels)


def load_image(source: ImageSource, *, limits: Limits = DEFAULT_LIMITS) -> Image.Image:
    """Return an image as a loaded PIL image in mode RGB; otherwise as ``load_array``."""
    pixels = load_pixels(source, limits=limits)
    return Image.fromarray(pixels) if isinstance(pixels, np.ndarray) else pixels


def load_pixels(source: ImageSource, *, limits: Limits = DEFAULT_LIMITS) -> Pixels:
    """Return an image in the form that costs least: an array as it is, all else as a PIL image.

    ``resize`` takes either; otherwise as ``load_array``.
    """
    if isinstance(source, np.ndarray):
        return check_array(source, limits)
    name = describe_image_source(source)
    if isinstance(source, Image.Image):
        return _from_pil(source, name, limits)
    if isinstance(source, str) and is_url(source):
        return _from_url(source, name, limits)
    return decode(_read(source, name, limits), name, limits)


def _read(source: Any, name: str, limits: Limits) -> bytes:  # noqa: ANN401 - the type is checked here
    if isinstance(source, str | os.PathLike):
        return read_path(source, limits)
    if isinstance(source, bytes | bytearray | memoryview):
        return read_buffer(source, limits)
    if callable(getattr(source, "read", None)) and not isinstance(source, type):
        return read_file(source, limits)
    refuse_tensor(source, name)
    raise InputTypeError(
        f"{name} is not an image. Give a path, an http(s) URL, bytes, a file object, a PIL image, "
        "or an ndarray (height, width, 3) of uint8."
    )


def _from_pil(image: Image.Image, name: str, limits: Limits) -> Image.Image:
    check_pixel_count(image.size, name, limits)
    try:
        image.load()
        return turn_upright(to_rgb(image, name), orientation_of(image))
    except InputError:
        raise
    except Exception as error:  # its file may be damaged, closed or gone
        raise InputDamagedError(
            f"{name} can't be loaded: {error or type(error).__name__}. Open it again, or give its "
            "path instead."
        ) from error


def _from_url(url: str, name: str, limits: Limits) -> Image.Image:
    # Imported here: sockets and TLS take 20 ms to import, and most images are files.
    from vizsla.modalities.sources.fetch import fetch  # noqa: PLC0415

    data, content_type = fetch(url, limits, accept="image/*")
    try:
        return decode(data, name, limits)
    except InputFormatError as error:
        if content_type.partition(";")[0].strip().lower() != "text/html":
            raise
        raise InputFormatError(
            f"{name} answers with a web page (text/html), not with an image. "
            "Give the address of the image itself."
        ) from error
