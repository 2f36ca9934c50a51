"""Removes an image file's metadata: place, time, author, device, comments.

JPEG, PNG, WebP and GIF files are copied part by part, without the parts that hold metadata, so
that their pixels are not encoded again. Other files become PNG.
"""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING

from PIL import Image

from vizsla.modalities.image.decode import decode
from vizsla.modalities.image.image_formats import detect_format
from vizsla.modalities.image.orientation import UPRIGHT
from vizsla.modalities.image.plain_image_file import plain_image_file
from vizsla.modalities.image.strip.strip_gif import strip_gif
from vizsla.modalities.image.strip.strip_jpeg import strip_jpeg
from vizsla.modalities.image.strip.strip_png import strip_png
from vizsla.modalities.image.strip.strip_webp import strip_webp
from vizsla.modalities.image.strip.unusual_file import UnusualFileError
from vizsla.modalities.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["strip_metadata", "to_png"]

# Each takes a file's bytes and the orientation to keep, and returns the bytes without metadata.
_STRIPPERS: dict[str, Callable[[bytes, int], bytes]] = {
    "JPEG": strip_jpeg,
    "PNG": strip_png,
    "WebP": strip_webp,
    "GIF": strip_gif,
}


def strip_metadata(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Return an image file without metadata; ``data`` itself where the file has none.

    ``load_array`` returns the same pixels before and after. The encoded pixels stay, with EXIF's
    orientation (and nothing else of EXIF) where the image is not upright, the colour profile (ICC)
    and other facts about colours, a PNG's resolution, and the frames and times of an animation.
    The rest of EXIF (place, device, time, thumbnail), XMP, IPTC, comments, and images or videos
    behind the first image are removed.

    TIFF, BMP, AVIF, HEIC and unusually written files become PNG: the first image, upright, 8-bit
    RGB over white, as ``load_array`` returns it.

    Args:
        data: the file's content.
        name: the file's name, for messages.
        limits: the most pixels to decode, where decoding is needed.

    Raises:
        InputError: the file is not an image, or needs decoding and can't be decoded; the error's
            class says why.

    """
    kind = detect_format(data, name)
    stripper = _STRIPPERS.get(kind.name)
    if stripper is not None:
        with contextlib.suppress(UnusualFileError, ValueError):  # it may still be decoded
            stripped = stripper(data, UPRIGHT)
            if stripped is data:
                return data
            orientation = plain_image_file(data, kind.name).orientation
            return stripped if orientation == UPRIGHT else stripper(data, orientation)
    return to_png(data, name, limits)


def to_png(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Return the image that ``load_array`` returns, as a PNG without metadata.

    Raises:
        InputError: the file can't be decoded; the error's class says why.

    """
    image = decode(data, name, limits)
    bare = Image.frombytes("RGB", image.size, image.tobytes())  # without the profile
    file = io.BytesIO()
    bare.save(file, "PNG")
    return file.getvalue()
