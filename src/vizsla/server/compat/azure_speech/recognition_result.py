"""Answers as Azure's results of short sounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.speech.compare_words import compared_words

if TYPE_CHECKING:
    from vizsla.answer import SpeechSegment, Transcription

__all__ = ["recognition_result"]

_TICKS = 10_000_000  # a second


def recognition_result(answer: Transcription, *, detailed: bool) -> dict[str, Any]:
    """Return an answer in the simple or the detailed format.

    Times are in ticks, ten million a second.

    Args:
        answer: the answer.
        detailed: whether to give the confidence and the forms of the text.

    """
    spoken = [each for each in answer.segments if each.text is not None]
    if answer.answer is None:
        status = "NoMatch" if answer.segments else "InitialSilenceTimeout"
        return {"RecognitionStatus": status, **_times(answer.segments, answer.seconds)}
    found = {"RecognitionStatus": "Success", **_times(spoken, answer.seconds)}
    if not detailed:
        return {**found, "DisplayText": answer.answer}
    lexical = " ".join(compared_words(answer.answer))
    plain = " ".join(each.strip(".,;:!?").lower() for each in answer.answer.split())
    best = {
        "Confidence": answer.score,
        "Lexical": lexical,
        "ITN": plain,
        "MaskedITN": plain,
        "Display": answer.answer,
    }
    return {**found, "DisplayText": answer.answer, "NBest": [best]}


def _times(
    segments: tuple[SpeechSegment, ...] | list[SpeechSegment], seconds: float
) -> dict[str, int]:
    start = segments[0].start if segments else 0.0
    end = segments[-1].end if segments else seconds
    return {"Offset": round(start * _TICKS), "Duration": round((end - start) * _TICKS)}
