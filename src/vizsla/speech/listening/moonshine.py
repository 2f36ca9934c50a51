"""The model that hears words: Moonshine.

It is by Jeffries et al. (2024, https://arxiv.org/abs/2410.15608); its English models are under MIT.
An encoder turns samples into vectors, a decoder writes one word piece after another.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.runtime.onnx_graph import OnnxGraph
from vizsla.speech.listening.spoken_pieces import END, START, SpokenPieces
from vizsla.speech.listening.voice_activity import RATE
from vizsla.speech.model_files import model_file

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Heard", "Moonshine", "moonshine"]

_PIECES_A_SECOND = 6.5  # more are invented: the authors' own bound
_LEAST = 1_024  # samples: the encoder's first filters need 895


@dataclass(frozen=True, slots=True)
class Heard:
    """What the model wrote.

    Attributes:
        text: the words.
        pieces: the numbers of the word pieces, without the marks.
        likelihoods: each piece's log probability, and the end's; as many as ``pieces``, and one.
            One fewer where the text was cut off at the most pieces.

    """

    text: str
    pieces: tuple[int, ...]
    likelihoods: tuple[float, ...]

    @property
    def ended(self) -> bool:
        """Whether the model ended the text by itself."""
        return len(self.likelihoods) > len(self.pieces)


class Moonshine:
    """A model of the size ``tiny`` or ``base``.

    Args:
        name: the folder of its files, such as ``moonshine-tiny``.

    """

    def __init__(self, name: str) -> None:
        self._encoder = OnnxGraph(model_file(f"{name}/encoder.ort"), f"{name}'s encoder")
        self._decoder = OnnxGraph(model_file(f"{name}/decoder.ort"), f"{name}'s decoder")
        self.word_pieces = SpokenPieces(model_file(f"{name}/word-pieces.bin"))

    def hear(self, samples: NDArray[np.float32]) -> Heard:
        """Return the likeliest words, each the best after those before it.

        Args:
            samples: float32 (n,) at 16 kHz, of at most about 14 seconds.

        Raises:
            EngineError: the engine can't run the model.

        """
        most = max(1, math.ceil(len(samples) / RATE * _PIECES_A_SECOND))
        if len(samples) < _LEAST:
            samples = np.pad(samples, (0, _LEAST - len(samples)))
        seen = self._encode(samples)
        fixed: dict[str, NDArray[Any]] = {"encoder_hidden_states": seen}
        if "encoder_attention_mask" in self._decoder.input_names:
            fixed["encoder_attention_mask"] = np.ones((1, len(samples)), np.int64)
        past = self._nothing_yet(seen)
        numbers: list[int] = []
        likelihoods: list[float] = []
        while len(numbers) < most:
            first = not likelihoods
            scores, *present = self._decoder.run(
                {
                    "input_ids": np.array([[START if first else numbers[-1]]], np.int64),
                    "use_cache_branch": np.array([not first]),
                    **fixed,
                    **past,
                }
            )
            for name, value in zip(self._decoder.output_names[1:], present, strict=True):
                # What is taken from the sound is the same in each step, and returned in the first.
                if first or ".decoder." in name:
                    past[name.replace("present", "past_key_values")] = value
            best, likelihood = _best(scores[0, -1])
            likelihoods.append(likelihood)
            if best == END:
                break
            numbers.append(best)
        return Heard(self.word_pieces.text(numbers), tuple(numbers), tuple(likelihoods))

    def _encode(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        inputs: dict[str, NDArray[Any]] = {"input_values": samples[None]}
        if "attention_mask" in self._encoder.input_names:
            inputs["attention_mask"] = np.ones((1, len(samples)), np.int64)
        seen: NDArray[np.float32] = self._encoder.run(inputs)[0]
        return seen

    def _nothing_yet(self, seen: NDArray[np.float32]) -> dict[str, NDArray[Any]]:
        heads = 8
        empty = np.zeros((1, heads, 0, seen.shape[2] // heads), np.float32)
        names = self._decoder.input_names
        return {each: empty for each in names if each.startswith("past_key_values")}


def _best(scores: NDArray[np.float32]) -> tuple[int, float]:
    """Return the likeliest piece, and its log probability."""
    best = int(scores.argmax())
    above = scores.astype(np.float64) - float(scores[best])
    return best, -math.log(float(np.exp(above).sum()))


@cache
def moonshine(size: str) -> Moonshine:
    """Return the model of a size, ``tiny`` or ``base``; opened once."""
    return Moonshine(f"moonshine-{size}")
