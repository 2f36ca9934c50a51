"""How likely the text of a piece of speech is right: a logistic regression on what the model says.

``scripts/fit_listening.py`` fits it on read speech that the model was not made from, clean and with
noise, music and other languages; the numbers are in ``segment_scores.json``.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.speech.listening.moonshine import Heard
    from vizsla.speech.listening.speech_pieces import SpeechPiece

__all__ = ["SCORES", "SegmentScore", "piece_features", "segment_score", "silence_score"]

SCORES = Path(__file__).with_name("segment_scores.json")
_UNLIKELY = -1.0  # log probability of a token that is a guess


@dataclass(frozen=True, slots=True)
class SegmentScore:
    """What the scores say of one piece.

    Attributes:
        right: how likely the text is right, 0 to 1.
        understood: how likely it is that the text is what somebody says, be it with some mistakes,
            and not invented for noise, music or another language; 0 to 1.

    """

    right: float
    understood: float


def piece_features(piece: SpeechPiece, heard: Heard, *, repeats: bool) -> dict[str, float]:
    """Return the numbers that the regression looks at.

    Args:
        piece: the piece of speech.
        heard: what the model wrote.
        repeats: whether it repeated a phrase without end.

    """
    likelihoods = heard.likelihoods
    seconds = piece.end - piece.start
    return {
        "mean": sum(likelihoods) / len(likelihoods),
        "least": min(likelihoods),
        "guesses": math.log1p(sum(each < _UNLIKELY for each in likelihoods)),
        "length": math.log(len(likelihoods)),
        "pace": len(heard.tokens) / max(seconds, 0.1),
        "speech": piece.speech,
        "repeats": float(repeats or not heard.ended),
    }


def segment_score(features: Mapping[str, float]) -> SegmentScore:
    """Return the score of a piece, from its ``piece_features``."""
    table = _table()
    return SegmentScore(
        _logistic(table["right"], features), _logistic(table["understood"], features)
    )


def silence_score() -> float:
    """Return how likely it is that nobody speaks in a sound in which no speech was detected."""
    return float(_table()["silence"])


def _logistic(line: Mapping[str, float], features: Mapping[str, float]) -> float:
    total = line["bias"] + sum(line[name] * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, total))))


@cache
def _table() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SCORES.read_text("utf-8"))
    return found
