"""Makes of a sound file what every browser plays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.modalities.audio.load_sound import RATE, load_sound
from vizsla.modalities.audio.sound import Sound
from vizsla.modalities.audio.sound_formats import detect_sound_format
from vizsla.modalities.audio.wav_chunks import is_plain_wav
from vizsla.modalities.modality_values import ShownFile
from vizsla.modalities.sources.read_head import HEAD

if TYPE_CHECKING:
    from vizsla.modalities.limits import Limits

__all__ = ["shown_sound"]

# Every browser plays these. Of Ogg and WebM not each plays each codec.
_TYPES = {"FLAC": "audio/flac", "MP3": "audio/mpeg"}


def shown_sound(content: bytes, limits: Limits) -> ShownFile:
    """Return a sound file itself where every browser plays it, or else a WAV at 16 kHz of it.

    Args:
        content: the file's bytes.
        limits: the most seconds of sound.

    Raises:
        InputError: the file can't be read.

    """
    kind = detect_sound_format(content[:HEAD], "the sound").name
    if kind in _TYPES:
        return ShownFile(content, _TYPES[kind])
    if kind == "WAV" and is_plain_wav(content):
        return ShownFile(content, "audio/wav")
    return ShownFile(Sound(load_sound(content, limits=limits), RATE).to_wav(), "audio/wav")
