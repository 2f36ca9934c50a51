"""Makes of an image file what a browser shows: upright, as training sees it, and never a page."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from vizsla.modalities.image.image_formats import format_name
from vizsla.modalities.image.load_image import load_image
from vizsla.modalities.image.thumbnail import shrink
from vizsla.modalities.modality_values import ShownFile

if TYPE_CHECKING:
    from vizsla.modalities.limits import Limits

__all__ = ["shown_image", "small_webp"]

# Every browser shows these, and training sees the same where nothing says how they are turned.
TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WebP": "image/webp", "GIF": "image/gif"}
EXIF = (b"Exif", b"eXIf", b"EXIF", b"exif")  # in each of these formats one of them begins it
QUALITY = 92  # of a JPEG that is made of another file
SMALL_QUALITY = 80  # of a thumbnail


def shown_image(content: bytes, limits: Limits) -> ShownFile:
    """Return an image file itself where browsers show it as it is, or else a JPEG of it.

    Args:
        content: the file's bytes.
        limits: the most pixels to decode.

    Raises:
        InputError: the file can't be decoded.

    """
    kind = TYPES.get(format_name(content))
    if kind is not None and not any(each in content for each in EXIF):
        return ShownFile(content, kind)
    file = io.BytesIO()
    image = load_image(content, limits=limits)
    image.info.clear()
    image.save(file, "JPEG", quality=QUALITY)
    return ShownFile(file.getvalue(), "image/jpeg")


def small_webp(content: bytes, side: int, limits: Limits) -> bytes:
    """Return a small WebP of an image file, upright and without metadata.

    Args:
        content: the file's bytes.
        side: the longer side's length in pixels, at least 1.
        limits: the most pixels to decode.

    Raises:
        InputError: the file can't be decoded.

    """
    file = io.BytesIO()
    shrink(load_image(content, limits=limits), side).save(file, "WEBP", quality=SMALL_QUALITY)
    return file.getvalue()
