"""The intents of an Answer: its labels, and ``None`` for texts that have none of them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from vizsla.answer import Answer

__all__ = ["NONE", "PredictedIntents", "certainty", "predicted_intents"]

NONE = "None"  # the intent that every app has
LEAST = 1e-9  # what rounding leaves of a sum


class PredictedIntents(NamedTuple):
    """The intents of a text.

    Attributes:
        top: the intent of the answer.
        scores: the intents with their scores, 0 to 1; the answer's first, then the best first.

    """

    top: str
    scores: dict[str, float]


def predicted_intents(answer: Answer) -> PredictedIntents:
    """Return the intents of an Answer that has all labels among its alternatives.

    The score of ``None`` is that of the answer None; where the answer is a label, what the labels'
    scores leave of 1, and for several labels the product of their scores not to hold.
    """
    scores = {each.answer: each.score for each in answer.alternatives}
    top = NONE if answer.answer is None else answer.answer
    if answer.answer is None:
        none = answer.score
    elif answer.labels is None:
        none = 1 - math.fsum(scores.values())
    else:
        none = math.prod(1 - each for each in scores.values())
    scores.setdefault(NONE, none if none > LEAST else 0.0)
    order = sorted(scores, key=lambda name: (name != top, -scores[name]))
    return PredictedIntents(top, {name: scores[name] for name in order})


def certainty(answer: Answer) -> dict[str, bool]:
    """Return what an Answer says and the services' shapes have no field for."""
    return {"sure": answer.sure, "likely": answer.likely, "novel": answer.novel}
