"""A sound: its samples, and how many of them are a second."""

from __future__ import annotations

import base64
import io
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vizsla.atomic.write_whole import write_file
from vizsla.errors import InputTypeError

if TYPE_CHECKING:
    import os

    from numpy.typing import NDArray

__all__ = ["Sound"]

_LOUDEST, _BYTES = 32_767, 2  # of a sample of 16 bits
_SHOWN = 600  # seconds: a notebook gets no longer a sound in its page


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """One channel of sound.

    A notebook shows it as a player.

    Attributes:
        samples: float32 (n,), -1 to 1 where nothing is clipped.
        rate: samples a second, in Hz.

    """

    samples: NDArray[np.float32]
    rate: int

    @property
    def seconds(self) -> float:
        """How long it takes."""
        return len(self.samples) / self.rate

    def to_pcm(self) -> bytes:
        """Return the samples as int16, little-endian; louder ones than 1 are clipped."""
        return np.rint(np.clip(self.samples, -1, 1) * _LOUDEST).astype("<i2").tobytes()

    def to_wav(self) -> bytes:
        """Return the sound as a WAV file of 16 bits; louder samples than 1 are clipped."""
        file = io.BytesIO()
        with wave.open(file, "wb") as writer:
            writer.setnchannels(1)
            writer.setsampwidth(_BYTES)
            writer.setframerate(self.rate)
            writer.writeframes(self.to_pcm())
        return file.getvalue()

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the sound to a WAV file, whole or not at all; a file that is there is replaced.

        Args:
            path: a name that ends in ``.wav``.

        Raises:
            InputTypeError: the name ends otherwise.
            OSError: the file can't be written.

        """
        target = Path(path)
        if target.suffix.lower() != ".wav":
            raise InputTypeError(
                f"{target.name}: a sound is saved as WAV. Give a name that ends in .wav."
            )
        write_file(target, self.to_wav())

    def __repr__(self) -> str:
        """Return the length and the rate, such as ``<Sound 2.4 s at 24000 Hz>``."""
        return f"<Sound {self.seconds:.1f} s at {self.rate} Hz>"

    def _repr_html_(self) -> str:
        """Return a player for a notebook; of a long sound its first ten minutes."""
        start = Sound(self.samples[: _SHOWN * self.rate], self.rate)
        content = base64.b64encode(start.to_wav()).decode()
        return f'<audio controls src="data:audio/wav;base64,{content}"></audio>'
