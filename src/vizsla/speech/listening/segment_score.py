"""How likely the text of a piece of speech is right: a logistic regression on what the model says.

It is quadratic: on a few features, their squares and their products, each feature standardised and
kept within the range that was seen in the fit. ``scripts/fit_listening.py`` fits it on English,
clean and with noise, and on other languages, music and noise; the numbers are in
``segment_scores.json``.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from itertools import combinations_with_replacement
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vizsla.speech.listening.moonshine import Heard
    from vizsla.speech.listening.speech_pieces import SpeechPiece

__all__ = [
    "SCORES",
    "SegmentScore",
    "likelihood_features",
    "piece_features",
    "segment_score",
    "silence_score",
    "terms",
    "wordless_score",
]

SCORES = Path(__file__).with_name("segment_scores.json")
_LEAST_DOUBT = 0.001
_ENDLESS = 0.25  # of such texts none of two was right, which is too few for the regression


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


def piece_features(piece: SpeechPiece, heard: Heard) -> dict[str, float]:
    """Return the features of a piece.

    Args:
        piece: the piece of speech.
        heard: what the model wrote.

    """
    return likelihood_features(
        heard.likelihoods, len(heard.tokens), piece.end - piece.start, piece.speech
    )


def likelihood_features(
    likelihoods: Sequence[float], tokens: int, seconds: float, speech: float
) -> dict[str, float]:
    """Return the features of a piece, given what the model and the detector say of it.

    Args:
        likelihoods: each token's log probability, and the end's.
        tokens: the number of tokens, without the end.
        seconds: the piece's length.
        speech: the mean probability of speech in it.

    """
    doubt = sum(1 - math.exp(each) for each in likelihoods) / len(likelihoods)
    return {
        "doubt": math.log(doubt + _LEAST_DOUBT),
        "least": min(likelihoods),
        "length": math.log1p(len(likelihoods)),
        "pace": tokens / max(seconds, 0.1),
        "speech": speech,
    }


def terms(features: Mapping[str, float], ranges: Mapping[str, Mapping[str, float]]) -> list[float]:
    """Return what the regression weighs: 1, the features, and the products of each two of them.

    Args:
        features: see ``piece_features``.
        ranges: of each feature the ``low`` and the ``high`` end, its ``mean`` and its ``scale``.

    """
    scaled = [1.0]
    for name, each in ranges.items():
        kept = min(max(features[name], each["low"]), each["high"])
        scaled.append((kept - each["mean"]) / each["scale"])
    return [one * other for one, other in combinations_with_replacement(scaled, 2)]


def segment_score(features: Mapping[str, float], *, endless: bool = False) -> SegmentScore:
    """Return the score of a piece.

    Args:
        features: see ``piece_features``.
        endless: whether the model repeated a phrase, or did not end the text by itself.

    """
    table = _table()
    found = terms(features, table["features"])
    right = _logistic(table["right"], found)
    if endless:
        right = min(right, _ENDLESS)
    return SegmentScore(right, _logistic(table["understood"], found))


def silence_score() -> float:
    """Return how likely it is that nobody speaks in a sound in which no speech was detected."""
    return float(_table()["silence"])


def wordless_score() -> float:
    """Return how likely no English is said in a piece for which no words were written."""
    return float(_table()["wordless"])


def _logistic(weights: Sequence[float], values: Sequence[float]) -> float:
    total = sum(weight * value for weight, value in zip(weights, values, strict=True))
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, total))))


@cache
def _table() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SCORES.read_text("utf-8"))
    return found
