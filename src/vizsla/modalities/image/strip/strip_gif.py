"""Removes a GIF's metadata.

A GIF is a screen, then blocks (https://www.w3.org/Graphics/GIF/spec-gif89a.txt).
"""

from __future__ import annotations

from vizsla.modalities.image.strip.unusual_file import UnusualFileError

__all__ = ["strip_gif"]

_SCREEN = 13  # header and logical screen descriptor
_IMAGE, _EXTENSION, _TRAILER = 0x2C, 0x21, 0x3B
_CONTROL, _COMMENT, _APPLICATION = 0xF9, 0xFE, 0xFF
_KEPT = frozenset((b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"))  # loops, colour profile


def strip_gif(data: bytes, orientation: int) -> bytes:  # noqa: ARG001 - a GIF has none
    """Return the file with only the blocks that show the image or the animation.

    Raises:
        UnusualFileError: the file is truncated, or has a block of text or of an unknown kind.

    """
    if len(data) < _SCREEN:
        raise UnusualFileError
    at = _SCREEN + _palette(data[10])
    out, frames = [data[:at]], 0
    while True:
        if at >= len(data):
            raise UnusualFileError
        if data[at] == _TRAILER:
            break
        start, keep = at, True
        if data[at] == _IMAGE and at + 11 <= len(data):
            at = _blocks(data, at + 11 + _palette(data[at + 9]))
            frames += 1
        elif data[at] == _EXTENSION and at + 2 < len(data):
            label = data[at + 1]
            if label not in {_CONTROL, _COMMENT, _APPLICATION}:
                raise UnusualFileError
            keep = label == _CONTROL or (
                label == _APPLICATION and data[at + 3 : at + 3 + data[at + 2]] in _KEPT
            )
            at = _blocks(data, at + 2)
        else:
            raise UnusualFileError
        if keep:
            out.append(data[start:at])
    if not frames:
        raise UnusualFileError
    stripped = b"".join(out) + bytes((_TRAILER,))
    return data if stripped == data else stripped


def _palette(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks(data: bytes, at: int) -> int:
    """Return the end of the sub-blocks that begin at ``at``."""
    while at < len(data):
        size = data[at]
        at += 1 + size
        if size == 0:
            return at
    raise UnusualFileError
