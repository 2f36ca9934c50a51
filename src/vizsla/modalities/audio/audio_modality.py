"""The modality of sounds, which joins the files of this folder.

``load_sound`` reads and checks a source, ``measure_sound`` measures it, ``spectrogram_image`` draws
it, and ``export_sound`` removes its metadata.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.modalities.audio.describe_sound_source import describe_sound_source
from vizsla.modalities.audio.load_sound import RATE, load_sound
from vizsla.modalities.audio.sound import Sound
from vizsla.modalities.audio.sound_checks import SOUND_QUALITY_CHECKS
from vizsla.modalities.audio.sound_facts import SoundFacts
from vizsla.modalities.audio.sound_formats import SUFFIXES, detect_sound_format, is_sound
from vizsla.modalities.base import Modality
from vizsla.modalities.limits import DEFAULT_LIMITS
from vizsla.modalities.modality_values import DuplicateLimit, Measurement
from vizsla.modalities.sources.read_head import HEAD
from vizsla.wording import duration

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vizsla.answer_html import Preview
    from vizsla.modalities.audio.load_sound import SoundSource
    from vizsla.modalities.limits import Limits
    from vizsla.modalities.modality_values import ExportFile, Facts, Sheet, ShownFile

__all__ = ["AUDIO", "AudioModality"]

KNUTH = 2654435761  # 2**32 over the golden ratio: spreads consecutive integers
PAIR = 2  # samples and their rate


class AudioModality(Modality[Sound]):
    """Recordings of noises, words and music.

    A value is a Sound at 16 kHz. Besides files, a source may be a Sound at any rate, or a pair of
    an ndarray and its rate.
    """

    name = "audio"
    singular = "sound"
    plural = "sounds"
    example_path = "sounds/knock/1.wav"
    suffixes = SUFFIXES
    quality_checks = SOUND_QUALITY_CHECKS
    # Of 180 words, drums and noises, 95 in 100 that were made quieter, MP3 or Ogg are within one of
    # these, and most that were cut at the start; the same word by the same voice, spoken faster, is
    # not.
    duplicate_limits = (DuplicateLimit(0.03, 16), DuplicateLimit(0.05, 6))

    def load(self, source: SoundSource, *, limits: Limits = DEFAULT_LIMITS) -> Sound:
        """Read, check and decode a sound; see ``load_sound``."""
        return Sound(load_sound(source, limits=limits), RATE)

    def describe(self, source: object) -> str:
        """Name a source for messages, such as ``memo.m4a``. Never raises."""
        return describe_sound_source(source)

    def is_batch(self, source: object) -> bool:
        """Return whether a call's argument is many sources; a pair of samples and rate is one."""
        if isinstance(source, tuple) and len(source) == PAIR and isinstance(source[0], np.ndarray):
            return not isinstance(source[1], int | np.integer)
        return super().is_batch(source)

    def recognises(self, head: bytes) -> bool:
        """Return whether a file begins as a sound does that can be read; see ``is_sound``."""
        return is_sound(head)

    def measure(self, value: Sound, content: bytes | None = None) -> Measurement:
        """Measure a sound's length, loudness, silence and clipping, and its hash."""
        # Imported here: SciPy takes 0.3 s to import.
        from vizsla.modalities.audio.measure_sound import (  # noqa: PLC0415
            measure_sound,
            sound_hash,
        )
        from vizsla.modalities.audio.original_samples import original_samples  # noqa: PLC0415

        original, kind = None, ""
        if content is not None:
            kind = detect_sound_format(content[:HEAD], "the sound").name
            original = original_samples(content)
        facts = measure_sound(
            value.samples,
            value.rate,
            kind,
            original=value.samples if original is None else original,
        )
        return Measurement(facts.to_dict(), sound_hash(value.samples, value.rate))

    def summary(self, facts: Facts) -> str:
        """Return a sound's length, such as ``2.4 s``."""
        return duration(SoundFacts.from_dict(facts).seconds)

    def detail(self, facts: Facts) -> float:
        """Return the seconds that are not silent."""
        sound = SoundFacts.from_dict(facts)
        return sound.seconds * (1 - sound.silence)

    def thumbnail(self, value: Sound, side: int) -> Preview | None:
        """Return a spectrogram."""
        from vizsla.answer_html import Preview  # noqa: PLC0415 - notebooks alone
        from vizsla.modalities.audio.spectrogram_image import (  # noqa: PLC0415 - as is Pillow
            draw_spectrogram,
            webp_uri,
        )

        image = draw_spectrogram(value.samples, side)
        return Preview(webp_uri(image), image.width, image.height)

    def preview(self, content: bytes | None, side: int) -> str:
        """Return a spectrogram as a ``data:`` URI; the placeholder where there is no sound."""
        from vizsla.modalities.audio.spectrogram_image import sound_uri  # noqa: PLC0415 - pages

        return sound_uri(content, side)

    def shown(self, content: bytes, *, limits: Limits = DEFAULT_LIMITS) -> ShownFile:
        """Return a sound file that browsers play; see ``shown_sound``."""
        from vizsla.modalities.audio.shown_sound import shown_sound  # noqa: PLC0415 - servers alone

        return shown_sound(content, limits)

    def thumbnail_file(
        self, content: bytes, side: int, *, limits: Limits = DEFAULT_LIMITS
    ) -> bytes:
        """Return a spectrogram as a WebP."""
        from vizsla.modalities.audio.spectrogram_image import sound_webp  # noqa: PLC0415 - servers

        return sound_webp(content, side, limits)

    def highlight(self, content: bytes | None, weights: np.ndarray, side: int) -> str | None:
        """Return a spectrogram on which only the parts that speak for the answer are bright."""
        from vizsla.modalities.audio.spectrogram_image import heard_uri  # noqa: PLC0415 - pages

        return heard_uri(content, weights, side)

    def sheet(self, contents: Iterable[bytes | None], side: int, columns: int) -> Sheet:
        """Lay spectrograms side by side into one image."""
        from vizsla.modalities.audio.spectrogram_image import (  # noqa: PLC0415 - pages alone
            sheet_of_sounds,
        )

        return sheet_of_sounds(contents, side, columns)

    def strip_metadata(self, content: bytes, name: str) -> bytes:
        """Return a sound file without titles, places and other metadata; see ``strip_sound``."""
        from vizsla.modalities.audio.export_sound import strip_sound  # noqa: PLC0415 - exports

        return strip_sound(content, name)

    def export_file(
        self, content: bytes, name: str, *, keep_metadata: bool = False, common: bool = False
    ) -> ExportFile:
        """Prepare a sound file for a dataset that others read."""
        from vizsla.modalities.audio.export_sound import export_sound  # noqa: PLC0415 - exports

        return export_sound(content, name, keep_metadata=keep_metadata, common=common)

    def self_test_input(self, shape: tuple[int, ...]) -> np.ndarray:
        """Compute the numbers of a graph's self-test: float32, -1 to below 1.

        The n-th, in the shape's order, is (n * 2654435761 mod 2**32 >> 16) / 2**15 - 1: no number
        is rounded.
        """
        index = np.arange(int(np.prod(shape)), dtype=np.uint64)
        high = ((index * KNUTH) & 0xFFFFFFFF) >> 16
        return (high.astype(np.float32) / np.float32(2**15) - np.float32(1)).reshape(shape)


AUDIO = AudioModality()
