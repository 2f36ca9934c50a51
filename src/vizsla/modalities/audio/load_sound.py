"""Loads a sound from a path, URL, bytes, file, array or Sound: one channel at one rate."""

from __future__ import annotations

import io
import os
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from vizsla.errors import InputDamagedError, InputTooLargeError, InputTypeError
from vizsla.modalities.audio.describe_sound_source import describe_sound_source
from vizsla.modalities.audio.resample import Resampler
from vizsla.modalities.audio.sound import Sound
from vizsla.modalities.audio.sound_blocks import (
    LEAST_RATE,
    MOST_RATE,
    check_samples,
    file_blocks,
    one_channel,
)
from vizsla.modalities.limits import DEFAULT_LIMITS
from vizsla.modalities.sources.read_bytes import path_errors, read_buffer, read_file
from vizsla.modalities.sources.source_names import is_url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from numpy.typing import NDArray

    from vizsla.modalities.limits import Limits

__all__ = ["RATE", "SoundSource", "load_sound", "sound_blocks"]

RATE = 16_000  # Hz: what the models hear
SoundSource: TypeAlias = (
    "str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO | Sound"
    " | tuple[NDArray[np.generic], int]"
)


def load_sound(
    source: SoundSource, *, rate: int = RATE, limits: Limits = DEFAULT_LIMITS
) -> NDArray[np.float32]:
    """Return a sound's samples: float32 (n,), n at least 1, of one channel, at ``rate``.

    Args:
        source: see ``sound_blocks``.
        rate: the samples a second to return, in Hz.
        limits: the seconds of sound, bytes and seconds of a download that reading may cost.

    Raises:
        InputError: the source can't be used; the error's class says why.

    """
    parts: list[NDArray[np.float32]] = []
    left = limits.max_seconds * rate
    for block in sound_blocks(source, rate=rate, limits=limits):
        parts.append(block)
        left -= len(block)
        if left < 0:
            raise InputTooLargeError(
                f"{describe_sound_source(source)} is longer than {limits.max_seconds:,g} seconds. "
                "Give a shorter sound, or raise Limits(max_seconds=...)."
            )
    return np.concatenate(parts)


def sound_blocks(
    source: SoundSource, *, rate: int = RATE, limits: Limits = DEFAULT_LIMITS
) -> Iterator[NDArray[np.float32]]:
    """Yield a sound block by block, so that hours of it need little memory.

    Args:
        source: a path, an http(s) URL (a str), a file's bytes, a binary file object, a Sound, or
            a pair of an array and its rate: float -1 to 1, int16 or uint8, shape (n,) or
            (n, channels). Several channels become their mean.
        rate: the samples a second to yield, in Hz.
        limits: the bytes and seconds that reading may cost; a file named by its path may have
            any size, since it is never held whole.

    Yields:
        float32 (n,), n at least 1.

    Raises:
        InputError: the source can't be used; the error's class says why.

    """
    name = describe_sound_source(source)
    if isinstance(source, Sound):
        source = (source.samples, source.rate)
    if isinstance(source, tuple):
        yield from _array_blocks(source, name, rate)
        return
    with _opened(source, name, limits) as file:
        yield from file_blocks(file, name, rate)


@contextmanager
def _opened(source: Any, name: str, limits: Limits) -> Iterator[BinaryIO]:  # noqa: ANN401 - the type is checked here
    if isinstance(source, str) and is_url(source):
        from vizsla.modalities.sources.fetch import fetch  # noqa: PLC0415 - sockets take 20 ms

        yield io.BytesIO(fetch(source, limits, accept="audio/*")[0])
    elif isinstance(source, str | os.PathLike):
        with ExitStack() as stack:
            with path_errors(source, name):
                file = stack.enter_context(Path(os.fsdecode(source)).open("rb"))
            yield file
    elif isinstance(source, bytes | bytearray | memoryview):
        yield io.BytesIO(read_buffer(source, limits))
    elif callable(getattr(source, "read", None)) and not isinstance(source, type):
        yield io.BytesIO(read_file(source, limits))
    else:
        raise InputTypeError(
            f"{name} is not a sound. Give a path, an http(s) URL, bytes, a file object, a Sound, "
            "or a pair of an array and its rate: (samples, 16000)."
        )


def _array_blocks(pair: tuple[Any, ...], name: str, rate: int) -> Iterator[NDArray[np.float32]]:
    samples, old = _checked_pair(pair, name)
    resampler = Resampler(old, rate)
    size = 10 * old
    for start in range(0, len(samples), size):
        part = _as_float(samples[start : start + size])
        check_samples(part, name)
        with np.errstate(over="ignore", invalid="ignore"):  # sums may be too large: checked below
            block = resampler.push(one_channel(part))
        if len(block):
            yield check_samples(block, name)
    with np.errstate(over="ignore", invalid="ignore"):
        end = resampler.end()
    if len(end):
        yield check_samples(end, name)


def _checked_pair(pair: tuple[Any, ...], name: str) -> tuple[NDArray[Any], int]:
    """Return the samples as (n, channels), and their rate."""
    if len(pair) != 2 or not isinstance(pair[0], np.ndarray):  # noqa: PLR2004 - a pair
        raise InputTypeError(f"{name}: give an ndarray and its rate: (samples, 16000).")
    samples, rate = pair
    if isinstance(rate, bool) or not isinstance(rate, int | np.integer):
        raise InputTypeError(f"{name}: the rate is {rate!r}. Give whole samples a second: 16000.")
    if not LEAST_RATE <= rate <= MOST_RATE:
        raise InputTypeError(
            f"{name} has {rate} samples a second; {LEAST_RATE} to {MOST_RATE} are taken."
        )
    known = samples.dtype.kind == "f" or samples.dtype in (np.int16, np.uint8)
    if samples.ndim not in (1, 2) or not known:
        raise InputTypeError(
            f"{name} is of shape {samples.shape} and dtype {samples.dtype}. Give float from -1 to "
            "1, int16 or uint8, of shape (n,) or (n, channels)."
        )
    if samples.size == 0:
        raise InputDamagedError(f"{name} has no samples.")
    return samples.reshape(len(samples), -1), int(rate)


def _as_float(part: NDArray[Any]) -> NDArray[np.float32]:
    if part.dtype == np.int16:
        return part.astype(np.float32) / np.float32(32_768)
    if part.dtype == np.uint8:
        return (part.astype(np.float32) - np.float32(128)) / np.float32(128)
    return part.astype(np.float32)
