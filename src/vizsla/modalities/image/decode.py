"""Decodes a file's bytes into an upright RGB image."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image

from vizsla.errors import InputDamagedError, InputError, InputTooLargeError
from vizsla.modalities.image.colour import to_rgb
from vizsla.modalities.image.gif_frames import whiten_uncovered
from vizsla.modalities.image.image_formats import detect_format, open_as
from vizsla.modalities.image.orientation import orientation_of, turn_upright
from vizsla.modalities.image.png_chunks import check_chunks
from vizsla.modalities.limits import check_pixel_count
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    from vizsla.modalities.limits import Limits

__all__ = ["decode", "to_upright_rgb"]


class _Stream(io.BytesIO):
    """Bytes that, once ``whole`` is set, raise an error where a reader goes beyond their end.

    A truncated image is then found even where the user allows Pillow to load truncated images.
    """

    whole = False

    def read(self, size: int | None = -1, /) -> bytes:
        part = super().read(size)
        if self.whole and not part and size != 0:
            raise EOFError("it ends too early")
        return part


def decode(data: bytes, name: str, limits: Limits) -> Image.Image:
    """Return the first image in a file, RGB and upright.

    Args:
        data: the file's content, in one of the formats of ``image_formats``.
        name: the file's name, for messages.
        limits: the most pixels; their number is checked before decoding.

    Raises:
        InputFormatError: the file is not an image, or one that can't be made RGB.
        InputDamagedError: the file is empty, truncated or corrupt.
        InputTooLargeError: the image has more pixels than the limit.

    """
    if not data:
        raise InputDamagedError(f"{name} is empty (0 bytes). Save or download it again.")
    kind = detect_format(data, name)
    try:
        if kind.name == "PNG":
            check_chunks(data)
        stream = _Stream(data)
        image = open_as(kind, stream, name)
        check_pixel_count(image.size, name, limits)
        stream.whole = True
        rgb = to_upright_rgb(image, name)
    except InputError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise InputTooLargeError(
            f"{name} is too large: {_reason(error)}. Give a smaller one."
        ) from error
    except Exception as error:  # a parser may raise any error on hostile bytes
        raise InputDamagedError(
            f"{name} is a damaged {kind.name}: {_reason(error)}. Save or download it again."
        ) from error
    if kind.name == "GIF":
        return whiten_uncovered(rgb, getattr(image, "dispose_extent", None))
    return rgb


def to_upright_rgb(image: Image.Image, name: str) -> Image.Image:
    """Return an image loaded, RGB and upright: the image itself where nothing has to change.

    Raises:
        InputFormatError: the image's mode can't be made RGB.
        Exception: any error that Pillow raises while loading.

    """
    image.load()
    orientation = orientation_of(image)  # after load(): a PNG may have EXIF behind the pixels
    return turn_upright(to_rgb(image, name), orientation)


def _reason(error: Exception) -> str:
    return shorten(str(error).rstrip(".")) or type(error).__name__
