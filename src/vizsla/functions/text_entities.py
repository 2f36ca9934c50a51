"""The entities in the answers of a function of texts that has features of its own."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from vizsla.answer import Answer, Entity, Recognition
from vizsla.features.entity_finder import FeatureFinder
from vizsla.features.feature_file import FEATURES, TAGGERS, read_feature_set
from vizsla.functions.entity_parts import with_parts
from vizsla.functions.entity_scores import entity_score

if TYPE_CHECKING:
    from vizsla.bundle.read_bundle import Bundle
    from vizsla.encoders.text.text_encoder import TextEncoder
    from vizsla.features.entity_finder import FoundFeatures
    from vizsla.features.feature_set import FeatureSet
    from vizsla.features.named_entity import NamedEntity

__all__ = ["ENTITIES", "feature_finder", "with_entities"]

ENTITIES = "entities"  # the feature's kind
SURE = 0.95
BY_RULE = 1.0  # what a list, an expression or a pattern of the function's maker finds is right


def feature_finder(bundle: Bundle, encoder: TextEncoder) -> FeatureFinder | None:
    """Return what finds the features of a bundle; None where it has none.

    Raises:
        BundleDamagedError: its files are damaged.

    """
    if all(each.kind != ENTITIES for each in bundle.manifest.features):
        return None
    taggers = bundle.read(TAGGERS) if TAGGERS in bundle.manifest.files else None
    labels = [each.answer for each in bundle.manifest.labels]
    features = read_feature_set(
        bundle.read(FEATURES), taggers, str(bundle.path), labels, encoder.dimension
    )
    return FeatureFinder(features, lambda words: encoder.embed_parts([words])[0])


def with_entities(
    answer: Answer, text: str, found: FoundFeatures, features: FeatureSet
) -> Recognition:
    """Return an Answer with the entities of its text.

    What a rule found is sure; so is what is right 95 times in 100 by measurement.

    Args:
        answer: the Answer.
        text: the text.
        found: what the function's features found in it.
        features: the features.

    """
    language = features.language

    def entity(each: NamedEntity) -> Entity:
        score, sure = BY_RULE, True
        if each.kind:
            score = entity_score(each.kind, language, given=True)
            sure = score >= SURE
        elif each.score is not None:
            score, sure = each.score, each.calibrated and each.score >= SURE
        value = {**each.value, **({"role": each.role} if each.role else {})}
        shown = text[each.start : each.end]
        return Entity(shown, each.name, value, each.start, each.end, score, sure=sure)

    same = {each.name: getattr(answer, each.name) for each in fields(Answer) if each.init}
    entities = with_parts([entity(each) for each in found.entities], features.parts)
    return Recognition(**same, entities=entities, language=language)
