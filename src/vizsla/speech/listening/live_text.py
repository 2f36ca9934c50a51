"""Turns speech into text while it is spoken: words that settle within one to three seconds.

The piece that is being spoken is heard again each half second, and less often when it is long, so
that a computer keeps up which hears twelve seconds in one. Words on which two hearings in a row
agree have settled, as in Liu et al. (2020, https://arxiv.org/abs/2005.11185: local agreement); the
rest may still change. At the end of a piece the rest settles, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.speech.compare_words import compared_words
from vizsla.speech.listening.speech_pieces import SpeechCutter
from vizsla.speech.listening.transcribe import hear_piece
from vizsla.speech.listening.voice_activity import RATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from vizsla.answer_parts import SpeechSegment
    from vizsla.speech.listening.speech_pieces import SpeechPiece

__all__ = ["LiveText", "agreed_words", "live_texts"]

# Seconds of sound after which the open piece is heard again: at least so many, and so much of it.
_AGAIN, _SHARE = 0.5, 1 / 12


@dataclass(frozen=True, slots=True)
class LiveText:
    """What was heard since the last one.

    Attributes:
        settled: the words that are new and do not change any more; may be empty.
        unsettled: the words after them so far, which may change.
        segment: the whole segment, once it has ended; else None. It was heard as a whole, so that
            it may differ from the words that settled before.

    """

    settled: str
    unsettled: str
    segment: SpeechSegment | None = None


def live_texts(blocks: Iterable[NDArray[np.float32]]) -> Iterator[LiveText]:
    """Yield the transcript of a sound that is still coming, each time that it changes.

    Args:
        blocks: float32 (n,) each, at 16 kHz, in order; short ones, such as of 0.1 seconds.

    """
    cutter = SpeechCutter()
    words = _OpenWords()
    new = 0.0  # seconds
    for block in blocks:
        for piece in cutter.push(block):
            yield words.end(hear_piece(piece))
            new = 0.0
        new += len(block) / RATE
        piece_so_far = cutter.open_piece() if new >= _AGAIN else None
        if piece_so_far is not None and new >= _SHARE * len(piece_so_far.samples) / RATE:
            new = 0.0
            changed = words.hear(piece_so_far)
            if changed is not None:
                yield changed
    for piece in cutter.end():
        yield words.end(hear_piece(piece))


class _OpenWords:
    """The words of the piece that is being spoken."""

    def __init__(self) -> None:
        self._settled: list[str] = []
        self._last: list[str] = []

    def hear(self, piece: SpeechPiece) -> LiveText | None:
        """Hear the piece so far; return what has changed, None where nothing has."""
        found = (hear_piece(piece).text or "").split()
        agreed = agreed_words(self._last, found)
        before, unsettled = len(self._settled), self._last[len(self._settled) :]
        if agreed > before:
            self._settled += found[before:agreed]
        self._last = found
        rest = found[len(self._settled) :]
        settled = self._settled[before:]
        return LiveText(" ".join(settled), " ".join(rest)) if settled or rest != unsettled else None

    def end(self, segment: SpeechSegment) -> LiveText:
        """Settle what is left of a piece that has ended."""
        rest = (segment.text or "").split()[len(self._settled) :]
        self._settled, self._last = [], []
        return LiveText(" ".join(rest), "", segment)


def agreed_words(first: Sequence[str], second: Sequence[str]) -> int:
    """Return how many words two hearings begin with alike; the last of either may be half heard."""
    count = 0
    for one, other in zip(first[:-1], second[:-1], strict=False):
        if compared_words(one) != compared_words(other):
            break
        count += 1
    return count
