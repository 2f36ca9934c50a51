"""Cuts a sound into pieces of speech, at pauses: a cut within a word would break it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vizsla.speech.listening.voice_activity import RATE, STEP, VoiceActivity

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

__all__ = ["SpeechCutter", "SpeechPiece"]

_SPEAKS = 0.5  # probability
_PAUSE = 0.3  # seconds without speech at which a long piece ends
_END = 0.8  # seconds without speech at which any piece ends
_MARGIN = 0.2  # seconds that are kept around speech
_SHORTEST, _LONGEST = 6.0, 14.0  # seconds: models of speech were trained on pieces of that length


def _steps(seconds: float) -> int:
    return round(seconds * RATE / STEP)


@dataclass(frozen=True, slots=True, eq=False)
class SpeechPiece:
    """A stretch of a sound in which somebody speaks.

    Attributes:
        start: seconds from the sound's beginning.
        samples: float32 (n,) at 16 kHz.
        voice: float32 (n / 512,), the probability of speech in each step of 32 ms.

    """

    start: float
    samples: NDArray[np.float32]
    voice: NDArray[np.float32]

    @property
    def end(self) -> float:
        """The piece's end, in seconds from the sound's beginning."""
        return self.start + len(self.samples) / RATE

    @property
    def speech(self) -> float:
        """The mean probability of speech in it."""
        return float(self.voice.mean())


class SpeechCutter:
    """Cuts one sound, block by block; holds no more of it than the longest piece and one block.

    Args:
        voice: returns the probability of speech of each step, as ``VoiceActivity.push`` does; that
            by default.

    """

    def __init__(
        self, voice: Callable[[NDArray[np.float32]], NDArray[np.float32]] | None = None
    ) -> None:
        self._voice = VoiceActivity().push if voice is None else voice
        self._first = 0  # the place of what is held, in samples
        self._held = np.zeros(0, np.float32)
        self._speech = np.zeros(0, np.float32)

    def push(self, block: NDArray[np.float32]) -> list[SpeechPiece]:
        """Return the pieces that have ended.

        Args:
            block: float32 (n,) at 16 kHz, what comes next.

        """
        pieces: list[SpeechPiece] = []
        for at in range(0, len(block), STEP):  # so that pieces don't depend on the blocks' sizes
            part = block[at : at + STEP]
            self._held = np.concatenate([self._held, part])
            self._speech = np.concatenate([self._speech, self._voice(part)])
            pieces += self._pieces()
        return pieces

    def open_piece(self) -> SpeechPiece | None:
        """Return the piece that has begun, as far as it has come; None where nobody speaks."""
        if not (self._speech >= _SPEAKS).any():
            return None
        return SpeechPiece(self._first / RATE, self._held.copy(), self._speech.copy())

    def end(self) -> list[SpeechPiece]:
        """Return what is left once the sound has ended."""
        # Silence after the end lets the last piece end, and is cut off again.
        length = self._first + len(self._held)
        pieces = self.push(np.zeros(_steps(_END + 2 * _MARGIN) * STEP, np.float32))
        return [
            SpeechPiece(
                each.start, each.samples[: max(1, length - round(each.start * RATE))], each.voice
            )
            for each in pieces
        ]

    def _pieces(self) -> list[SpeechPiece]:
        pieces: list[SpeechPiece] = []
        while True:
            self._drop_silence()
            cut = self._place_to_cut()
            if cut is None:
                return pieces
            pieces.append(self._take(cut))

    def _drop_silence(self) -> None:
        """Forget what comes before the first speech, but for the margin."""
        speaks = self._speech >= _SPEAKS
        first = int(speaks.argmax()) if speaks.any() else len(speaks)
        self._forget(max(0, first - _steps(_MARGIN)))

    def _place_to_cut(self) -> int | None:
        """Return the step before which the first piece ends; None where it goes on."""
        speaks = self._speech >= _SPEAKS
        if not speaks.any():
            return None
        for start, end in _pauses(speaks):
            if end - start >= _steps(_END):
                return (start + end) // 2
            if end - start >= _steps(_PAUSE) and start >= _steps(_SHORTEST) and end < len(speaks):
                return (start + end) // 2
            if end > _steps(_LONGEST):
                break
        if len(speaks) < _steps(_LONGEST):
            return None
        return self._best_place()

    def _best_place(self) -> int:
        """Return where a piece that has become too long is cut: in its longest, quietest pause."""
        begin, end = _steps(_SHORTEST), _steps(_LONGEST)
        pauses = [
            (start, stop)
            for start, stop in _pauses(self._speech[:end] >= _SPEAKS)
            if start >= begin
        ]
        if pauses:
            start, stop = max(pauses, key=lambda each: each[1] - each[0])
            return (start + stop) // 2
        around = np.convolve(self._speech[begin:end], np.ones(3) / 3, mode="same")
        return begin + int(around.argmin())

    def _take(self, cut: int) -> SpeechPiece:
        speaks = np.flatnonzero(self._speech[:cut] >= _SPEAKS)
        last = min(cut, int(speaks[-1]) + 1 + _steps(_MARGIN))
        piece = SpeechPiece(
            self._first / RATE,
            self._held[: last * STEP].copy(),
            self._speech[:last].copy(),
        )
        self._forget(cut)
        return piece

    def _forget(self, steps: int) -> None:
        if not steps:  # as mostly, in every step
            return
        self._held = self._held[steps * STEP :].copy()
        self._speech = self._speech[steps:]
        self._first += steps * STEP


def _pauses(speaks: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the first and the last step, the latter excluded, of each stretch without speech."""
    edges = np.flatnonzero(np.diff(np.concatenate([[True], speaks, [True]]).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]
