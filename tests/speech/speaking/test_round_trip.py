"""What a voice says is understood: spoken sentences are heard again. This test is a slow one.

Every sixteenth of its 200 sentences is spoken, in half a minute; all of them, in six, where
VIZSLA_ALL_SENTENCES is set. ``benchmarks/speech/speaking.py`` does it with all voices; the error
rate is in ``docs/how-to/speak.md``.
"""

from __future__ import annotations

import os
from pathlib import Path

import vizsla
from vizsla.speech.speaking.speech_parts import said_words
from vizsla.speech.speaking.understood import understood

SENTENCES = Path(__file__).with_name("sentences.txt").read_text("utf-8").splitlines()
EVERY = 1 if "VIZSLA_ALL_SENTENCES" in os.environ else 16
MOST = 0.05  # of the words


def test_spoken_sentences_are_understood() -> None:
    errors = words = 0
    for number, text in enumerate(SENTENCES[::EVERY]):
        voice = ("heart", "george")[number % 2]
        heard = understood(said_words(text, voice=voice), vizsla.speak(text, voice=voice).answer)
        errors += heard.errors
        words += heard.words
    assert words > 100
    assert errors / words < MOST
