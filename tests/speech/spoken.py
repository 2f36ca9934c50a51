"""Speech for tests: what ``vizsla.speak`` says."""

from __future__ import annotations

from functools import cache

import numpy as np

import vizsla
from vizsla.modalities.audio.sound import Sound

__all__ = ["FIRST", "SECOND", "two_sentences"]

FIRST = "The weather was fine this morning, and we walked along the river."
SECOND = "After lunch she wrote a long letter to her brother in London."


@cache
def two_sentences() -> Sound:
    """Return both sentences, with a pause of 1.5 seconds between them and 0.5 around."""
    first, second = (vizsla.speak(each).answer for each in (FIRST, SECOND))
    half = np.zeros(first.rate // 2, np.float32)
    samples = [half, first.samples, half, half, half, second.samples, half]
    return Sound(np.concatenate(samples).astype(np.float32), first.rate)
