"""Sounds become vectors: the same for any loudness, length or block size, and for no sound too."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
import safetensors.numpy

from vizsla import errors
from vizsla.encoders import registry
from vizsla.encoders.sound.exact_log import DECIBEL, decibels, natural_log
from vizsla.encoders.sound.fourier import powers
from vizsla.encoders.sound.sound_encoder import SoundEncoder, sound_encoder
from vizsla.encoders.sound.sound_file import SIZE, sound_file
from vizsla.encoders.sound.spectral_features import FEATURES, spectral_features
from vizsla.encoders.sound.spectrum import BandPowers
from vizsla.encoders.sound.speech_network import CHANNELS, FRAMES, STEP, SpeechNetwork
from vizsla.modalities.audio.sound import Sound
from vizsla.samples.made_sounds import made_sound

if TYPE_CHECKING:
    from pathlib import Path

RATE = 16_000


def network() -> SpeechNetwork:
    return SpeechNetwork(safetensors.numpy.load(sound_file()))


def test_it_is_the_encoder_of_sounds() -> None:
    encoder = registry.encoder_named(None, "audio")
    assert isinstance(encoder, SoundEncoder)
    encoder.self_test()
    assert encoder.entry.files is not None
    assert encoder.entry.files["weights"].bytes == SIZE == len(sound_file())
    with pytest.raises(errors.OptionError, match="audio"):
        registry.encoder_named("sound", "image")


def test_an_embedding_is_whole_numbers_that_fit() -> None:
    encoder = sound_encoder()
    found = encoder.embed(made_sound("knock", 0))
    assert found.numbers.shape == (encoder.dimension,) == (2 * CHANNELS + FEATURES,)
    np.testing.assert_array_equal(found.numbers, found.numbers.astype(encoder.dtype))


def test_how_near_the_microphone_was_does_not_count() -> None:
    encoder, sound = sound_encoder(), made_sound("whistle", 1)
    quiet = Sound(sound.samples / 8, sound.rate)
    np.testing.assert_array_equal(encoder.embed(sound).numbers, encoder.embed(quiet).numbers)


@pytest.mark.parametrize("count", [1, 100, 512, 5_000, 12_511, 12_512, 12_513])
def test_short_sounds_and_silence_have_embeddings(count: int) -> None:
    encoder = sound_encoder()
    for samples in (np.zeros(count, np.float32), np.ones(count, np.float32)):
        assert np.isfinite(encoder.embed(Sound(samples, RATE)).numbers).all()


def test_one_run_over_a_sound_is_the_same_as_a_run_over_each_window() -> None:
    levels = np.random.default_rng(0).integers(-1_000, 1_000, (FRAMES + 70 * STEP + 3, 32))
    levels = levels.astype(np.float64)
    whole = network().windows(levels)
    assert whole.shape == (71, CHANNELS)
    for at in (0, 1, 63, 64, 70):
        alone = network().windows(levels[at * STEP : at * STEP + FRAMES])
        np.testing.assert_array_equal(alone[0], whole[at])


def test_a_tone_is_in_the_band_of_its_frequency() -> None:
    bands = BandPowers(safetensors.numpy.load(sound_file()))
    place = np.arange(RATE) / RATE
    for hertz in (200, 1_000, 3_000):
        found = bands.spectrum(np.sin(2 * np.pi * hertz * place).astype(np.float32))
        mel = 2_595 * np.log10(1 + np.array([hertz, 8_000]) / 700)
        assert found.wide.mean(axis=0).argmax() == pytest.approx(33 * mel[0] / mel[1] - 1, abs=1)
        assert 0 < found.speech.mean(axis=0).argmax() < 31


def test_the_transform_is_numpy_s() -> None:
    frames = np.random.default_rng(0).normal(0, 1, (512, 7))
    angle = 2 * np.pi * np.arange(256) / 512
    found = powers(frames, np.cos(angle), np.sin(angle))
    np.testing.assert_allclose(found, np.abs(np.fft.rfft(frames, axis=0)) ** 2, rtol=1e-9)


def test_the_logarithm_is_numpy_s() -> None:
    numbers = np.concatenate([10.0 ** np.arange(-60, 61), np.random.default_rng(0).random(1_000)])
    np.testing.assert_allclose(natural_log(numbers), np.log(numbers), rtol=1e-15, atol=1e-16)
    np.testing.assert_array_equal(decibels(np.array([1.0, 100.0])), [0, 20 * DECIBEL])


def test_spectral_features_do_not_depend_on_the_level() -> None:
    power = np.random.default_rng(0).random((100, 32))
    np.testing.assert_allclose(spectral_features(power), spectral_features(power * 1e-6), atol=0.04)
    assert np.isfinite(spectral_features(np.zeros((1, 32)))).all()


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"altered", errors.BundleDamagedError, "was altered"),
        (None, errors.MissingExtraError, "can't be read"),
    ],
)
def test_an_altered_or_missing_file_is_named(
    content: bytes | None,
    error: type[errors.VizslaError],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    package = tmp_path / "vizsla_sound"
    package.mkdir()
    code = "from pathlib import Path\n\n\ndef folder():\n    return Path(__file__).parent\n"
    (package / "__init__.py").write_text(code, encoding="utf-8")
    if content is not None:
        (package / "sound.safetensors").write_bytes(content)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "vizsla_sound", raising=False)
    sound_file.cache_clear()
    try:
        with pytest.raises(error, match=words):
            sound_file()
    finally:
        sys.modules.pop("vizsla_sound", None)
