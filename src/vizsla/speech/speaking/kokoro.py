"""The model that speaks: Kokoro-82M (hexgrad, 2025, Apache-2.0), after StyleTTS 2 by Li et al.

https://arxiv.org/abs/2306.07691. It turns symbols of the IPA and a voice into samples.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.runtime.onnx_graph import OnnxGraph
from vizsla.speech.model_files import model_file, model_path
from vizsla.speech.speaking.voices import VOICES

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["LONGEST", "RATE", "say"]

RATE = 24_000  # Hz
LONGEST = 240  # symbols, of 15 s of sound: the model takes 510, and twice the memory
_STYLE = 256  # numbers of a voice's row; there is a row for each length of symbols
_NUMBERS = {
    **dict(zip(";:,.!?", range(1, 7), strict=True)),
    "—": 9,
    "…": 10,
    '"': 11,
    "(": 12,
    ")": 13,
    "“": 14,
    "”": 15,
    " ": 16,
    "A": 24,
    "I": 25,
    "O": 31,
    "Q": 33,
    "S": 35,
    "T": 36,
    "W": 39,
    "Y": 41,
    "ᵊ": 42,
    **dict(zip("abcdef", range(43, 49), strict=True)),
    **dict(zip("hijklmnopqrstuvwxyz", range(50, 69), strict=True)),
    "ɑ": 69,
    "ɐ": 70,
    "ɒ": 71,
    "æ": 72,
    "ɔ": 76,
    "ð": 81,
    "ʤ": 82,
    "ə": 83,
    "ɚ": 85,
    "ɛ": 86,
    "ɜ": 87,
    "ɡ": 92,
    "ɪ": 102,
    "ŋ": 112,
    "θ": 119,
    "ɹ": 123,
    "ɾ": 125,
    "ʃ": 131,
    "ʧ": 133,
    "ʊ": 135,
    "ʌ": 138,
    "ʒ": 147,
    "ʔ": 148,
    "ˈ": 156,
    "ˌ": 157,
    "ː": 158,
    "ᵻ": 177,
}


def say(symbols: str, voice: str, speed: float = 1.0) -> NDArray[np.float32]:
    """Return the sound of symbols.

    Args:
        symbols: at most ``LONGEST`` of those in the model's table; others are left out.
        voice: a name of ``VOICES``.
        speed: 1 as the voice speaks by itself, 2 twice as quick.

    Returns:
        float32 (n,), -1 to 1, at ``RATE``.

    Raises:
        EngineError: the engine can't run the model.

    """
    numbers = [_NUMBERS[each] for each in symbols if each in _NUMBERS][:LONGEST]
    if not numbers:
        return np.zeros(0, np.float32)
    samples: NDArray[Any] = _graph().run(
        {
            "tokens": np.array([[0, *numbers, 0]], np.int64),
            "style": _styles(voice)[len(numbers) - 1][None],
            "speed": np.array([speed], np.float32),
        }
    )[0]
    return np.asarray(np.clip(samples.reshape(-1), -1, 1), np.float32)


@cache
def _graph() -> OnnxGraph:
    threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    path = model_path("kokoro/kokoro.onnx")
    return OnnxGraph(path, "Kokoro", threads=threads or 1, plans_memory=True)


@cache
def _styles(voice: str) -> NDArray[np.float32]:
    """Return a voice's rows, by the number of symbols: float32 (510, 256)."""
    content = model_file(f"kokoro/voices/{VOICES[voice].file}")
    return np.frombuffer(content, "<f4").astype(np.float32).reshape(-1, _STYLE)
