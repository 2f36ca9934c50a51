"""The chunks of a WAV file: which hold the sound, and which tell of who made it, where and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["is_plain_wav", "sound_chunks_alone"]

_HEAD = 12  # bytes before the chunks: RIFF, the length, WAVE
_KEPT = (b"fmt ", b"fact", b"data")
_PCM = 1
_BITS = (8, 16, 24, 32)


def is_plain_wav(content: bytes) -> bool:
    """Return whether a WAV file holds plain samples of whole numbers, which every browser plays."""
    if content[:4] != b"RIFF":
        return False
    form = next(
        (content[at + 8 : at + 24] for name, at, _ in _chunks(content) if name == b"fmt "), b""
    )
    bits = int.from_bytes(form[14:16], "little")
    return int.from_bytes(form[:2], "little") == _PCM and bits in _BITS


def sound_chunks_alone(content: bytes) -> bytes | None:
    """Return a WAV file without the chunks of metadata; None for one that is built otherwise.

    Args:
        content: the file's bytes.

    """
    if content[:4] != b"RIFF":  # the variants for more than 4 GB
        return None
    parts = []
    for name, at, size in _chunks(content):
        if name in _KEPT:
            part = content[at + 8 : at + 8 + size]
            even = part + b"\0" * (len(part) % 2)
            parts.append(name + len(part).to_bytes(4, "little") + even)
    body = b"WAVE" + b"".join(parts)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _chunks(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield each chunk's name, its place and the size of what it holds."""
    at = _HEAD
    while at + 8 <= len(content):
        name, size = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        yield name, at, size
        at += 8 + size + size % 2
