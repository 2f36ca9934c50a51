"""Measures a sound's length, loudness, silence and clipping, and a hash of what it sounds like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import imagehash
import numpy as np
from PIL import Image

from vizsla.modalities.audio.loudness import loudness
from vizsla.modalities.audio.sound_facts import SoundFacts
from vizsla.modalities.audio.spectrogram import spectrogram

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["measure_sound", "sound_hash"]

_FRAME = 0.02  # seconds: the shortest silence that counts
_SILENT = 1e-3  # root mean square: -60 dB of full scale
_BELOW = 1e-2  # of the loudest frame: 40 dB below it is silence, too
_RUN = 3  # equal samples at the top: a wave that was cut off, and by chance very rarely
_BEYOND = 1.05  # of full scale: by less a codec alone goes beyond it
_LOUD = 0.1  # a sound whose peak is lower was hardly clipped


def measure_sound(
    samples: NDArray[np.float32], rate: int, format_name: str, *, original: NDArray[np.float32]
) -> SoundFacts:
    """Measure a sound.

    Args:
        samples: float32 (n,), n at least 1.
        rate: samples a second, in Hz.
        format_name: the file's format, such as ``FLAC``; empty where there is no file.
        original: float32 (m,), the file's samples at its own rate, or as many of them as are to be
            looked at: another rate rounds off what was clipped.

    """
    return SoundFacts(
        seconds=round(len(samples) / rate, 4),
        format=format_name,
        loudness=round(loudness(samples, rate), 2),
        peak=float(np.abs(original).max()),
        silence=_silence(samples, rate),
        clipped=_clipped(original),
    )


def sound_hash(samples: NDArray[np.float32], rate: int) -> int:
    """Return 64 bits of which few differ between sounds that sound alike.

    They are ImageHash's ``phash`` of the spectrogram, first bit highest.
    """
    bits = imagehash.phash(Image.fromarray(spectrogram(samples, rate))).hash
    return int.from_bytes(np.packbits(bits).tobytes(), "big")


def _silence(samples: NDArray[np.float32], rate: int) -> float:
    """Return the share of frames that are silent."""
    size = min(len(samples), round(_FRAME * rate))
    frames = samples[: len(samples) // size * size].reshape(-1, size)
    level = np.sqrt(np.einsum("ij,ij->i", frames, frames) / size)
    return float((level < max(_SILENT, _BELOW * float(level.max()))).mean())


def _clipped(samples: NDArray[np.float32]) -> float:
    """Return the share of samples that are far beyond full scale, or equal at the top in a row."""
    beyond = np.abs(samples) > _BEYOND
    found = int(beyond.sum())
    for top in (samples.max(), samples.min()):
        if abs(float(top)) >= _LOUD:
            found += _in_runs((samples == top) & ~beyond)
    return found / len(samples)


def _in_runs(marked: NDArray[np.bool_]) -> int:
    """Return how many are marked in runs of at least ``_RUN``."""
    edges = np.diff(np.concatenate([[0], marked.astype(np.int8), [0]]))
    lengths = np.flatnonzero(edges == -1) - np.flatnonzero(edges == 1)
    return int(lengths[lengths >= _RUN].sum())
