"""The voices: each with its name, its accent and whether it is a woman's or a man's."""

from __future__ import annotations

from dataclasses import dataclass

from vizsla.errors import OptionError
from vizsla.nearest import did_you_mean

__all__ = ["DEFAULT_VOICE", "VOICES", "Voice", "voice_named"]


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice.

    Attributes:
        name: its name, such as ``heart``.
        accent: ``en-US`` or ``en-GB``.
        gender: ``female`` or ``male``.
        file: the name of its file.

    """

    name: str
    accent: str
    gender: str
    file: str

    @property
    def british(self) -> bool:
        """Whether it is British."""
        return self.accent == "en-GB"


VOICES = {
    each.name: each
    for each in (
        Voice("heart", "en-US", "female", "af_heart.bin"),
        Voice("bella", "en-US", "female", "af_bella.bin"),
        Voice("michael", "en-US", "male", "am_michael.bin"),
        Voice("fenrir", "en-US", "male", "am_fenrir.bin"),
        Voice("emma", "en-GB", "female", "bf_emma.bin"),
        Voice("isabella", "en-GB", "female", "bf_isabella.bin"),
        Voice("george", "en-GB", "male", "bm_george.bin"),
        Voice("fable", "en-GB", "male", "bm_fable.bin"),
    )
}
DEFAULT_VOICE = "heart"


def voice_named(name: str) -> Voice:
    """Return a voice.

    Raises:
        OptionError: there is none of that name.

    """
    if name not in VOICES:
        raise OptionError(
            f"voice={name!r:.80}: the voices are {', '.join(VOICES)}. {did_you_mean(name, VOICES)}"
        )
    return VOICES[name]
