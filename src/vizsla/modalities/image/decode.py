"""Bytes to an RGB picture that stands upright."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image

from vizsla.errors import InputDamagedError, InputError, InputTooLargeError
from vizsla.modalities.image.colour import to_rgb
from vizsla.modalities.image.formats import open_as, sniff
from vizsla.modalities.image.gif_frames import whiten_uncovered
from vizsla.modalities.image.orientation import orientation_of, turn
from vizsla.modalities.image.png_chunks import check_chunks
from vizsla.modalities.limits import check_pixel_count
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    from vizsla.modalities.limits import Limits

__all__ = ["decode", "finish"]


class _Stream(io.BytesIO):
    """Bytes whose end, once ``whole`` is set, is an error to read beyond.

    So a truncated picture is noticed even where the user told Pillow to load such pictures.
    """

    whole = False

    def read(self, size: int | None = -1, /) -> bytes:
        part = super().read(size)
        if self.whole and not part and size != 0:
            raise EOFError("it ends too early")
        return part


def decode(data: bytes, name: str, limits: Limits) -> Image.Image:
    """Return the first picture in ``data``, RGB and upright.

    Args:
        data: a file's content, in a format that ``formats`` knows.
        name: what messages call it.
        limits: the number of pixels is checked before they are decoded.

    Raises:
        InputFormatError: not a picture, or one of a kind that can't be RGB.
        InputDamagedError: empty, truncated or corrupt.
        InputTooLargeError: more pixels than the limit.

    """
    if not data:
        raise InputDamagedError(f"{name} is empty (0 bytes). Save or download it again.")
    kind = sniff(data, name)
    try:
        if kind.name == "PNG":
            check_chunks(data)
        stream = _Stream(data)
        picture = open_as(kind, stream, name)
        check_pixel_count(picture.size, name, limits)
        stream.whole = True
        rgb = finish(picture, name)
    except InputError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise InputTooLargeError(
            f"{name} is too large: {_reason(error)}. Give a smaller one."
        ) from error
    except Exception as error:  # a parser fed with hostile bytes raises all there is
        raise InputDamagedError(
            f"{name} is a damaged {kind.name}: {_reason(error)}. Save or download it again."
        ) from error
    if kind.name == "GIF":
        return whiten_uncovered(rgb, getattr(picture, "dispose_extent", None))
    return rgb


def finish(picture: Image.Image, name: str) -> Image.Image:
    """Return ``picture`` loaded, RGB and upright; itself where it is that already.

    Raises:
        InputFormatError: its mode can't be made RGB.
        Exception: whatever Pillow raises while loading.

    """
    picture.load()
    orientation = orientation_of(picture)  # after load(): a PNG may say it behind the pixels
    return turn(to_rgb(picture, name), orientation)


def _reason(error: Exception) -> str:
    return shorten(str(error).rstrip(".")) or type(error).__name__
