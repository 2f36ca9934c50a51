"""Detects a sound file's format by its first bytes, never by its name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vizsla.errors import InputFormatError
from vizsla.modalities.sources.source_names import shorten

__all__ = ["SUFFIXES", "SoundFormat", "detect_sound_format", "is_sound"]

SUFFIXES = frozenset(
    (".wav", ".flac", ".ogg", ".oga", ".opus", ".mp3", ".aif", ".aiff", ".m4a", ".webm", ".mp4")
)


@dataclass(frozen=True, slots=True)
class SoundFormat:
    """A format of sound files.

    Attributes:
        name: the name for people, such as ``MP3``.
        demuxer: the name by which ffmpeg reads it; empty where libsndfile does.

    """

    name: str
    demuxer: str = ""


# ffmpeg is told the format: by itself it would also open playlists, which name other files.
_SIGNATURES = (
    (rb"(RIFF|RIFX)....WAVE|RF64....WAVE", SoundFormat("WAV")),
    (rb"fLaC", SoundFormat("FLAC")),
    (rb"OggS", SoundFormat("Ogg")),
    (rb"FORM....AIF[FC]", SoundFormat("AIFF")),
    # Layers II and III. The first layer's mark would also be that of a text in UTF-16.
    (rb"ID3|\xff[\xe2-\xe5\xf2-\xf5\xfa-\xfd]", SoundFormat("MP3")),
    (rb"....ftyp", SoundFormat("MP4", "mov")),
    (rb"\x1aE\xdf\xa3", SoundFormat("WebM", "matroska")),
    (rb"\xff[\xf0\xf1\xf8\xf9]", SoundFormat("AAC", "aac")),
)
_OTHER_FILES = (
    (rb"\s*<(!doctype\s+html|html)", "is a web page (HTML)"),
    (rb"\xff\xd8\xff|\x89PNG|GIF8|RIFF....WEBP", "is a picture"),
    (rb"%PDF", "is a PDF"),
    (rb"PK\x03\x04", "is a zip file"),
    (rb"RIFF....AVI ", "is an AVI video"),
    (rb"\x30\x26\xb2\x75", "is Windows Media (WMA)"),
    (rb"#EXTM3U", "is a list of sounds (M3U)"),
    (rb"#!AMR", "is AMR"),
    (rb"version https://git-lfs", "is a Git LFS pointer: run 'git lfs pull'; it"),
)
_FLAGS = re.DOTALL | re.IGNORECASE
_READABLE = "WAV, FLAC, Ogg, MP3, AIFF, M4A or WebM"


def detect_sound_format(head: bytes, name: str) -> SoundFormat:
    """Return the format of a file that begins so.

    Args:
        head: the file's first bytes; 64 are enough.
        name: the file's name, for messages.

    Raises:
        InputFormatError: the format is none that can be read.

    """
    found = _format_of(head)
    if found is not None:
        return found
    for signature, title in _OTHER_FILES:
        if re.match(signature, head, _FLAGS):
            raise InputFormatError(
                f"{name} {title}, not a sound that can be read. Give {_READABLE}."
            )
    raise InputFormatError(
        f"{name} is not a sound: its content begins with {shorten(repr(head[:12]))}. "
        f"Give {_READABLE}."
    )


def is_sound(head: bytes) -> bool:
    """Return whether a file that begins so is surely a sound.

    A video is not, though its sound can be read.

    Args:
        head: the file's first bytes; 64 are enough.

    """
    found = _format_of(head)
    return found is not None and (not found.demuxer or head[4:11] == b"ftypM4A")


def _format_of(head: bytes) -> SoundFormat | None:
    return next((found for mark, found in _SIGNATURES if re.match(mark, head, re.DOTALL)), None)
