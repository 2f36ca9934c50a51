"""Prepares a sound file for a dataset that others read, and removes its metadata."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np

from vizsla.errors import InputDamagedError, InputError, MissingExtraError
from vizsla.modalities.audio.mp3_tags import without_tags
from vizsla.modalities.audio.sound_blocks import check_samples, file_blocks
from vizsla.modalities.audio.sound_formats import detect_sound_format
from vizsla.modalities.audio.wav_chunks import sound_chunks_alone
from vizsla.modalities.modality_values import ExportFile
from vizsla.modalities.sources.read_head import HEAD
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType
    from typing import Any

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
_BY_FFMPEG = ("MP4", "WebM", "AAC")
_FFMPEG_RATE = 48_000  # Hz
_FULL = 2**23  # of 24 bits
_CHANNELS = 8  # the most of FLAC
_BLOCK = 2**16  # samples of all channels together


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
    """Return a sound file without metadata; one that is no WAV or MP3 becomes FLAC of 24 bits.

    M4A, WebM and AAC get one channel at 48 kHz; all others keep their rate, and up to eight
    channels.

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
    file = io.BytesIO(content)
    if kind in _BY_FFMPEG:
        blocks = (each[:, None] for each in file_blocks(file, name, _FFMPEG_RATE))
        return _written(soundfile, blocks, _FFMPEG_RATE, 1)
    try:
        with soundfile.SoundFile(file) as opened:
            channels = opened.channels if opened.channels <= _CHANNELS else 1
            return _written(soundfile, _parts(opened, name), opened.samplerate, channels)
    except InputError:
        raise
    except Exception as error:  # a parser may raise any error on hostile bytes
        raise InputDamagedError(
            f"{name} is damaged {kind}: {shorten(str(error))}. Save or record it again."
        ) from error


def _parts(opened: Any, name: str) -> Iterator[NDArray[np.float32]]:  # noqa: ANN401 - no types
    while len(part := opened.read(_BLOCK // opened.channels, dtype="float32", always_2d=True)):
        check_samples(part, name)
        if opened.channels > _CHANNELS:
            part = part.mean(axis=1, dtype=np.float32, keepdims=True)
        yield part


def _written(
    soundfile: ModuleType, blocks: Iterable[NDArray[np.float32]], rate: int, channels: int
) -> bytes:
    """Return a FLAC file, or a WAV file of the same bits where FLAC can't hold the rate.

    Its rates are those of the format's streamable subset (RFC 9639, section 7).
    """
    held = rate < 2**16 or (rate % 10 == 0 and rate <= 655_350)  # noqa: PLR2004 - the RFC's
    file = io.BytesIO()
    form = "FLAC" if held else "WAV"
    with soundfile.SoundFile(file, "w", rate, channels, "PCM_24", format=form) as writer:
        for block in blocks:
            whole = np.rint(np.clip(block, -1, 1).astype(np.float64) * _FULL)
            writer.write(np.minimum(whole, _FULL - 1).astype(np.int32) << 8)
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
