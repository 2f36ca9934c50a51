"""Removes a PNG's metadata. A PNG is a row of chunks (https://www.w3.org/TR/png-3/)."""

from __future__ import annotations

import zlib

from vizsla.modalities.image.orientation import UPRIGHT
from vizsla.modalities.image.strip.orientation_exif import orientation_exif
from vizsla.modalities.image.strip.unusual_file import UnusualFileError

__all__ = ["strip_png"]

_SIGNATURE = 8
_AROUND = 12  # a chunk's length, type and checksum, 4 bytes each
_NEEDED = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"))
# Chunks that say how to show the pixels, and those of an animation.
_KEPT = frozenset(
    (
        *(b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI"),
        *(b"bKGD", b"hIST", b"pHYs", b"acTL", b"fcTL", b"fdAT"),
    )
)


def strip_png(data: bytes, orientation: int) -> bytes:
    """Return the file with only the chunks that show the image or the animation.

    Args:
        data: the file's content.
        orientation: EXIF's orientation to write, 1 to 8.

    Raises:
        UnusualFileError: the file is truncated, the checksum of a chunk that the pixels need is
            wrong, or a critical chunk is unknown.

    """
    out = [data[:_SIGNATURE]]
    at, kind = _SIGNATURE, b""
    exif_at = 0
    while kind != b"IEND":
        end = at + _AROUND + int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        whole = end <= len(data) and _is_whole(data[at:end])
        if end > len(data) or (kind in _NEEDED and not whole):
            raise UnusualFileError
        if kind in _NEEDED or (kind in _KEPT and whole):
            if kind == b"IDAT" and not exif_at:
                exif_at = len(out)
            out.append(data[at:end])
        elif kind[:1].isupper():
            raise UnusualFileError
        at = end
    if orientation != UPRIGHT and exif_at:
        out.insert(exif_at, _chunk(b"eXIf", orientation_exif(orientation)))
    stripped = b"".join(out)
    return data if stripped == data else stripped


def _is_whole(chunk: bytes) -> bool:
    return zlib.crc32(chunk[4:-4]).to_bytes(4, "big") == chunk[-4:]


def _chunk(kind: bytes, body: bytes) -> bytes:
    crc = zlib.crc32(kind + body)
    return len(body).to_bytes(4, "big") + kind + body + crc.to_bytes(4, "big")
