"""Prepares a sound file for a dataset that others read, and removes its metadata."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np

from vizsla.errors import InputDamagedError, MissingExtraError
from vizsla.modalities.audio.load_sound import load_sound
from vizsla.modalities.audio.mp3_tags import without_tags
from vizsla.modalities.audio.sound_formats import detect_sound_format
from vizsla.modalities.audio.wav_chunks import sound_chunks_alone
from vizsla.modalities.modality_values import ExportFile
from vizsla.modalities.sources.read_head import HEAD
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    from types import ModuleType

    from numpy.typing import NDArray

__all__ = ["export_sound", "strip_sound"]

# The endings of each format, the usual one first.
_SUFFIXES = {
    "WAV": (".wav",),
    "FLAC": (".flac",),
    "MP3": (".mp3",),
    "Ogg": (".ogg", ".oga", ".opus"),
    "AIFF": (".aiff", ".aif"),
    "MP4": (".m4a", ".mp4"),
    "WebM": (".webm",),
    "AAC": (".aac",),
}
_COMMON = ("WAV", "FLAC", "MP3")  # what nearly all readers take
_FFMPEG_RATE = 48_000  # Hz
_LARGEST = 2**23 - 1  # of 24 bits
_CHANNELS = 8  # the most of FLAC


def export_sound(content: bytes, name: str, *, keep_metadata: bool, common: bool) -> ExportFile:
    """Return a sound file for a dataset, without metadata by default.

    Args:
        content: the file's bytes.
        name: the file's name, for messages.
        keep_metadata: whether titles, places and other metadata stay.
        common: whether what not all readers take, such as M4A, becomes FLAC.

    Raises:
        InputError: the file can't be read.

    """
    kind = detect_sound_format(content[:HEAD], name).name
    if common and kind not in _COMMON:
        content = _to_flac(content, kind, name)
    elif not keep_metadata:
        content = strip_sound(content, name)
    kind = detect_sound_format(content[:HEAD], name).name
    return ExportFile(content, _SUFFIXES[kind], compressed=kind != "WAV")


def strip_sound(content: bytes, name: str) -> bytes:
    """Return a sound file without metadata; one that is no WAV or MP3 becomes FLAC, without loss.

    Raises:
        InputError: the file can't be read.

    """
    kind = detect_sound_format(content[:HEAD], name).name
    alone = None
    if kind == "WAV":
        alone = sound_chunks_alone(content)
    elif kind == "MP3":
        alone = without_tags(content)
    return _to_flac(content, kind, name) if alone is None else alone


def _to_flac(content: bytes, kind: str, name: str) -> bytes:
    soundfile = _soundfile(name)
    if kind in {"MP4", "WebM", "AAC"}:
        return _flac(soundfile, load_sound(content, rate=_FFMPEG_RATE), _FFMPEG_RATE)
    try:
        samples, rate = soundfile.read(io.BytesIO(content), dtype="float32", always_2d=True)
    except Exception as error:  # a parser may raise any error on hostile bytes
        raise InputDamagedError(
            f"{name} is damaged {kind}: {shorten(str(error))}. Save or record it again."
        ) from error
    if samples.shape[1] > _CHANNELS:
        samples = samples.mean(axis=1, dtype=np.float32)
    return _flac(soundfile, samples, rate)


def _flac(soundfile: ModuleType, samples: NDArray[np.float32], rate: int) -> bytes:
    file = io.BytesIO()
    whole = np.rint(np.clip(samples, -1, 1).astype(np.float64) * _LARGEST).astype(np.int32) << 8
    soundfile.write(file, whole, rate, format="FLAC", subtype="PCM_24")
    return file.getvalue()


def _soundfile(name: str) -> ModuleType:
    try:
        import soundfile  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtraError(
            f"{name} is written by soundfile, which is not installed: pip install 'vizsla[sound]'"
        ) from error
    module: ModuleType = soundfile
    return module
