"""An Answer in the shapes of LUIS's prediction API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.answer import Recognition
from vizsla.server.compat.assistants.predicted_intents import certainty, predicted_intents
from vizsla.server.compat.assistants.text_places import UTF_16, TextPlaces
from vizsla.server.compat.luis.luis_entities import luis_entities
from vizsla.server.compat.luis.luis_entities_v2 import luis_entities_v2

if TYPE_CHECKING:
    from vizsla.answer import Answer, Entity
    from vizsla.features.feature_set import FeatureSet

__all__ = ["luis_prediction", "luis_prediction_v2"]


def luis_prediction(
    query: str,
    answer: Answer,
    features: FeatureSet,
    *,
    verbose: bool = False,
    all_intents: bool = False,
) -> dict[str, Any]:
    """Return the body of version 3's answer.

    Args:
        query: the text.
        answer: the Answer, with all labels.
        features: the features of the function that answered.
        verbose: whether ``$instance`` tells where each entity stands.
        all_intents: whether all intents are listed, or that of the answer alone.

    """
    top, scores = predicted_intents(answer)
    shown = scores if all_intents else {top: scores[top]}
    places = TextPlaces(query, UTF_16)
    return {
        "query": query,
        "prediction": {
            "topIntent": top,
            "intents": {name: {"score": score} for name, score in shown.items()},
            "entities": luis_entities(_entities(answer), features, places, verbose=verbose),
            **certainty(answer),
        },
    }


def luis_prediction_v2(
    query: str, answer: Answer, features: FeatureSet, *, verbose: bool = False
) -> dict[str, Any]:
    """Return the body of version 2's answer; ``verbose`` adds all intents."""
    top, scores = predicted_intents(answer)
    found: dict[str, Any] = {
        "query": query,
        "topScoringIntent": {"intent": top, "score": scores[top]},
    }
    if verbose:
        found["intents"] = [{"intent": name, "score": score} for name, score in scores.items()]
    found |= luis_entities_v2(_entities(answer), features, TextPlaces(query, UTF_16))
    return found | certainty(answer)


def _entities(answer: Answer) -> tuple[Entity, ...]:
    return answer.entities if isinstance(answer, Recognition) else ()
