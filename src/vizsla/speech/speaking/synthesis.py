"""The Answer of a function that speaks: its answer is a sound."""

from __future__ import annotations

import base64
import io
import wave
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vizsla.answer import Answer
from vizsla.modalities.audio.load_sound import load_sound
from vizsla.modalities.audio.sound import Sound

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Synthesis", "read_synthesis"]

WAV = "audio/wav"


@dataclass(frozen=True, slots=True)
class Synthesis(Answer):
    """An Answer that is a sound: what a voice says.

    Attributes:
        answer: the sound, float32 (n,) at 24 kHz.
        score: the share of words that ``listen`` understands, 0 to 1: of this sound where it was
            checked, else of the sentences that the function was measured on.
        voice: the name of the voice.
        checked: what ``listen`` heard, where the sound was checked; else None.

    """

    answer: Sound  # type: ignore[assignment] # all other answers are texts
    voice: str = ""
    checked: str | None = None

    def __str__(self) -> str:
        """Return the length and the score, such as ``1.4 s of sound (0.97)``."""
        return f"{self.answer.seconds:.1f} s of sound ({self.score:.2f})"

    def in_words(self) -> str:
        """Return the length and the score, such as ``1.4 s of sound``."""
        return f"{self.answer.seconds:.1f} s of sound"

    def _repr_html_(self) -> str:
        """Return a player for a notebook."""
        return self.answer._repr_html_()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON value that ``contract/answer.schema.json`` describes.

        The answer is a WAV file of 16 bits in base64.
        """
        return {
            **Answer.to_dict(self),
            "answer": base64.b64encode(self.answer.to_wav()).decode(),
            "sound": {
                "media_type": WAV,
                "rate": self.answer.rate,
                "seconds": round(self.answer.seconds, 3),
                "voice": self.voice,
                "checked": self.checked,
            },
        }


def read_synthesis(fields: Mapping[str, Any], sound: Mapping[str, Any]) -> Synthesis:
    """Read a value of ``Synthesis.to_dict``.

    Args:
        fields: the fields of any Answer; the answer in base64.
        sound: the value of ``sound``.

    Raises:
        ValueError: the answer is no WAV file in base64, or of another rate than the value says.
        InputError: the file is damaged.
        TypeError: a field is of another type.

    """
    rate, voice, checked = sound["rate"], sound["voice"], sound["checked"]
    if type(rate) is not int or not isinstance(voice, str) or not isinstance(checked, str | None):
        raise TypeError("the value's sound has other fields")
    content = base64.b64decode(fields["answer"], validate=True)
    own = _rate_of(content)
    if rate != own:  # samples of another rate may be any number
        raise ValueError(f"the value's rate is not its WAV file's, {own}")
    samples = load_sound(content, rate=rate)
    return Synthesis(**{**fields, "answer": Sound(samples, rate)}, voice=voice, checked=checked)


def _rate_of(content: bytes) -> int:
    try:
        with wave.open(io.BytesIO(content)) as file:
            return int(file.getframerate())
    except (wave.Error, EOFError) as error:
        raise ValueError(f"the value's answer is no WAV file: {error}") from error
