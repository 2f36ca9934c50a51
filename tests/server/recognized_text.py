"""Answers with entities, found by features as people define them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.answer import Alternative, Answer, Recognition
from vizsla.features.compile_definitions import compile_definitions
from vizsla.features.definitions import EntityDefinition, FeatureDefinitions
from vizsla.features.entity_finder import FeatureFinder
from vizsla.features.given_entities import NOTHING_GIVEN
from vizsla.functions.text_entities import with_entities
from vizsla.recognizers.recognize import RecognizerOptions

if TYPE_CHECKING:
    from vizsla.features.feature_set import FeatureSet
    from vizsla.features.given_entities import GivenEntities

REFERENCE = datetime(2026, 11, 30, 9)  # noqa: DTZ001 - a moment where the text was written
ANSWER = Answer(
    "travel",
    0.75,
    sure=True,
    calibrated=True,
    alternatives=(Alternative("travel", 0.75), Alternative("greet", 0.125)),
)


def recognized(
    text: str,
    *entities: EntityDefinition,
    given: GivenEntities = NOTHING_GIVEN,
    **definitions: Any,
) -> tuple[Recognition, FeatureSet]:
    """Return an Answer with the entities of a text, and the features that found them."""
    features = compile_definitions(FeatureDefinitions(entities=entities, **definitions))
    finder = FeatureFinder(features, lambda words: np.zeros((len(words), 1)))
    reference = RecognizerOptions(reference=REFERENCE)
    found = finder.find(text, reference, given)
    return with_entities(ANSWER, text, found, features), features
