"""Removes a JPEG's metadata.

A JPEG is a row of segments, each with a marker (ITU-T T.81, annex B).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vizsla.modalities.image.orientation import UPRIGHT
from vizsla.modalities.image.strip.orientation_exif import orientation_exif
from vizsla.modalities.image.strip.unusual_file import UnusualFileError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["strip_jpeg"]

_FILL = 0xFF  # before each marker
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_APP0, _APP1, _APP2, _APP14, _APP15, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
# The markers of segments with a body. Other markers have no body, or are reserved.
_MARKERS = frozenset((*range(0xC0, 0xD0), *range(_SCAN, _APP15 + 1), _COMMENT))
# A scan ends at the first marker that is neither a stuffed byte, a restart nor a fill byte.
_AFTER_SCAN = re.compile(rb"\xff(?![\x00\xd0-\xd7\xff])", re.DOTALL)
_JFIF, _JFIF_BYTES = b"JFIF\x00", 12  # then comes a thumbnail
_ADOBE, _ADOBE_BYTES = b"Adobe", 12
_ICC = b"ICC_PROFILE\x00"


def strip_jpeg(data: bytes, orientation: int) -> bytes:
    """Return the file with only the segments that the first image needs.

    Three application segments stay: JFIF's without its thumbnail, Adobe's, which names the colour
    model, and the colour profile.

    Args:
        data: the file's content.
        orientation: EXIF's orientation to write, 1 to 8.

    Raises:
        UnusualFileError: the segments don't follow each other as the format demands.

    """
    out = [bytes((_FILL, _START))]
    has_scan = False
    for marker, body, pixels in _segments(data):
        kept = _kept(marker, body)
        if kept is not None:
            out += [_segment(marker, kept), pixels]
        has_scan |= marker == _SCAN
    if not has_scan:
        raise UnusualFileError
    out.append(bytes((_FILL, _END)))
    if orientation != UPRIGHT:
        exif = b"Exif\x00\x00" + orientation_exif(orientation)
        first_is_jfif = out[1].startswith(bytes((_FILL, _APP0)))
        out.insert(2 if first_is_jfif else 1, _segment(_APP1, exif))
    stripped = b"".join(out)
    return data if stripped == data else stripped


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Iterate over the segments: marker, body, and for a scan the bytes of its pixels."""
    at = 2
    while data[at : at + 2] != bytes((_FILL, _END)):
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if not at + 4 <= end <= len(data) or data[at] != _FILL or data[at + 1] not in _MARKERS:
            raise UnusualFileError
        marker, body, at = data[at + 1], data[at + 4 : end], end
        if marker == _SCAN:
            found = _AFTER_SCAN.search(data, at)
            if found is None:
                raise UnusualFileError
            yield marker, body, data[at : found.start()]
            at = found.start()
        else:
            yield marker, body, b""


def _kept(marker: int, body: bytes) -> bytes | None:
    """Return the part of a segment's body that stays; None for a segment to leave out."""
    if marker == _APP0 and body.startswith(_JFIF):
        if len(body) < _JFIF_BYTES + 2:
            raise UnusualFileError
        return body[:_JFIF_BYTES] + b"\x00\x00"
    if marker == _APP14 and body.startswith(_ADOBE):
        return body[:_ADOBE_BYTES]
    if marker == _APP2 and body.startswith(_ICC):
        return body
    if _APP0 <= marker <= _APP15 or marker == _COMMENT:
        return None
    return body


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((_FILL, marker)) + (len(body) + 2).to_bytes(2, "big") + body
