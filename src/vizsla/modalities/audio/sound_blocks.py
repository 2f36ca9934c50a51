"""Reads a sound file block by block, however long it is: one channel, at the rate asked for."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

import numpy as np

from vizsla.errors import InputDamagedError, InputError, InputTypeError, MissingExtraError
from vizsla.modalities.audio.ffmpeg import ffmpeg_blocks
from vizsla.modalities.audio.resample import Resampler
from vizsla.modalities.audio.sound_formats import detect_sound_format
from vizsla.modalities.sources.read_head import HEAD
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from numpy.typing import NDArray

    from vizsla.modalities.audio.sound_formats import SoundFormat

__all__ = ["LEAST_RATE", "MOST_RATE", "check_samples", "file_blocks", "one_channel"]

LEAST_RATE, MOST_RATE = 1_000, 768_000  # Hz, of a file
_BLOCK = 2**16  # samples of all channels together


def file_blocks(file: BinaryIO, name: str, rate: int) -> Iterator[NDArray[np.float32]]:
    """Yield a file's sound in blocks of one channel; several channels become their mean.

    A file that ends too early gives what it has.

    Args:
        file: the content, open from its start; a real file, or one in memory.
        name: its name, for messages.
        rate: the samples a second to return, in Hz.

    Yields:
        float32 (n,), n at least 1.

    Raises:
        InputFormatError: it is no sound, or ffmpeg is needed and not installed.
        InputDamagedError: it is empty, has no samples, or samples that are no numbers.
        MissingExtraError: the reader of sounds is not installed.

    """
    head = file.read(HEAD)
    file.seek(0)
    if not head:
        raise InputDamagedError(f"{name} is empty (0 bytes). Save or record it again.")
    kind = detect_sound_format(head, name)
    if kind.demuxer:
        blocks = _by_ffmpeg(file, kind, name, rate)
    else:
        blocks = _by_libsndfile(file, kind.name, name, rate)
    count = 0
    for block in blocks:
        count += len(block)
        if len(block):
            yield check_samples(block, name)
    if count == 0:
        raise InputDamagedError(f"{name} has no samples: it is {kind.name} without sound.")


def check_samples(samples: NDArray[np.float32], name: str) -> NDArray[np.float32]:
    """Return samples that are numbers.

    Raises:
        InputDamagedError: one is infinite, or no number.

    """
    if not np.isfinite(samples).all():
        raise InputDamagedError(
            f"{name} has samples that are infinite or no numbers (NaN). Save or record it again."
        )
    return samples


def one_channel(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the mean of channels, added one after another: NumPy's mean has no fixed order.

    Args:
        samples: float32 (n, channels).

    """
    total = samples[:, 0].copy()
    for channel in samples.T[1:]:
        total += channel
    return total / np.float32(samples.shape[1])


def _by_libsndfile(
    file: BinaryIO, kind: str, name: str, rate: int
) -> Iterator[NDArray[np.float32]]:
    try:
        import soundfile  # noqa: PLC0415 - an extra, and 20 ms
    except ImportError as error:
        raise MissingExtraError(
            f"{name} is read by soundfile, which is not installed: pip install 'vizsla[sound]'"
        ) from error
    try:
        with soundfile.SoundFile(file) as opened:
            resampler = Resampler(_checked_rate(opened.samplerate, name), rate)
            frames = max(1, _BLOCK // opened.channels)
            while len(part := opened.read(frames, dtype="float32", always_2d=True)):
                # A NaN is found before it spreads.
                yield resampler.push(one_channel(check_samples(part, name)))
            yield resampler.end()
    except InputError:
        raise
    except Exception as error:  # a parser may raise any error on hostile bytes
        reason = shorten(str(error).strip().rstrip(".")) or type(error).__name__
        raise InputDamagedError(
            f"{name} is damaged {kind}: {reason}. Save or record it again."
        ) from error


def _checked_rate(rate: int, name: str) -> int:
    if not LEAST_RATE <= rate <= MOST_RATE:
        raise InputTypeError(
            f"{name} has {rate} samples a second; {LEAST_RATE} to {MOST_RATE} are read."
        )
    return rate


def _by_ffmpeg(
    file: BinaryIO, kind: SoundFormat, name: str, rate: int
) -> Iterator[NDArray[np.float32]]:
    path = getattr(file, "name", None)
    if isinstance(path, str) and os.path.isfile(path):  # noqa: PTH113 - quick
        yield from ffmpeg_blocks(os.path.abspath(path), kind, name, rate, _BLOCK)  # noqa: PTH100
        return
    with tempfile.NamedTemporaryFile() as kept:  # its reader has to jump about in it
        while part := file.read(2**20):
            kept.write(part)
        kept.flush()
        yield from ffmpeg_blocks(kept.name, kind, name, rate, _BLOCK)
