"""Makes thumbnails for pages, one by one or many in one sheet."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

from PIL import Image

from vizsla.errors import InputError, OptionError
from vizsla.modalities.image.load_image import load_image
from vizsla.modalities.limits import DEFAULT_LIMITS
from vizsla.modalities.modality_values import PLACEHOLDER, Sheet
from vizsla.modalities.sheet_page import sheet_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vizsla.modalities.limits import Limits

__all__ = ["data_uri", "sheet", "shrink", "small_image", "thumbnail_uri"]

QUALITY = 74  # of the JPEG: a photograph of 160 pixels takes some 5 kB
TINY = 3  # an image that is enlarged by at least this factor keeps its pixels' edges


def thumbnail_uri(
    content: bytes | None, side: int = 160, *, limits: Limits = DEFAULT_LIMITS
) -> str:
    """Return an image as a small JPEG in a ``data:`` URI, upright and without metadata.

    Args:
        content: an image file's bytes. None, or a file that can't be decoded, gives a grey
            placeholder, so that one bad file does not cost a whole page.
        side: the longer side's length in pixels, at least 1.
        limits: the most pixels to decode.

    Raises:
        OptionError: ``side`` is below 1.

    """
    small = small_image(content, side, limits)
    return PLACEHOLDER if small is None else data_uri(small)


def sheet(contents: Iterable[bytes | None], side: int, columns: int) -> Sheet:
    """Lay many thumbnails into one JPEG, each cut to its middle square.

    A sheet of hundreds takes a quarter of the bytes of single thumbnails.

    Args:
        contents: image files' bytes, read one at a time; None, and a file that can't be decoded,
            is a grey square.
        side: the side of a square in pixels, at least 1.
        columns: the number of squares in a row, at least 1.

    Raises:
        OptionError: ``side`` or ``columns`` is below 1.

    """
    page, rows = sheet_page(lambda content: _square(content, side), contents, side, columns)
    return Sheet(data_uri(page), side, columns, rows)


def shrink(image: Image.Image, side: int) -> Image.Image:
    """Return a small RGB image without metadata, whose longer side has at most ``side`` pixels.

    An image of a few pixels is enlarged, so that each of its pixels can be seen.
    """
    longest = max(image.size)
    if longest * TINY <= side:
        factor = side // longest
        size = (image.width * factor, image.height * factor)
        small = image.resize(size, Image.Resampling.NEAREST)
    else:
        small = image.copy()
        small.thumbnail((side, side), Image.Resampling.BICUBIC, reducing_gap=2.0)
    small.info.clear()  # Pillow would write some of the metadata into the file
    return small


def data_uri(image: Image.Image) -> str:
    """Return an RGB image as a JPEG in a ``data:`` URI."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=QUALITY, optimize=True)
    return "data:image/jpeg;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")


def small_image(
    content: bytes | None, side: int, limits: Limits = DEFAULT_LIMITS
) -> Image.Image | None:
    """Return an image file's image as ``shrink`` does; None for no file, or no decodable one.

    Raises:
        OptionError: ``side`` is below 1.

    """
    if side < 1:
        raise OptionError(f"side={side}: a thumbnail has at least 1 pixel")
    if content is None:
        return None
    try:
        return shrink(load_image(content, limits=limits), side)
    except InputError:
        return None


def _square(content: bytes | None, side: int) -> Image.Image | None:
    small = small_image(content, side * 2)
    if small is None:
        return None
    least = min(small.size)
    left, top = (small.width - least) // 2, (small.height - least) // 2
    return small.resize(
        (side, side), Image.Resampling.BICUBIC, (left, top, left + least, top + least)
    )
