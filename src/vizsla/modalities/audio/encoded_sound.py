"""Writes a sound as a file: WAV, FLAC, Opus, MP3, or the samples alone."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.errors import MissingExtraError, OptionError

if TYPE_CHECKING:
    from vizsla.modalities.audio.sound import Sound

__all__ = ["SOUND_FILES", "SoundFile", "encoded_sound", "sound_file_named"]


@dataclass(frozen=True, slots=True)
class SoundFile:
    """A format in which a sound can be written.

    Attributes:
        name: the format's name, such as ``flac``.
        media_type: such as ``audio/flac``.
        container: soundfile's name of the format; empty where it is not needed.
        coding: soundfile's name of the coding within it.

    """

    name: str
    media_type: str
    container: str = ""
    coding: str = ""


SOUND_FILES = {
    each.name: each
    for each in (
        SoundFile("wav", "audio/wav"),
        SoundFile("pcm", "audio/pcm"),  # 16 bits, little-endian, without a header
        SoundFile("flac", "audio/flac", "FLAC", "PCM_16"),
        SoundFile("opus", "audio/ogg", "OGG", "OPUS"),
        SoundFile("mp3", "audio/mpeg", "MP3", "MPEG_LAYER_III"),
    )
}


def sound_file_named(name: str) -> SoundFile:
    """Return a format.

    Raises:
        OptionError: there is none of that name.

    """
    if name not in SOUND_FILES:
        raise OptionError(f"{name!r:.40} is none of the sound formats {', '.join(SOUND_FILES)}")
    return SOUND_FILES[name]


def encoded_sound(sound: Sound, file: SoundFile) -> bytes:
    """Return a sound in a format.

    Raises:
        MissingExtraError: the format needs soundfile, which is not installed.
        OptionError: this build of soundfile can't write it.

    """
    if file.name == "pcm":
        return sound.to_pcm()
    if not file.container:
        return sound.to_wav()
    try:
        import soundfile  # noqa: PLC0415 - an extra
    except (ImportError, OSError) as error:
        raise MissingExtraError(
            f"{file.name} needs soundfile, which is not installed: pip install 'vizsla[speech]'"
        ) from error
    content = io.BytesIO()
    try:
        soundfile.write(
            content, sound.samples, sound.rate, format=file.container, subtype=file.coding
        )
    except (soundfile.LibsndfileError, ValueError) as error:
        raise OptionError(
            f"{file.name} can't be written by this computer's libsndfile ({error}); ask for wav"
        ) from error
    return content.getvalue()
