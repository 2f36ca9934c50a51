"""Sound files that tests make."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import soundfile

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["sound_file", "tone"]


def tone(
    seconds: float, rate: int, *, hertz: float = 440.0, loud: float = 0.5
) -> NDArray[np.float32]:
    """Return a pure tone: float32 (n,)."""
    place = np.arange(round(seconds * rate)) / rate
    return (loud * np.sin(2 * np.pi * hertz * place)).astype(np.float32)


def sound_file(
    samples: NDArray[np.generic], rate: int, kind: str = "WAV", subtype: str | None = None
) -> bytes:
    """Return a file's content; ``kind`` and ``subtype`` as libsndfile names them."""
    file = io.BytesIO()
    soundfile.write(file, samples, rate, subtype=subtype, format=kind)
    return file.getvalue()
