"""Removes the tags around the sound of an MP3 file: titles, pictures, places, devices."""

from __future__ import annotations

__all__ = ["without_tags"]

_ID3V2, _HEADER, _FOOTER_FLAG = b"ID3", 10, 0x10  # at the start: a header with the size
_ID3V1, _ID3V1_SIZE = b"TAG", 128  # at the end
_APE, _APE_FOOTER, _APE_HEADER_FLAG = b"APETAGEX", 32, 1 << 31  # at the end, before ID3v1


def without_tags(content: bytes) -> bytes:
    """Return an MP3 file's frames alone.

    The tags are ID3v2 (https://id3.org/id3v2.4.0-structure) at the start, and ID3v1 and APEv2 at
    the end.

    Args:
        content: the file's bytes.

    """
    start, end = 0, len(content)
    while content[start : start + 3] == _ID3V2 and start + _HEADER <= end:
        head = content[start : start + _HEADER]
        size = 0
        for byte in head[6:]:
            size = size << 7 | byte & 0x7F
        start += _HEADER + size + (_HEADER if head[5] & _FOOTER_FLAG else 0)
    while (size := _last_tag(content[max(start, end - _ID3V1_SIZE) : end])) > 0:
        end = max(start, end - size)
    return content[start:end]


def _last_tag(content: bytes) -> int:
    """Return how many bytes the tag at the end has; 0 where there is none.

    Args:
        content: the file's last bytes; 128 are enough.

    """
    if content[-_ID3V1_SIZE:][:3] == _ID3V1 and len(content) >= _ID3V1_SIZE:
        return _ID3V1_SIZE
    footer = content[-_APE_FOOTER:]
    if footer[:8] != _APE:
        return 0
    size, flags = (int.from_bytes(footer[at : at + 4], "little") for at in (12, 20))
    return max(_APE_FOOTER, size) + (_APE_FOOTER if flags & _APE_HEADER_FLAG else 0)
