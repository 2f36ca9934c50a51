"""Turns the times of tokens into the beginnings and ends of words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from vizsla.answer_parts import SpokenWord
from vizsla.speech.listening.voice_activity import RATE, STEP

if TYPE_CHECKING:
    from vizsla.speech.listening.moonshine import Heard
    from vizsla.speech.listening.speech_pieces import SpeechPiece
    from vizsla.speech.listening.speech_tokens import SpeechTokens

__all__ = ["spoken_words"]

_SPEAKS = 0.5  # probability
_PAUSE = 4  # steps of 32 ms: a shorter one may be within a word, before a p, t or k


@dataclass(slots=True)
class _Word:
    """A word: the numbers of its tokens, and their middles in seconds."""

    tokens: list[int]
    middles: list[float]

    @property
    def middle(self) -> float:
        return sum(self.middles) / len(self.middles)


def spoken_words(piece: SpeechPiece, heard: Heard, tokens: SpeechTokens) -> tuple[SpokenWord, ...]:
    """Return the words of a piece of speech with their times, in order; none overlaps another.

    Between the middles of two words the border is at the longest pause, else in proportion to their
    letters.

    Args:
        piece: the piece of speech.
        heard: what was heard in it, with times.
        tokens: the vocabulary.

    """
    words: list[_Word] = []
    for number, middle in zip(heard.tokens, heard.times, strict=True):
        if tokens.starts_word(number) or not words:
            words.append(_Word([], []))
        words[-1].tokens.append(number)
        words[-1].middles.append(middle)
    texts = [tokens.text(each.tokens) for each in words]
    speaks = np.flatnonzero(piece.voice >= _SPEAKS)
    first, last = (speaks[0], speaks[-1] + 1) if len(speaks) else (0, len(piece.voice))
    borders = [first * STEP / RATE]
    for n, (one, two) in enumerate(pairwise(words)):
        borders += _border(piece, one.middle, two.middle, len(texts[n]), len(texts[n + 1]))
    borders.append(last * STEP / RATE)
    # Pauses are rounded to steps, so that of two words a step apart one may end in the other.
    times = [_time(piece, float(each)) for each in np.maximum.accumulate(borders)]
    return tuple(
        SpokenWord(text, begin, end)
        for text, begin, end in zip(texts, times[::2], times[1::2], strict=True)
    )


def _border(
    piece: SpeechPiece, before: float, after: float, letters: int, next_letters: int
) -> tuple[float, float]:
    """Return the end of a word and the beginning of the next, by their middles and letters."""
    start, end = round(before * RATE / STEP), round(after * RATE / STEP)
    silent = np.concatenate([[False], piece.voice[start:end] < _SPEAKS, [False]])
    edges = np.flatnonzero(np.diff(silent.astype(np.int8))).reshape(-1, 2)
    longest = max(edges, key=lambda each: int(each[1] - each[0]), default=None)
    if longest is not None and longest[1] - longest[0] >= _PAUSE:
        return (start + int(longest[0])) * STEP / RATE, (start + int(longest[1])) * STEP / RATE
    place = before + (after - before) * letters / max(letters + next_letters, 1)
    return place, place


def _time(piece: SpeechPiece, place: float) -> float:
    return round(min(piece.start + max(place, 0.0), piece.end), 3)
