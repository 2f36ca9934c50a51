"""The facts that are measured on a sound, as values and as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.json_value import JSONValue

__all__ = ["SoundFacts"]


@dataclass(frozen=True, slots=True)
class SoundFacts:
    """The facts of one sound.

    Attributes:
        seconds: how long it is.
        format: the file format, such as ``FLAC``; empty where there is no file.
        loudness: the loudness in LUFS; -120 for silence. Speech is often near -23.
        peak: the largest sample without its sign; 1 is full scale.
        silence: the share of the time that is silent, 0 to 1.
        clipped: the share of the samples that are clipped, 0 to 1; MP3 and Ogg round clipping off,
            so that it is rarely seen in them.

    """

    seconds: float
    format: str
    loudness: float
    peak: float
    silence: float
    clipped: float

    def to_dict(self) -> dict[str, JSONValue]:
        """Return the facts as JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, facts: Mapping[str, JSONValue]) -> SoundFacts:
        """Read facts that ``to_dict`` wrote."""

        def number(name: str) -> float:
            value = facts.get(name, 0)
            return float(value) if isinstance(value, int | float) else 0.0

        return cls(
            seconds=number("seconds"),
            format=str(facts.get("format", "")),
            loudness=number("loudness"),
            peak=number("peak"),
            silence=number("silence"),
            clipped=number("clipped"),
        )
