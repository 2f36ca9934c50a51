"""Answers as OpenAI's transcriptions."""

from __future__ import annotations

import math
import zlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vizsla.answer import SpeechSegment, Transcription

__all__ = ["plain_result", "verbose_result"]

_LEAST = 1e-6  # of a score whose logarithm is taken


def plain_result(answer: Transcription) -> dict[str, Any]:
    """Return the text alone; the empty text where no words were made out."""
    usage = {"type": "duration", "seconds": math.ceil(answer.seconds)}
    return {"text": answer.answer or "", "usage": usage}


def verbose_result(answer: Transcription, *, segments: bool, words: bool) -> dict[str, Any]:
    """Return the text with its segments and words.

    Args:
        answer: the answer.
        segments: whether to return the segments.
        words: whether to return the words.

    """
    spoken = [each for each in answer.segments if each.text is not None]
    found: dict[str, Any] = {
        "task": "transcribe",
        "language": "english",
        "duration": answer.seconds,
        **plain_result(answer),
    }
    if segments:
        found["segments"] = [_segment(number, each) for number, each in enumerate(spoken)]
    if words:
        found["words"] = [
            {"word": word.text, "start": word.start, "end": word.end}
            for each in spoken
            for word in each.words
        ]
    return found


def _segment(number: int, segment: SpeechSegment) -> dict[str, Any]:
    """Return a segment; ``avg_logprob`` is the logarithm of its score."""
    text = segment.text or ""
    return {
        "id": number,
        "seek": round(100 * segment.start),
        "start": segment.start,
        "end": segment.end,
        "text": text,
        "tokens": [],
        "temperature": 0.0,
        "avg_logprob": math.log(max(segment.score, _LEAST)),
        "compression_ratio": len(text.encode()) / len(zlib.compress(text.encode())),
        "no_speech_prob": 0.0,  # a segment without speech is left out
    }
