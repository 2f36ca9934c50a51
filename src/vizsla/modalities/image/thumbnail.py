"""Small pictures inside of a page."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image

from vizsla.errors import InputError, OptionError
from vizsla.modalities.image.load_image import DEFAULT_LIMITS, load_image

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vizsla.modalities.image.load_image import Limits

__all__ = ["PLACEHOLDER", "Sprite", "data_uri", "shrink", "sprite", "thumbnail_uri"]

# What stands for a picture that can't be shown: a grey frame with hills and a sun, crossed out.
PLACEHOLDER = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 80 80'%3E"
    "%3Crect width='80' height='80' fill='%23b8b2aa'/%3E%3Cg fill='none' stroke='%23756e66' "
    "stroke-width='2.5'%3E%3Cpath d='M16 58l16-20 12 14 8-9 12 15z'/%3E%3Ccircle cx='54' cy='28' "
    "r='5'/%3E%3Cpath d='M14 14l52 52'/%3E%3C/g%3E%3C/svg%3E"
)
GREY = (184, 178, 170)
QUALITY = 74  # of the JPEG: a photograph of 160 pixels takes some 5 kB
TINY = 3  # a picture that would have to grow by more keeps its pixels' edges


def thumbnail_uri(
    content: bytes | None, side: int = 160, *, limits: Limits = DEFAULT_LIMITS
) -> str:
    """Return a picture as a small JPEG in a ``data:`` URI.

    It stands upright, and nothing of its metadata is left. What can't be decoded, or is None, is a
    grey placeholder: a page is not lost for one picture.

    Args:
        content: a picture file's bytes.
        side: the longer side's length in pixels, at least 1.
        limits: what decoding it may cost.

    Raises:
        OptionError: ``side`` is below 1.

    """
    small = _small(content, side, limits)
    return PLACEHOLDER if small is None else data_uri(small)


@dataclass(frozen=True, slots=True)
class Sprite:
    """Many small pictures in one.

    Attributes:
        uri: a JPEG's ``data:`` URI.
        side: of each one's square, in pixels.
        columns: how many stand side by side; number ``n`` is in column ``n % columns`` and row
            ``n // columns``.
        rows: how many rows there are.

    """

    uri: str
    side: int
    columns: int
    rows: int


def sprite(
    contents: Iterable[bytes | None],
    side: int = 48,
    columns: int = 32,
    *,
    limits: Limits = DEFAULT_LIMITS,
) -> Sprite:
    """Lay many pictures into one, each cut to its middle square.

    Where a page shows hundreds, this takes a fourth of the room of as many thumbnails.

    Args:
        contents: picture files' bytes; None, and what can't be decoded, is a grey square.
        side: of a square, in pixels, at least 1.
        columns: how many squares a row has, at least 1.
        limits: what decoding one may cost.

    Raises:
        OptionError: ``side`` or ``columns`` is below 1.

    """
    if columns < 1:
        raise OptionError(f"columns={columns}: a sprite has at least 1 column")
    squares = [_square(each, side, limits) for each in contents]
    rows = max(1, -(-len(squares) // columns))
    sheet = Image.new("RGB", (columns * side, rows * side), GREY)
    for number, each in enumerate(squares):
        if each is not None:
            sheet.paste(each, (number % columns * side, number // columns * side))
    return Sprite(data_uri(sheet), side, columns, rows)


def shrink(picture: Image.Image, side: int) -> Image.Image:
    """Return an RGB picture whose longer side has at most ``side`` pixels, and no metadata.

    One of a few pixels is enlarged, so that each of them can be seen.
    """
    longest = max(picture.size)
    if longest * TINY <= side:
        factor = side // longest
        size = (picture.width * factor, picture.height * factor)
        small = picture.resize(size, Image.Resampling.NEAREST)
    else:
        small = picture.copy()
        small.thumbnail((side, side), Image.Resampling.BICUBIC, reducing_gap=2.0)
    small.info.clear()  # some of what it holds would be written into the file
    return small


def data_uri(picture: Image.Image, quality: int = QUALITY) -> str:
    """Return an RGB picture as a JPEG in a ``data:`` URI; ``quality`` from 1 to 95."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality, optimize=True)
    return "data:image/jpeg;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")


def _small(content: bytes | None, side: int, limits: Limits) -> Image.Image | None:
    if side < 1:
        raise OptionError(f"side={side}: a thumbnail has at least 1 pixel")
    if content is None:
        return None
    try:
        return shrink(load_image(content, limits=limits), side)
    except InputError:
        return None


def _square(content: bytes | None, side: int, limits: Limits) -> Image.Image | None:
    small = _small(content, side * 2, limits)
    if small is None:
        return None
    least = min(small.size)
    left, top = (small.width - least) // 2, (small.height - least) // 2
    return small.resize(
        (side, side), Image.Resampling.BICUBIC, (left, top, left + least, top + least)
    )
