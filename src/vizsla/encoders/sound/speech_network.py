"""A network that was trained to tell short words apart, in whole numbers.

It is Google's speech embedding (Lin et al., "Training Keyword Spotters with Limited and Synthesized
Speech Data", 2020, https://arxiv.org/abs/2002.01322), 20 convolutions. A state is whole numbers,
256 to 1, the weights are whole numbers of 16 bits: each sum of their products is below 2**53, so
that float64 holds it whatever the order in which it is summed. All else is single operations, which
IEEE 754 defines. So the numbers are the same on every machine.

No convolution is padded in time. One run over a sound therefore gives the same as a run over each
window of 76 frames, 8 frames apart, which is what the network was trained on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = ["CHANNELS", "FRAMES", "STEP", "UNIT", "SpeechNetwork"]

FRAMES, STEP = 76, 8  # frames of a window, and from one window to the next
CHANNELS = 96
UNIT = 256  # a state's whole numbers to 1
_LAYERS = 20
_POOLED = {2: (2, 2), 6: (1, 2), 10: (2, 2), 14: (1, 2), 18: (2, 2)}  # time and frequency
_SLOPE, _LEAST = 0.2, -0.4  # below 0: a fifth, and never less than -0.4
_AT_ONCE = 64  # windows: bounds the memory


class SpeechNetwork:
    """The network.

    Args:
        tensors: of each layer ``weights.N`` int16 (time * frequency * inputs, outputs), in the
            order time, frequency, inputs; ``scale.N`` and ``bias.N`` float32 (outputs,).

    """

    def __init__(self, tensors: Mapping[str, NDArray[np.generic]]) -> None:
        self._layers = [
            tuple(
                tensors[f"{part}.{n}"].astype(np.float64) for part in ("weights", "scale", "bias")
            )
            for n in range(_LAYERS)
        ]

    def windows(self, levels: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return a vector of each window: (windows, 96) whole numbers, ``UNIT`` to 1.

        Args:
            levels: (frames, 32) whole numbers, ``UNIT`` to 1: tenths of the bands' dB, plus 2; at
                least ``FRAMES`` frames.

        """
        count = (len(levels) - FRAMES) // STEP + 1
        parts = []
        for start in range(0, count, _AT_ONCE):
            end = min(start + _AT_ONCE, count)
            parts.append(self._run(levels[start * STEP : (end - 1) * STEP + FRAMES]))
        return np.concatenate(parts)

    def _run(self, levels: NDArray[np.float64]) -> NDArray[np.float64]:
        state = levels[:, :, None]
        for number, (weights, scale, bias) in enumerate(self._layers):
            state = _convolved(state, weights, _kernel(number)) * scale + bias * UNIT
            if number < _LAYERS - 1:
                below = np.maximum(state * _SLOPE, _LEAST * UNIT)
                state = np.where(state > 0, state, below)
            np.rint(state, out=state)
            if number in _POOLED:
                state = _most(state, *_POOLED[number])
        return state[:, 0]


def _kernel(number: int) -> tuple[int, int]:
    """Return how far a layer's filters reach, in time and in frequency."""
    if number == 0:
        return 3, 3
    return (1, 3) if number % 2 and number < _LAYERS - 1 else (3, 1)


def _convolved(
    state: NDArray[np.float64], weights: NDArray[np.float64], kernel: tuple[int, int]
) -> NDArray[np.float64]:
    time, frequency = kernel
    if frequency > 1:  # nothing beside the lowest and the highest
        state = np.pad(state, ((0, 0), (1, 1), (0, 0)))
    rows, columns = state.shape[0] - time + 1, state.shape[1] - frequency + 1
    shifted = [state[t : t + rows, f : f + columns] for t in range(time) for f in range(frequency)]
    around = np.concatenate(shifted, axis=2).reshape(rows * columns, -1)
    return (around @ weights).reshape(rows, columns, -1)


def _most(state: NDArray[np.float64], time: int, frequency: int) -> NDArray[np.float64]:
    """Return the largest of every ``time`` by ``frequency``; what is left over is left out."""
    rows, columns = state.shape[0] // time, state.shape[1] // frequency
    kept = state[: rows * time, : columns * frequency]
    found: NDArray[np.float64] = kept.reshape(rows, time, columns, frequency, -1).max(axis=(1, 3))
    return found
