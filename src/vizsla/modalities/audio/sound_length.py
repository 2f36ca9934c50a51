"""Tells how long a sound is, without reading it, where its file says so."""

from __future__ import annotations

import os
from typing import Any

import numpy as np

from vizsla.modalities.audio.sound import Sound
from vizsla.modalities.sources.source_names import is_url

__all__ = ["sound_length"]


def sound_length(source: Any) -> float | None:  # noqa: ANN401 - any source
    """Return a sound's length in seconds; None where only reading it tells, or it can't be read.

    Args:
        source: see ``sound_blocks``.

    """
    if isinstance(source, Sound):
        return source.seconds
    if isinstance(source, tuple) and source and isinstance(source[0], np.ndarray):
        return len(source[0]) / float(source[1])
    if not isinstance(source, str | os.PathLike) or is_url(str(source)):
        return None
    try:
        import soundfile  # noqa: PLC0415 - an extra, and 20 ms

        return float(soundfile.info(os.fspath(source)).duration)
    except Exception:  # noqa: BLE001 - a parser may raise any error on hostile bytes
        return None
