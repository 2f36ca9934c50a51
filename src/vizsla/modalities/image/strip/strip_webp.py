"""Removes a WebP's metadata.

A WebP is chunks in a RIFF (https://developers.google.com/speed/webp/docs/riff_container).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.modalities.image.orientation import UPRIGHT
from vizsla.modalities.image.strip.orientation_exif import orientation_exif
from vizsla.modalities.image.strip.unusual_file import UnusualFileError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["strip_webp"]

_HEADER = 12  # "RIFF", size, "WEBP"
_FRAME = 16  # bytes of a frame's position and time, before its own chunks
_EXTENDED, _EXIF = b"VP8X", b"EXIF"
_EXTENDED_BYTES = 10
_PIXELS = frozenset((b"VP8 ", b"VP8L", b"ALPH"))
_KEPT = _PIXELS | {_EXTENDED, b"ICCP", b"ANIM"}
_HAS_EXIF, _HAS_XMP = 0x08, 0x04  # in the first byte of VP8X


def strip_webp(data: bytes, orientation: int) -> bytes:
    """Return the file with only the chunks that show the image or the animation.

    Args:
        data: the file's content.
        orientation: EXIF's orientation to write, 1 to 8.

    Raises:
        UnusualFileError: the file is truncated, or holds no image.

    """
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data) or end < _HEADER:
        raise UnusualFileError
    turned = orientation != UPRIGHT
    out: list[bytes] = []
    extended = pixels = False
    for kind, body in _chunks(data, _HEADER, end):
        kept = body
        if kind == b"ANMF":
            kept = body[:_FRAME] + _packed(body, _FRAME)
        elif kind not in _KEPT:
            continue
        if kind == _EXTENDED:
            if len(body) < _EXTENDED_BYTES:
                raise UnusualFileError
            flags = body[0] & ~(_HAS_EXIF | _HAS_XMP) | (_HAS_EXIF if turned else 0)
            kept = bytes((flags,)) + body[1:]
            extended = True
        pixels |= kind in _PIXELS or kind == b"ANMF"
        out.append(_chunk(kind, kept))
    if not pixels or (turned and not extended):
        raise UnusualFileError
    if turned:
        out.append(_chunk(_EXIF, orientation_exif(orientation)))
    content = b"WEBP" + b"".join(out)
    stripped = b"RIFF" + len(content).to_bytes(4, "little") + content
    return data if stripped == data else stripped


def _packed(body: bytes, at: int) -> bytes:
    return b"".join(
        _chunk(kind, part) for kind, part in _chunks(body, at, len(body)) if kind in _PIXELS
    )


def _chunks(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    while at < end:
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        if at + 8 + size > end:
            raise UnusualFileError
        yield data[at : at + 4], data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2  # chunks begin at even offsets


def _chunk(kind: bytes, body: bytes) -> bytes:
    return kind + len(body).to_bytes(4, "little") + body + b"\x00" * (len(body) % 2)
