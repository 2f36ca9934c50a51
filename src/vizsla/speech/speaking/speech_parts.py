"""Reads a text aloud part by part: the first sound comes before the rest is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.errors import InputTooLargeError, InputUnclearError
from vizsla.modalities.audio.sound import Sound
from vizsla.modalities.text.describe_text_source import describe_text_source
from vizsla.speech.speaking.kokoro import RATE, say
from vizsla.speech.speaking.phrases import phrases, sentences
from vizsla.speech.speaking.pronunciation import pronounce
from vizsla.speech.speaking.spoken_text import spoken_text
from vizsla.speech.speaking.ssml import SpokenStretch, read_ssml
from vizsla.speech.speaking.voices import voice_named
from vizsla.unwanted_work import check_wanted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

__all__ = ["check_length", "joined", "said_words", "speech_parts"]

_LONGEST = 30 * 60  # seconds of one sound: 170 MB of samples
_BETWEEN = 0.25  # seconds of silence between two sentences
_WITHIN = 0.06  # and between two parts of one
_QUIET = 0.004  # of the loudest possible sample: below, nothing is said
_MARGIN = 0.03  # seconds that are kept around what is said
_SLOWEST, _QUICKEST = 0.5, 2.0


def speech_parts(
    text: str, *, voice: str, speed: float = 1.0, ssml: bool = False, soon: bool = False
) -> Iterator[Sound]:
    """Yield a text's sound, part by part.

    Args:
        text: any text, or SSML.
        voice: a name of ``VOICES``.
        speed: 0.5 to 2; 1 as the voice speaks by itself.
        ssml: whether the text is SSML.
        soon: whether somebody waits for the first part: then the first ones are short.

    Raises:
        InputFormatError: the SSML can't be read.
        InputUnclearError: there are no words in the text.
        OptionError: there is no such voice.
        EngineError: the engine can't run the model.
        CancelledError: nobody waits for it any more.

    """
    count = 0
    for each in read_ssml(text) if ssml else [SpokenStretch(text)]:
        for samples in _marked(each, voice, speed, count if soon else None):
            count += 1
            yield Sound(samples, RATE)
    if not count:
        raise InputUnclearError(
            f"{describe_text_source(text)} has no words that can be said: voices speak English, in "
            "letters of the Latin alphabet"
        )


def said_words(text: str, *, voice: str, ssml: bool = False) -> str:
    """Return the words that are said for a text, such as "five dollars" for "$5"."""
    british = voice_named(voice).british
    marked = read_ssml(text) if ssml else [SpokenStretch(text)]
    spoken = (
        spoken_text(sentence, british=british)
        for each in marked
        for sentence in sentences(each.text)
    )
    return " ".join(filter(None, spoken))


def joined(parts: Iterator[Sound]) -> Sound:
    """Return one sound of all parts.

    Raises:
        InputTooLargeError: they are longer than 30 minutes.

    """
    samples, seconds = list["NDArray[np.float32]"](), 0.0
    for each in parts:
        seconds += each.seconds
        check_length(seconds)
        samples.append(each.samples)
    return Sound(np.concatenate(samples) if samples else np.zeros(0, np.float32), RATE)


def check_length(seconds: float, most: int = _LONGEST) -> None:
    """Refuse a sound that is too long to be kept as a whole: few characters may be long pauses.

    Args:
        seconds: how long it is.
        most: the most seconds; by default 30 minutes.

    Raises:
        InputTooLargeError: it is longer.

    """
    if seconds > most:
        raise InputTooLargeError(
            f"what the text says is longer than {most // 60} minutes, the most for one sound. "
            "Cut it into several texts"
        )


def _marked(
    marked: SpokenStretch, voice: str, speed: float, before: int | None
) -> Iterator[NDArray[np.float32]]:
    chosen = voice_named(marked.voice or voice)
    pace = min(_QUICKEST, max(_SLOWEST, speed * marked.speed))
    for sentence in sentences(marked.text):
        check_wanted()
        symbols = pronounce(spoken_text(sentence, british=chosen.british), british=chosen.british)
        if marked.stressed:
            symbols = symbols.replace("ˌ", "ˈ")
        parts = phrases(symbols) if before is None else phrases(symbols, before)
        for number, part in enumerate(parts, 1):
            check_wanted()
            pause = _BETWEEN if number == len(parts) else _WITHIN
            sound = _trimmed(say(part, chosen.name, pace))
            if len(sound):
                yield np.concatenate([sound, _silence(pause / pace)])
        before = None if before is None else before + len(parts)
    if marked.pause:
        yield _silence(marked.pause)


def _silence(seconds: float) -> NDArray[np.float32]:
    return np.zeros(round(seconds * RATE), np.float32)


def _trimmed(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return a sound without the silence before and behind it, whose length is not the text's."""
    loud = np.flatnonzero(np.abs(samples) > _QUIET)
    if not len(loud):
        return samples
    margin = round(_MARGIN * RATE)
    return samples[max(0, int(loud[0]) - margin) : int(loud[-1]) + 1 + margin]
