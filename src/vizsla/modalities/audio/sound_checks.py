"""The reasons why a sound may be of no use for training: silence, clipping and the like."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from vizsla.modalities.audio.sound_facts import SoundFacts
from vizsla.modalities.modality_values import QualityCheck
from vizsla.wording import duration, percent

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.modalities.modality_values import Facts

__all__ = ["SOUND_QUALITY_CHECKS"]

T = TypeVar("T")
SILENT = 1e-3  # peak: -60 dB of full scale
BRIEF = 0.05  # seconds: a click
CLIPPED = 1e-3  # the share of samples
FAINT = -50.0  # LUFS: speech from across a room is near -40
LENGTHY = 60.0  # seconds: one answer for all of it is rarely meant


def _of(measure: Callable[[SoundFacts], T]) -> Callable[[Facts], T]:
    """Return a measure of SoundFacts as a measure of the stored facts."""
    return lambda facts: measure(SoundFacts.from_dict(facts))


SOUND_QUALITY_CHECKS = (
    QualityCheck(
        "silent",
        _of(lambda sound: sound.peak < SILENT),
        _of(lambda sound: sound.peak),
        _of(lambda sound: f"silence for {duration(sound.seconds)}"),
        "sound is silent",
        "sounds are silent",
        "Nothing is to be heard: a function learns that silence has the label.",
        worthless=True,
    ),
    QualityCheck(
        "brief",
        _of(lambda sound: sound.seconds < BRIEF),
        _of(lambda sound: sound.seconds),
        _of(lambda sound: duration(sound.seconds)),
        "sound is very short",
        "sounds are very short",
        f"In less than {duration(BRIEF)} there is little to tell things apart by. Where a longer "
        "recording exists, add that instead.",
    ),
    QualityCheck(
        "clipped",
        _of(lambda sound: sound.clipped >= CLIPPED),
        _of(lambda sound: -sound.clipped),
        _of(lambda sound: f"{percent(sound.clipped)} of the samples are cut off"),
        "sound is clipped",
        "sounds are clipped",
        "It was too loud for the microphone or the file, and is distorted. Such a sound helps only "
        "a function that will be asked about sounds as distorted. Record it again with less gain.",
    ),
    QualityCheck(
        "faint",
        _of(lambda sound: sound.loudness < FAINT),
        _of(lambda sound: sound.loudness),
        _of(lambda sound: f"loudness {sound.loudness:.0f} LUFS; speech has about -23"),
        "sound is faint",
        "sounds are faint",
        "What is to be heard may drown in the noise of the recording. It helps only a function "
        "that will be asked about sounds as faint.",
    ),
    QualityCheck(
        "lengthy",
        _of(lambda sound: sound.seconds > LENGTHY),
        _of(lambda sound: -sound.seconds),
        _of(lambda sound: duration(sound.seconds)),
        "sound is long",
        "sounds are long",
        "An example is one thing to be heard, and a long recording mostly holds several, and "
        "pauses. Cut it into parts of a few seconds.",
    ),
)
