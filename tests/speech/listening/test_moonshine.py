"""The model that hears words runs on sounds of any length, and says how likely each piece is."""

from __future__ import annotations

import numpy as np
import pytest

from vizsla.speech.listening.moonshine import moonshine


@pytest.mark.parametrize("length", [1, 16_000, 14 * 16_000])
def test_a_sound_without_words_gets_few_of_them_and_always_the_same(length: int) -> None:
    noise = np.random.default_rng(3).standard_normal(length).astype(np.float32) * 0.05
    heard = moonshine().hear(noise)
    assert len(heard.tokens) <= 6.5 * max(1, length / 16_000) + 1
    assert len(heard.likelihoods) == len(heard.tokens) + heard.ended
    assert all(each <= 0 for each in heard.likelihoods)
    assert moonshine().hear(noise) == heard
