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
    def short_name(self) -> str:
        """The name as Azure's voices have theirs, such as ``en-US-HeartNeural``."""
        return f"{self.accent}-{self.name.title()}Neural"

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
# The voices that programs of OpenAI and Azure ask for, by the nearest of these.
_OTHER_NAMES = {
    **{each.short_name.lower(): each.name for each in VOICES.values()},
    "alloy": "heart",
    "ash": "michael",
    "ballad": "george",
    "cedar": "michael",
    "coral": "bella",
    "echo": "michael",
    "marin": "heart",
    "nova": "bella",
    "onyx": "fenrir",
    "sage": "isabella",
    "shimmer": "emma",
    "verse": "fenrir",
    "en-us-jennyneural": "heart",
    "en-us-arianeural": "bella",
    "en-us-guyneural": "michael",
    "en-us-davisneural": "fenrir",
    "en-gb-sonianeural": "emma",
    "en-gb-libbyneural": "isabella",
    "en-gb-ryanneural": "george",
    "en-gb-thomasneural": "fable",
}


def voice_named(name: str) -> Voice:
    """Return a voice, also by the name that OpenAI or Azure gives one like it.

    Raises:
        OptionError: there is none of that name.

    """
    known = name if name in VOICES else _OTHER_NAMES.get(name.lower(), "")
    if not known:
        raise OptionError(
            f"voice={name!r:.80}: the voices are {', '.join(VOICES)}. {did_you_mean(name, VOICES)}"
        )
    return VOICES[known]
