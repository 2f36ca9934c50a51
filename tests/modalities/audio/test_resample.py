"""Resampling: block by block the same as in one piece, and tones keep their pitch."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modalities.audio.sound_files import tone
from vizsla.modalities.audio.resample import Resampler


def resampled(samples: np.ndarray, old: int, new: int, size: int | None = None) -> np.ndarray:
    resampler = Resampler(old, new)
    size = size or max(1, len(samples))
    parts = [resampler.push(samples[at : at + size]) for at in range(0, len(samples), size)]
    return np.concatenate([*parts, resampler.end()])


@settings(max_examples=40, deadline=None)
@given(
    old=st.sampled_from([8_000, 11_025, 16_000, 22_050, 44_100, 48_000, 12_345]),
    new=st.sampled_from([16_000, 24_000, 8_000]),
    length=st.integers(1, 3_000),
    size=st.integers(1, 1_000),
)
def test_blocks_give_the_same_samples_as_one_piece(
    old: int, new: int, length: int, size: int
) -> None:
    samples = np.random.default_rng(length).uniform(-1, 1, length).astype(np.float32)
    whole = resampled(samples, old, new)
    assert len(whole) == -(-length * new // old)
    np.testing.assert_array_equal(resampled(samples, old, new, size), whole)


@pytest.mark.parametrize("old", [8_000, 11_025, 15_999, 22_050, 44_100, 48_000, 48_001])
def test_a_tone_keeps_its_pitch_and_loudness(old: int) -> None:
    found = resampled(tone(1, old), old, 16_000)
    middle = slice(1_000, 15_000)  # without the edges, where the sound begins and ends
    np.testing.assert_allclose(found[middle], tone(1, 16_000)[middle], atol=2e-4)


def test_what_the_lower_rate_cannot_hold_is_filtered_out() -> None:
    found = resampled(tone(1, 48_000, hertz=11_000), 48_000, 16_000)
    assert np.abs(found[1_000:15_000]).max() < 1e-4


def test_a_rate_that_shares_no_divisor_with_the_other_takes_little_memory() -> None:
    samples = tone(1, 767_999)
    tracemalloc.start()
    found = resampled(samples, 767_999, 16_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 200e6  # bytes
    np.testing.assert_allclose(found[1_000:15_000], tone(1, 16_000)[1_000:15_000], atol=2e-4)
