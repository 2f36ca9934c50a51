"""The model that hears words: Moonshine.

It is by Jeffries et al. (2024, https://arxiv.org/abs/2410.15608), of the size base, whose English
model is under MIT; ``scripts/listening_graphs.py`` makes it quicker.
An encoder turns samples into vectors, a decoder writes one token after another.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.runtime.onnx_graph import OnnxGraph
from vizsla.speech.listening.speech_tokens import END, START, SpeechTokens
from vizsla.speech.listening.token_times import frames_to_hide, times_of
from vizsla.speech.listening.voice_activity import RATE
from vizsla.speech.model_files import model_file, model_path

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Heard", "Moonshine", "moonshine"]

_TOKENS_A_SECOND = 6.5  # more are invented: the authors' own bound
_FOLDER, _HEADS = "moonshine-base", 8
_TOGETHER = 4  # runs of the decoder in one step: their scores take 10 MB each
# Samples of silence before and after: speech that begins at once loses its first word less often.
_AROUND = 4_000


@dataclass(frozen=True, slots=True)
class Heard:
    """What the model wrote.

    Attributes:
        text: the words.
        tokens: the numbers of the tokens, without the marks.
        likelihoods: each token's log probability, and the end's; as many as ``tokens``, and one.
            One fewer where the text was cut off at the most tokens.
        times: the middle of each token, in seconds from the sound's beginning; empty where they
            were not asked for.

    """

    text: str
    tokens: tuple[int, ...]
    likelihoods: tuple[float, ...]
    times: tuple[float, ...] = ()

    @property
    def ended(self) -> bool:
        """Whether the model ended the text by itself."""
        return len(self.likelihoods) > len(self.tokens)


class Moonshine:
    """The model of the size ``base``."""

    def __init__(self) -> None:
        self._encoder = OnnxGraph(model_path(f"{_FOLDER}/encoder.onnx"), "Moonshine's encoder")
        self._decoder = OnnxGraph(model_path(f"{_FOLDER}/decoder.onnx"), "Moonshine's decoder")
        self.tokens = SpeechTokens(model_file(f"{_FOLDER}/word-pieces.bin"))

    def hear(self, samples: NDArray[np.float32], *, times: bool = False) -> Heard:
        """Return the likeliest words, each the best after those before it.

        Args:
            samples: float32 (n,) at 16 kHz, of at most about 14 seconds.
            times: whether to find out when each token is said, which takes twice as long again.

        Raises:
            EngineError: the engine can't run the model.

        """
        most = max(1, math.ceil(len(samples) / RATE * _TOKENS_A_SECOND))
        samples = np.pad(samples, _AROUND)
        seen = self._encode(samples)
        past = self._nothing_yet(seen)
        numbers: list[int] = []
        likelihoods: list[float] = []
        while len(numbers) < most:
            first = not likelihoods
            scores, *present = self._decoder.run(
                {
                    "input_ids": np.array([[START if first else numbers[-1]]], np.int64),
                    "use_cache_branch": np.array([not first]),
                    "encoder_hidden_states": seen,
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
        text = self.tokens.text(numbers)
        found = self._times(numbers, seen, past) if times and numbers else ()
        return Heard(text, tuple(numbers), tuple(likelihoods), found)

    def _times(
        self,
        numbers: list[int],
        seen: NDArray[np.float32],
        past: dict[str, NDArray[Any]],
    ) -> tuple[float, ...]:
        """Return the middle of each token, in seconds; see ``token_times``.

        Args:
            numbers: the tokens.
            seen: what the encoder returned.
            past: the decoder's state after the last step.

        """
        count = seen.shape[1]
        stretches = frames_to_hide(count)
        steps = [START, *numbers[:-1]]
        whole = self._likelihoods(steps, numbers, seen, past, [(0, 0)])
        hidden = [
            self._likelihoods(steps, numbers, seen, past, stretches[at : at + _TOGETHER])
            for at in range(0, len(stretches), _TOGETHER)
        ]
        found = times_of(whole - np.concatenate(hidden), stretches) - _AROUND / RATE
        return tuple(np.maximum(found, 0).tolist())

    def _likelihoods(
        self,
        steps: list[int],
        numbers: list[int],
        seen: NDArray[np.float32],
        past: dict[str, NDArray[Any]],
        hidden: list[tuple[int, int]],
    ) -> NDArray[np.float64]:
        """Return (hidden, numbers): each token's log probability without a stretch of the sound.

        Args:
            steps: what the decoder reads before each token.
            numbers: the tokens.
            seen: what the encoder returned.
            past: the decoder's state, of which what is taken from the sound is used.
            hidden: the stretches, all of one length.

        """
        count = seen.shape[1] - (hidden[0][1] - hidden[0][0])
        inputs: dict[str, NDArray[Any]] = {
            "input_ids": np.repeat(np.array([steps], np.int64), len(hidden), axis=0),
            "use_cache_branch": np.array([True]),
            # Only its length counts: what is taken from it is in the state already.
            "encoder_hidden_states": np.repeat(seen[:, :count], len(hidden), axis=0),
        }
        for name, value in past.items():
            if ".decoder." in name:
                inputs[name] = np.zeros((len(hidden), *value.shape[1:2], 0, value.shape[3]), "f4")
            else:
                kept = [np.delete(value[0], slice(*each), axis=1) for each in hidden]
                inputs[name] = np.stack(kept)
        scores = self._decoder.run(inputs)[0]
        picked = scores[:, np.arange(len(numbers)), numbers].astype(np.float64)
        highest = scores.max(axis=-1, keepdims=True)
        above = np.exp(scores - highest).sum(axis=-1)
        found: NDArray[np.float64] = picked - highest[..., 0] - np.log(above)
        return found

    def _encode(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        seen: NDArray[np.float32] = self._encoder.run({"input_values": samples[None]})[0]
        return seen

    def _nothing_yet(self, seen: NDArray[np.float32]) -> dict[str, NDArray[Any]]:
        empty = np.zeros((1, _HEADS, 0, seen.shape[2] // _HEADS), np.float32)
        names = self._decoder.input_names
        return {each: empty for each in names if each.startswith("past_key_values")}


def _best(scores: NDArray[np.float32]) -> tuple[int, float]:
    """Return the likeliest token, and its log probability."""
    best = int(scores.argmax())
    above = scores.astype(np.float64) - float(scores[best])
    return best, -math.log(float(np.exp(above).sum()))


@cache
def moonshine() -> Moonshine:
    """Return the model, opened once."""
    return Moonshine()
