"""How likely it is, each 32 ms, that somebody speaks: Silero's detector (MIT).

The graph takes 512 samples at 16 kHz after the 64 before them, and hands a state to the next step
(https://github.com/snakers4/silero-vad).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from vizsla.runtime.onnx_graph import OnnxGraph
from vizsla.speech.model_files import model_file

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["STEP", "VoiceActivity"]

RATE = 16_000  # Hz
STEP = 512  # samples
_BEFORE = 64  # samples that the graph sees again
_SETTLED = 64  # steps of samples that are all 0


class VoiceActivity:
    """Follows one sound, block by block."""

    def __init__(self) -> None:
        self._state = np.zeros((2, 1, 128), np.float32)
        self._before = np.zeros(_BEFORE, np.float32)
        self._rest = np.zeros(0, np.float32)
        self._silent = 0

    def push(self, block: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the probability of speech of each whole step so far.

        Args:
            block: float32 (n,) at 16 kHz, what comes next.

        """
        sound = np.concatenate([self._rest, block])
        steps = len(sound) // STEP
        self._rest = sound[steps * STEP :]
        return np.array(
            [self._step(sound[at * STEP : (at + 1) * STEP]) for at in range(steps)], np.float32
        )

    def _step(self, samples: NDArray[np.float32]) -> float:
        # Hours of silence take no time: after some of it the detector's answer stays what it is.
        self._silent = 0 if samples.any() else self._silent + 1
        if self._silent > _SETTLED:
            return 0.0
        seen = np.concatenate([self._before, samples])
        self._before = samples[-_BEFORE:]
        speech, self._state = _graph().run(
            {
                "input": seen[None],
                "state": self._state,
                "sr": np.array(RATE, np.int64),
            }
        )
        return float(speech[0, 0])


@cache
def _graph() -> OnnxGraph:
    return OnnxGraph(model_file("silero-vad.onnx"), "Silero's voice activity detector")
