"""Writes an EXIF block that holds an image's orientation and nothing else."""

from __future__ import annotations

import struct

__all__ = ["orientation_exif"]

_TAG, _SHORT = 0x0112, 3


def orientation_exif(orientation: int) -> bytes:
    """Return an EXIF block: a TIFF header and one directory, with the orientation alone.

    Source: CIPA DC-008-2023, Exif 3.0, 4.5 and 4.6.5.
    """
    header = b"MM\x00*" + struct.pack(">I", 8)
    entry = struct.pack(">HHIHH", _TAG, _SHORT, 1, orientation, 0)
    return header + struct.pack(">H", 1) + entry + struct.pack(">I", 0)
