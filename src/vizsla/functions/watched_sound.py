"""Cuts a continuous sound into windows, and gives each window's answer its times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.errors import OptionError
from vizsla.modalities.audio.live_blocks import checked_blocks, comes_in_blocks
from vizsla.modalities.audio.load_sound import RATE, sound_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from vizsla.answer import Answer
    from vizsla.modalities.limits import Limits

__all__ = ["WatchedSound", "windows_of"]

_LEAST, _MOST = 0.1, 60.0  # seconds of a window
_LEAST_STEP = 0.01  # seconds


@dataclass(frozen=True, slots=True)
class WatchedSound:
    """What a function answers to a window of a continuous sound.

    Attributes:
        start: where the window begins, in seconds from the start of the sound.
        end: where it ends.
        answer: the Answer.

    """

    start: float
    end: float
    answer: Answer

    def __str__(self) -> str:
        """Return the times and the answer: ``3.5 to 4.5 s: knock (0.97)``."""
        return f"{self.start:.1f} to {self.end:.1f} s: {self.answer}"


def windows_of(
    source: Any,  # noqa: ANN401 - see SoundClassifier.watch
    seconds: float,
    step: float | None,
    limits: Limits,
) -> Iterator[tuple[float, NDArray[np.float32]]]:
    """Yield the windows of a sound: the start in seconds, and float32 (n,) at 16 kHz.

    Args:
        source: a sound of any length, or an iterable of blocks at 16 kHz.
        seconds: the length of a window.
        step: from one window to the next, in seconds; None for half a window.
        limits: what reading the source may cost.

    Raises:
        OptionError: a length is out of its range.

    """
    step = seconds / 2 if step is None else step
    if not _LEAST <= seconds <= _MOST:
        raise OptionError(f"seconds={seconds!r}: a window has {_LEAST} to {_MOST:g} seconds")
    if not _LEAST_STEP <= step <= _MOST:
        raise OptionError(
            f"step={step!r}: from a window to the next are {_LEAST_STEP} to {_MOST:g} s"
        )
    size, hop = round(seconds * RATE), max(1, round(step * RATE))
    held = np.zeros(0, np.float32)
    first = 0  # the place of what is held
    due = 0  # where the next window begins
    for block in _blocks(source, limits):
        held = np.concatenate([held, block])
        while due + size <= first + len(held):
            yield due / RATE, held[due - first : due - first + size]
            due += hop
        drop = min(due - first, len(held))
        held, first = held[drop:], first + drop
    covered = size - hop if due else 0  # of what is held, by the last whole window
    if len(held) > max(covered, 0):
        yield first / RATE, held


def _blocks(source: Any, limits: Limits) -> Iterator[NDArray[np.float32]]:  # noqa: ANN401
    if comes_in_blocks(source):
        return checked_blocks(source)
    return sound_blocks(source, limits=limits)
