"""Sounds made by a program: something is hit, somebody whistles, water or wind hisses."""

from __future__ import annotations

import numpy as np

from vizsla.modalities.audio.sound import Sound

__all__ = ["SOUNDS", "made_sound"]

RATE = 16_000
SOUNDS = ("hiss", "knock", "whistle")


def made_sound(kind: str, seed: int) -> Sound:
    """Return a sound of a second or so, another for each seed, and in another place."""
    rng = np.random.default_rng([SOUNDS.index(kind), seed])
    count = int(rng.uniform(0.8, 1.6) * RATE)
    place = np.arange(count) / RATE
    noise = rng.normal(0, 1, count)
    if kind == "hiss":
        wave = noise - np.roll(noise, int(rng.integers(1, 4)))
        wave *= 0.1 * (1 + 0.5 * np.sin(2 * np.pi * rng.uniform(0.5, 3) * place))
    elif kind == "whistle":
        bent = rng.uniform(900, 2_500) * (1 + 0.2 * rng.uniform(-1, 1) * place)
        trembling = rng.uniform(0, 0.05) * np.sin(2 * np.pi * rng.uniform(3, 9) * place)
        wave = 0.4 * np.sin(2 * np.pi * np.cumsum(bent * (1 + trembling)) / RATE)
        wave[: int(rng.uniform(0, 0.5) * count)] = 0
    else:
        wave = np.zeros(count)
        for at in rng.integers(0, count // 2, rng.integers(1, 4)):
            since = place[: count - at]
            for each in rng.uniform(150, 900, 4):
                wave[at:] += 0.2 * np.sin(2 * np.pi * each * since) * np.exp(-since / 0.03)
    behind = np.convolve(rng.normal(0, 1, count), rng.normal(0, 1, 9) ** 3, "same")
    wave = wave + 10 ** rng.uniform(-3, -1.3) * behind / behind.std()
    return Sound((rng.uniform(0.2, 0.9) * wave / np.abs(wave).max()).astype(np.float32), RATE)
