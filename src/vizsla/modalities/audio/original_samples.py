"""Reads a file's samples as they are in it, at its own rate, to see whether they were clipped."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["original_samples"]

_SECONDS = 60  # of the start: enough to see whether a recording is clipped
_MOST = 2**23  # samples of all channels


def original_samples(content: bytes) -> NDArray[np.float32] | None:
    """Return the start of a file's loudest channel.

    Args:
        content: the file's bytes.

    Returns:
        float32 (n,), n at least 1, at the file's own rate; None for a format that ffmpeg reads,
        and for a file that can't be read.

    """
    try:
        import soundfile  # noqa: PLC0415 - an extra, and 20 ms

        with soundfile.SoundFile(io.BytesIO(content)) as opened:
            frames = min(_SECONDS * opened.samplerate, max(1, _MOST // opened.channels))
            found = opened.read(frames, dtype="float32", always_2d=True)
    except Exception:  # noqa: BLE001 - a parser may raise any error, and loading tells it
        return None
    if len(found) == 0 or not np.isfinite(found).all():
        return None
    loudest = int(np.abs(found).max(axis=0).argmax())
    return np.ascontiguousarray(found[:, loudest])
