"""How much of what a voice says is understood: by the model that listens."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from vizsla.modalities.audio.resample import Resampler
from vizsla.speech.compare_words import word_errors
from vizsla.speech.listening.moonshine import moonshine
from vizsla.speech.listening.speech_pieces import SpeechCutter
from vizsla.speech.listening.voice_activity import RATE
from vizsla.speech.speaking.spoken_text import spoken_text

if TYPE_CHECKING:
    from vizsla.modalities.audio.sound import Sound

__all__ = ["Understood", "understood"]


class Understood(NamedTuple):
    """What was heard of a sound.

    Attributes:
        heard: the words.
        errors: the fewest words to replace, insert or delete to have those that were said.
        words: how many words were said.

    """

    heard: str
    errors: int
    words: int

    @property
    def share(self) -> float:
        """The share of words that were understood, 0 to 1."""
        return max(0.0, 1 - self.errors / max(1, self.words))


def understood(said: str, sound: Sound) -> Understood:
    """Listen to a sound, and compare what is heard with what was said.

    Numbers count as understood however they are written: both texts are compared as they are read.

    Args:
        said: the words as they are spoken; see ``said_words``.
        sound: the sound.

    Raises:
        MissingExtraError: the models or the engine are not installed.

    """
    resampler = Resampler(sound.rate, RATE)
    samples = np.concatenate([resampler.push(sound.samples), resampler.end()])
    cutter = SpeechCutter()
    pieces = [*cutter.push(samples), *cutter.end()]
    heard = " ".join(moonshine().hear(each.samples).text for each in pieces)
    compared = word_errors(said, spoken_text(heard))
    return Understood(heard, compared.errors, compared.words)
