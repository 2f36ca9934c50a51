"""Finds a PNG whose pixels end too early, which Pillow fills with zeros and browsers refuse."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

__all__ = ["check_rows"]

_SIGNATURE, _AROUND = 8, 12  # bytes before the chunks; a chunk's length, type and checksum
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # of a pixel, by the kind of colours
# Where each pass begins and how far it steps, across and down: without interlacing, and Adam7.
_PASSES = (
    ((0, 0, 1, 1),),
    (
        *((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4)),
        *((1, 0, 2, 2), (0, 1, 1, 2)),
    ),
)
_LAST_ROWS = 2  # the last pass fills every second row
_PART = 1 << 20  # bytes to unpack at once


def check_rows(data: bytes, image: Image.Image) -> None:
    """Check that the packed pixels are as many as the image has.

    They are counted only where one of the last rows is zero, as a missing row is.

    Args:
        data: a PNG whose chunks are whole.
        image: the image that Pillow loaded from it.

    Raises:
        ValueError: there are fewer.

    """
    first = max(0, image.height - _LAST_ROWS)
    rows = [(0, row, image.width, row + 1) for row in range(first, image.height)]
    if all(image.crop(row).getbbox(alpha_only=False) for row in rows):
        return
    if not _has(data, _packed_rows(data)):
        raise ValueError("it ends too early")


def _packed_rows(data: bytes) -> int:
    """Return the number of bytes of all rows, each with the byte of its filter."""
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    depth, colour, interlace = data[24], data[25], data[28]
    total = 0
    for left, top, across, down in _PASSES[interlace]:
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        if columns > 0 and rows > 0:
            total += rows * (1 + (columns * depth * _SAMPLES[colour] + 7) // 8)
    return total


def _has(data: bytes, count: int) -> bool:
    """Return whether the pixels unpack to so many bytes."""
    unpack = zlib.decompressobj()
    at = _SIGNATURE
    while at + _AROUND <= len(data) and count > 0:
        end = at + _AROUND + int.from_bytes(data[at : at + 4], "big")
        part = data[at + 8 : end - 4] if data[at + 4 : at + 8] == b"IDAT" else b""
        while part and count > 0:
            count -= len(unpack.decompress(part, _PART))
            part = unpack.unconsumed_tail
        at = end
    return count <= len(unpack.flush())
