"""Computes the tables of the encoder of sounds: its window, its bands, and a transform's angles.

They are stored in the encoder's file, since cosines and logarithms have other last bits in each
language of programs.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

__all__ = ["sound_tables"]

RATE, WINDOW, BANDS = 16_000, 512, 32
HANN = 400  # samples of a frame that count: 25 ms
SPEECH = (60.0, 3_800.0)  # Hz: what the network was trained on
Numbers = NDArray[np.float64]


def sound_tables() -> dict[str, NDArray[np.generic]]:
    """Return the tables by their names; see ``BandPowers``."""
    place = np.arange(HANN) / HANN
    angle = 2 * np.pi * np.arange(WINDOW // 2) / WINDOW
    tables = {
        "window": 0.5 - 0.5 * np.cos(2 * np.pi * place),
        "cosine": np.cos(angle),
        "sine": np.sin(angle),
    }
    found: dict[str, NDArray[np.generic]] = {
        name: each.astype(np.float32) for name, each in tables.items()
    }
    for name, bands in (("speech", _speech_bands()), ("wide", _wide_bands())):
        first = (bands > 0).argmax(axis=1)
        count = int((bands > 0).sum(axis=1).max())
        padded = np.pad(bands, ((0, 0), (0, count)))
        rows = np.stack([row[at : at + count] for row, at in zip(padded, first, strict=True)])
        found[f"{name}.first"] = first.astype(np.int16)
        found[f"{name}.weights"] = np.ascontiguousarray(rows.T.astype(np.float32))
    return found


def _triangles(edges: Numbers) -> Numbers:
    """Return triangles between edges in Hz, each from one edge over the next to the one behind."""
    bins = np.fft.rfftfreq(WINDOW, 1 / RATE)
    low, middle, high = (edges[at : at + BANDS, None] for at in range(3))
    found: Numbers = np.maximum(
        np.minimum((bins - low) / (middle - low), (high - bins) / (high - middle)), 0
    )
    return found


def _speech_bands() -> Numbers:
    """Return the bands that the network was trained on: Slaney's mel scale, of equal areas.

    Slaney, "Auditory Toolbox" (1998): linear below 1,000 Hz, logarithmic above.
    """
    step = math.log(6.4) / 27
    low, high = SPEECH
    top = 15 + math.log(high / 1_000) / step
    mel = np.linspace(low * 3 / 200, top, BANDS + 2)
    edges = np.where(mel < 15, mel * 200 / 3, 1_000 * np.exp(step * (mel - 15)))  # noqa: PLR2004
    found: Numbers = _triangles(edges) * (2 / (edges[2:] - edges[:-2]))[:, None]
    return found


def _wide_bands() -> Numbers:
    """Return bands over all frequencies: O'Shaughnessy's mel scale (1987), each of sum 1."""
    top = 2_595 * math.log10(1 + RATE / 2 / 700)
    edges = 700 * (10 ** (np.linspace(0, top, BANDS + 2) / 2_595) - 1)
    found = _triangles(edges)
    return found / found.sum(axis=1, keepdims=True)
