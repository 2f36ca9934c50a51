"""Tells whole sounds from those that come block by block, and checks the blocks."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np

from vizsla.errors import InputTypeError
from vizsla.modalities.audio.load_sound import RATE
from vizsla.modalities.audio.sound import Sound
from vizsla.modalities.audio.sound_blocks import check_samples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

__all__ = ["checked_blocks", "comes_in_blocks"]

_WHOLE = (str, os.PathLike, bytes, bytearray, memoryview, Sound, tuple)


def comes_in_blocks(source: object) -> bool:
    """Return whether a source yields blocks, as a microphone does; else it is for ``load_sound``.

    An array of one dimension yields single samples, not blocks.
    """
    single = isinstance(source, np.ndarray) and source.ndim < 2  # noqa: PLR2004 - see above
    whole = isinstance(source, _WHOLE) or hasattr(source, "read") or single
    return not whole and hasattr(source, "__iter__")


def checked_blocks(blocks: Iterable[object]) -> Iterator[NDArray[np.float32]]:
    """Yield the blocks of a sound, which are float32 (n,), from -1 to 1, at 16 kHz.

    Raises:
        InputTypeError: a block is something else.
        InputDamagedError: a sample is infinite, or no number.

    """
    for block in blocks:
        if not isinstance(block, np.ndarray) or block.ndim != 1 or block.dtype != np.float32:
            given = type(block).__name__
            if isinstance(block, np.ndarray):
                given = f"{block.dtype} {block.shape}"
            raise InputTypeError(
                f"a block of the sound is {given}. Give float32 ndarrays of shape (n,), from -1 to "
                f"1, at {RATE:,} samples a second."
            )
        yield check_samples(block, "the microphone")
