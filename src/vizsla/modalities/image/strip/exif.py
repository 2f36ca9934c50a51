"""What the formats have in common."""

from __future__ import annotations

import struct

__all__ = ["UPRIGHT", "Unusual", "orientation_exif"]

UPRIGHT = 1
_TAG, _SHORT = 0x0112, 3


class Unusual(Exception):  # noqa: N818 - it never reaches a user: the file takes another way
    """The file is not written as its format says; it has to be decoded to be stripped."""


def orientation_exif(orientation: int) -> bytes:
    """Return an EXIF block (a TIFF header and one directory) that holds the orientation alone.

    Source: CIPA DC-008-2023, Exif 3.0, 4.5 and 4.6.5.
    """
    header = b"MM\x00*" + struct.pack(">I", 8)
    entry = struct.pack(">HHIHH", _TAG, _SHORT, 1, orientation, 0)
    return header + struct.pack(">H", 1) + entry + struct.pack(">I", 0)
