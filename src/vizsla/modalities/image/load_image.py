"""The one door for pictures: a path, URL, bytes, file, PIL image or array to checked RGB pixels."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from PIL import Image

from vizsla.errors import InputDamagedError, InputError, InputFormatError, InputTypeError
from vizsla.modalities.image.array import check_array, refuse_tensor
from vizsla.modalities.image.decode import decode, finish
from vizsla.modalities.image.describe_source import describe_source
from vizsla.modalities.image.resize import Pixels
from vizsla.modalities.limits import DEFAULT_LIMITS, Limits, check_pixel_count
from vizsla.modalities.sources.read_bytes import read_buffer, read_file, read_path
from vizsla.modalities.sources.source_names import is_url

if TYPE_CHECKING:
    from typing import BinaryIO

    from numpy.typing import NDArray

__all__ = [
    "DEFAULT_LIMITS",
    "ImageSource",
    "Limits",
    "Pixels",
    "describe_source",
    "load_array",
    "load_image",
    "load_pixels",
]

ImageSource: TypeAlias = (
    "str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO | Image.Image"
    " | NDArray[np.uint8]"
)


def load_array(source: ImageSource, *, limits: Limits = DEFAULT_LIMITS) -> NDArray[np.uint8]:
    """Return ``source`` as an array (height, width, 3) uint8, RGB, C-contiguous.

    The first frame counts; EXIF orientation is applied; alpha lies over white; colour profiles
    are ignored. An array comes back as itself, so don't write to the result.

    Args:
        source: a path, an http(s) URL (a str), a file's bytes, a binary file object, a PIL image,
            or an ndarray (height, width, 3) of uint8, RGB.
        limits: what it may cost.

    Raises:
        InputError: ``source`` can't be used; the error's class says why.

    """
    pixels = load_pixels(source, limits=limits)
    return pixels if isinstance(pixels, np.ndarray) else np.asarray(pixels)


def load_image(source: ImageSource, *, limits: Limits = DEFAULT_LIMITS) -> Image.Image:
    """Return ``source`` as a loaded PIL image in mode RGB; as ``load_array`` otherwise."""
    pixels = load_pixels(source, limits=limits)
    return Image.fromarray(pixels) if isinstance(pixels, np.ndarray) else pixels


def load_pixels(source: ImageSource, *, limits: Limits = DEFAULT_LIMITS) -> Pixels:
    """Return ``source`` in the form that costs least: an array stays one, all else is a PIL image.

    ``resize`` takes either. As ``load_array`` otherwise.
    """
    if isinstance(source, np.ndarray):
        return check_array(source, describe_source(source), limits)
    name = describe_source(source)
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
        f"{name} is not a picture. Give a path, an http(s) URL, bytes, a file object, a PIL image, "
        "or an ndarray (height, width, 3) of uint8."
    )


def _from_pil(picture: Image.Image, name: str, limits: Limits) -> Image.Image:
    check_pixel_count(picture.size, name, limits)
    try:
        return finish(picture, name)
    except InputError:
        raise
    except Exception as error:  # it may still be on disk, and there damaged, closed or gone
        raise InputDamagedError(
            f"{name} can't be loaded: {error or type(error).__name__}. Open it again, or give its "
            "path instead."
        ) from error


def _from_url(url: str, name: str, limits: Limits) -> Image.Image:
    # Only here: sockets and TLS cost 20 ms to import, and most pictures are files.
    from vizsla.modalities.sources.fetch import fetch  # noqa: PLC0415

    data, content_type = fetch(url, limits)
    try:
        return decode(data, name, limits)
    except InputFormatError as error:
        if content_type.partition(";")[0].strip().lower() != "text/html":
            raise
        raise InputFormatError(
            f"{name} answers with a web page (text/html), not with a picture. "
            "Give the address of the picture itself."
        ) from error
