"""Decodes a file's bytes into an upright RGB image."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image

from vizsla.errors import InputDamagedError, InputError, InputTooLargeError
from vizsla.modalities.image.colour import scale_key, to_rgb
from vizsla.modalities.image.gif_frames import whiten_uncovered
from vizsla.modalities.image.image_formats import detect_format, open_as
from vizsla.modalities.image.orientation import exif_orientation, turn_upright
from vizsla.modalities.image.plain_image_file import plain_image_file
from vizsla.modalities.image.png_rows import check_rows
from vizsla.modalities.image.quiet_decoders import quiet_decoders
from vizsla.modalities.limits import check_pixel_count
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    from vizsla.modalities.image.image_formats import ImageFormat
    from vizsla.modalities.image.plain_image_file import PlainImageFile
    from vizsla.modalities.limits import Limits

__all__ = ["decode"]

# Decoders fill in what a JPEG's coded pixels lack. Two endings that begin with different bits fill
# it in differently, unless nothing is missing.
_ENDINGS = (b"\xff\xd9", bytes(range(0x80, 0xFF)) + b"\xff\xd9")


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
        file = plain_image_file(data, kind.name)
        with quiet_decoders(kind.name):
            return _upright(file, kind, name, limits)
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


def _upright(file: PlainImageFile, kind: ImageFormat, name: str, limits: Limits) -> Image.Image:
    if file.has_end:
        return _decoded(file.data, file.orientation, kind, name, limits)
    found, other = (
        _decoded(file.data + ending, file.orientation, kind, name, limits) for ending in _ENDINGS
    )
    if found.tobytes() != other.tobytes():
        raise EOFError("it ends too early")
    return found


def _decoded(
    data: bytes, orientation: int, kind: ImageFormat, name: str, limits: Limits
) -> Image.Image:
    stream = _Stream(data)
    image = open_as(kind, stream, name)
    check_pixel_count(image.size, name, limits)
    stream.whole = True
    if kind.name == "PNG":
        scale_key(image)
        image.load()
        check_rows(data, image)
    image.load()
    rgb = to_rgb(image, name)
    if kind.name == "GIF":
        rgb = whiten_uncovered(rgb, getattr(image, "dispose_extent", None))
    if kind.name == "AVIF":  # Pillow writes the container's own turn into EXIF
        orientation = exif_orientation(image.info.get("exif", b""))
    return turn_upright(rgb, orientation)


def _reason(error: Exception) -> str:
    return shorten(str(error).strip().rstrip(".")) or type(error).__name__
