"""Verifies the checksums of a PNG's chunks, which Pillow skips for pixels."""

from __future__ import annotations

import zlib

__all__ = ["check_chunks"]

_SIGNATURE = 8
_AROUND = 12  # a chunk's length, type and checksum, 4 bytes each


def check_chunks(data: bytes) -> None:
    """Check that every chunk that the pixels need is whole, up to the end mark.

    Raises:
        ValueError: the file is truncated, or a checksum is wrong.

    """
    view = memoryview(data)
    at = _SIGNATURE
    while at + _AROUND <= len(data):
        kind = data[at + 4 : at + 8]
        end = at + _AROUND + int.from_bytes(data[at : at + 4], "big")
        if end > len(data):
            break
        # An upper-case first letter marks a critical chunk; tRNS is alpha.
        needed = kind[:1].isupper() or kind == b"tRNS"
        if needed and zlib.crc32(view[at + 4 : end - 4]).to_bytes(4, "big") != data[end - 4 : end]:
            raise ValueError(f"the checksum of its chunk {kind!r} is wrong")
        if kind == b"IEND":
            return
        at = end
    raise ValueError("it ends too early")
