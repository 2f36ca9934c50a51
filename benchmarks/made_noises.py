"""Makes noises of thirteen kinds by simple physical models, each in a room of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import Generator
    from numpy.typing import NDArray

    Wave = NDArray[np.float64]

__all__ = ["NOISES", "RATE", "made_noise"]

RATE = 16_000
TOP = 7_800.0  # Hz


def _fading(count: int, seconds: float) -> Wave:
    found: Wave = np.exp(-np.arange(count) / (seconds * RATE))
    return found


def _modes(rng: Generator, hertz: Sequence[float], seconds: Sequence[float], count: int) -> Wave:
    """Return the sum of tones that fade: what is hit."""
    place = np.arange(count) / RATE
    wave = np.zeros(count)
    for each, fades in zip(hertz, seconds, strict=True):
        if each < TOP:
            turn = 2 * np.pi * each * place + rng.uniform(0, 6)
            wave += rng.uniform(0.3, 1) * np.sin(turn) * np.exp(-place / fades)
    return wave


def _band(rng: Generator, count: int, low: float, high: float) -> Wave:
    """Return noise around some frequencies."""
    spectrum = np.fft.rfft(rng.normal(0, 1, count))
    hertz = np.maximum(np.fft.rfftfreq(count, 1 / RATE), 1)
    spectrum *= np.exp(-0.5 * (np.log(hertz / np.sqrt(low * high)) / np.log(high / low) * 2) ** 2)
    wave = np.fft.irfft(spectrum, count)
    return wave / np.abs(wave).max()


def _put(wave: Wave, part: Wave, at: float) -> None:
    start = int(at)
    fits = min(len(part), len(wave) - start)
    if fits > 0:
        wave[start : start + fits] += part[:fits]


def _tone(hertz: Wave) -> Wave:
    found: Wave = np.sin(2 * np.pi * np.cumsum(np.clip(hertz, 20, TOP)) / RATE)
    return found


def _knock(rng: Generator, count: int) -> Wave:
    wave, at = np.zeros(count), rng.uniform(0, 0.1) * RATE
    hertz = rng.uniform(150, 500) * np.array([1, 1.6, 2.3, 3.4, 5])
    for _ in range(rng.integers(1, 4)):
        hit = _modes(rng, hertz, rng.uniform(0.008, 0.05, 5), 4_000)
        _put(wave, hit + 0.3 * _band(rng, 4_000, 500, 4_000) * _fading(4_000, 0.004), at)
        at += rng.uniform(0.12, 0.3) * RATE
    return wave


def _glass(rng: Generator, count: int) -> Wave:
    hertz = rng.uniform(1_800, 3_500) * np.cumprod([1, *rng.uniform(1.2, 1.7, 5)])
    ringing = _modes(rng, hertz, rng.uniform(0.05, 0.5, 6), count)
    return ringing + 0.3 * _band(rng, count, 3_000, 7_000) * _fading(count, 0.003)


def _clap(rng: Generator, count: int) -> Wave:
    wave, at = np.zeros(count), rng.uniform(0, 0.15) * RATE
    for _ in range(rng.integers(1, 3)):
        for part in range(rng.integers(2, 5)):
            burst = _band(rng, 3_000, rng.uniform(700, 1_200), rng.uniform(2_000, 3_500))
            fades = _fading(3_000, 0.004 if part < 2 else 0.02)  # noqa: PLR2004
            _put(wave, burst * fades, at + part * rng.uniform(0.005, 0.012) * RATE)
        at += rng.uniform(0.25, 0.5) * RATE
    return wave


def _drops(rng: Generator, count: int) -> Wave:
    wave, place = np.zeros(count), np.arange(2_400) / RATE
    for _ in range(rng.integers(2, 9)):
        rising = rng.uniform(500, 2_200) * (1 + rng.uniform(4, 18) * place)
        drop = rng.uniform(0.3, 1) * _tone(rising) * _fading(2_400, rng.uniform(0.01, 0.04))
        _put(wave, drop, rng.uniform(0, 0.9) * count)
    return wave


def _whistle(rng: Generator, count: int) -> Wave:
    place = np.arange(count) / RATE
    trembling = 0.01 * np.sin(2 * np.pi * rng.uniform(4, 7) * place)
    hertz = rng.uniform(900, 2_800) * (1 + rng.uniform(-0.25, 0.25) * place + trembling)
    start, end = int(rng.uniform(0, 0.2) * count), int(rng.uniform(0.6, 1) * count)
    blown = np.zeros(count)
    blown[start:end] = np.hanning(end - start) ** 0.3
    return blown * (_tone(hertz) + 0.05 * _band(rng, count, 1_000, 6_000))


def _engine(rng: Generator, count: int) -> Wave:
    speed = rng.uniform(25, 110) * (1 + rng.uniform(-0.3, 0.3) * np.linspace(0, 1, count))
    turns = 2 * np.pi * np.cumsum(speed) / RATE
    wave = 0.3 * _band(rng, count, 80, 800) * (1 + 0.5 * np.sin(turns))
    for part in range(1, 30):
        strength = rng.uniform(0.3, 1) / part ** rng.uniform(0.6, 1.2)
        wave += strength * np.sin(part * turns + rng.uniform(0, 6))
    return wave


def _rain(rng: Generator, count: int) -> Wave:
    wave = 0.3 * _band(rng, count, rng.uniform(800, 2_000), 7_000)
    for _ in range(rng.integers(50, 400)):
        drop = rng.exponential(0.4) * _band(rng, 200, 1_500, 7_000) * _fading(200, 0.001)
        _put(wave, drop, rng.uniform(0, count))
    return wave


def _steps(rng: Generator, count: int) -> Wave:
    wave, at = np.zeros(count), rng.uniform(0, 0.2) * RATE
    every, low = rng.uniform(0.3, 0.65) * RATE, rng.uniform(60, 160)
    while at < count:
        heel = _modes(rng, (low, 2.1 * low), (0.03, 0.02), 3_000)
        heel += 0.4 * _band(rng, 3_000, 200, 2_500) * _fading(3_000, 0.015)
        _put(wave, rng.uniform(0.7, 1) * heel, at)
        sole = 0.3 * _band(rng, 1_500, 600, 4_000) * _fading(1_500, 0.02)
        _put(wave, sole, at + rng.uniform(0.05, 0.12) * RATE)
        at += every * rng.uniform(0.9, 1.1)
    return wave


def _bell(rng: Generator, count: int) -> Wave:
    hertz = rng.uniform(300, 1_100) * np.array([0.5, 1, 1.2, 1.5, 2, 2.5, 3, 4.2])
    return _modes(rng, hertz, rng.uniform(0.3, 1.5, 8), count)


def _typing(rng: Generator, count: int) -> Wave:
    wave, at = np.zeros(count), rng.uniform(0, 0.1) * RATE
    while at < count:
        hertz = (rng.uniform(300, 900), rng.uniform(2_000, 4_000))
        down = _band(rng, 500, 1_500, 6_500) * _fading(500, 0.002)
        down += 0.4 * _modes(rng, hertz, (0.006, 0.004), 500)
        _put(wave, rng.uniform(0.4, 1) * down, at)
        up = 0.4 * _band(rng, 400, 2_000, 7_000) * _fading(400, 0.002)
        _put(wave, up, at + rng.uniform(0.05, 0.1) * RATE)
        at += rng.uniform(0.08, 0.3) * RATE
    return wave


def _siren(rng: Generator, count: int) -> Wave:
    swings = np.sin(2 * np.pi * rng.uniform(0.4, 4) * np.arange(count) / RATE + rng.uniform(0, 6))
    if rng.random() < 0.5:  # noqa: PLR2004 - two tones, or one that glides
        swings = np.sign(swings)
    hertz = rng.uniform(500, 900) + rng.uniform(150, 500) * swings
    turns = 2 * np.pi * np.cumsum(hertz) / RATE
    found: Wave = np.sin(turns) + 0.4 * np.sin(2 * turns) + 0.2 * np.sin(3 * turns)
    return found


def _saw(rng: Generator, count: int) -> Wave:
    pulling = np.abs(
        np.sin(np.pi * rng.uniform(1, 3) * np.arange(count) / RATE + rng.uniform(0, 3))
    )
    rough = _band(rng, count, rng.uniform(800, 2_000), rng.uniform(3_500, 7_000))
    found: Wave = rough * pulling ** rng.uniform(0.7, 2)
    return found


def _birds(rng: Generator, count: int) -> Wave:
    wave = np.zeros(count)
    for _ in range(rng.integers(2, 8)):
        length = int(rng.uniform(0.04, 0.15) * RATE)
        place = np.arange(length) / RATE
        hertz = rng.uniform(2_500, 5_500) + rng.uniform(-20_000, 20_000) * place
        hertz += 200 * np.sin(2 * np.pi * rng.uniform(20, 60) * place)
        _put(wave, np.hanning(length) * _tone(hertz), rng.uniform(0, 0.9) * count)
    return wave


_MAKERS = (
    *(_bell, _birds, _clap, _drops, _engine, _glass, _knock),
    *(_rain, _saw, _siren, _steps, _typing, _whistle),
)
NOISES = tuple(each.__name__.removeprefix("_") for each in _MAKERS)


def made_noise(kind: str, seed: int) -> NDArray[np.float32]:
    """Return a noise of 0.7 to 2 seconds at 16 kHz, with an echo and other noise behind it.

    Args:
        kind: one of ``NOISES``.
        seed: each gives another one.

    """
    number = NOISES.index(kind)
    rng = np.random.default_rng([number, seed])
    count = int(rng.uniform(0.7, 2.0) * RATE)
    wave = _in_a_room(rng, _MAKERS[number](rng, count))
    hertz = np.maximum(np.fft.rfftfreq(count, 1 / RATE), 30)
    wave = np.fft.irfft(np.fft.rfft(wave) * (hertz / 1_000) ** rng.uniform(-0.3, 0.3), count)
    behind = np.fft.irfft(np.fft.rfft(rng.normal(0, 1, count)) * hertz ** -rng.uniform(0, 1), count)
    wave = wave / wave.std() + behind / behind.std() * 10 ** (-rng.uniform(10, 35) / 20)
    loud = 10 ** (-rng.uniform(0, 25) / 20)
    return (wave / np.abs(wave).max() * loud).astype(np.float32)


def _in_a_room(rng: Generator, wave: Wave) -> Wave:
    seconds = rng.uniform(0.05, 0.6)
    size = int(seconds * RATE)
    echo = rng.normal(0, 1, size) * _fading(size, seconds / 6.9)  # 60 dB in that time
    echo *= rng.uniform(0.06, 0.45) / np.sqrt((echo**2).sum())
    echo[0] = 1
    length = 1 << (len(wave) + size).bit_length()
    found = np.fft.irfft(np.fft.rfft(wave, length) * np.fft.rfft(echo, length), length)
    return found[: len(wave)]
