"""Makes a bundle's manifest from a trained head and its test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.bundle.manifest import Manifest
from vizsla.bundle.manifest_entries import FeatureEntry, Label, Novelty, StrangersEntry, Threshold
from vizsla.bundle.read_bundle import TERMS, WEIGHTS_FILE
from vizsla.features.feature_file import FEATURES
from vizsla.functions.feature_values import WEIGHTS
from vizsla.functions.text_entities import ENTITIES
from vizsla.functions.text_terms import WORDS
from vizsla.publish.training_facts import CROSS_VALIDATED
from vizsla.training.decision import LEAST_KNOWN
from vizsla.training.strangers import LEFT_OUT
from vizsla.wording import listed

if TYPE_CHECKING:
    from vizsla.bundle.manifest_entries import AccuracyEntry
    from vizsla.encoders.base import Encoder
    from vizsla.publish.training_facts import TrainingFacts
    from vizsla.training.confidence_threshold import ConfidenceThreshold
    from vizsla.training.strangers import Strangers
    from vizsla.training.trained_head import TrainedHead

__all__ = ["assemble_manifest"]

MOST_NAMED = 6  # labels that the description lists; more than these are only counted


def assemble_manifest(
    trained: TrainedHead,
    facts: TrainingFacts,
    encoder: Encoder[Any],
    *,
    kind: str,
    name: str,
    version: int,
    test: AccuracyEntry | None,
) -> Manifest:
    """Return the manifest of a trained function; its list of files is still empty.

    Args:
        trained: the head.
        facts: the facts recorded when the head was trained.
        encoder: the encoder of the embeddings that the head takes.
        kind: the function's kind, such as ``image-classification``.
        name: the function's name.
        version: the function's version, from 1.
        test: the accuracy on the test set; None where the function was not tested.

    """
    brought = encoder.bundle_files()
    return Manifest(
        kind=kind,
        name=name,
        description=_description(trained),
        version=version,
        labels=_labels(trained, facts),
        input=brought.input,
        graph=brought.graph,
        encoder=encoder.entry,
        features=_features(trained),
        least_known=_least_known(trained),
        threshold=_threshold(trained.confidence_threshold),
        likely=_threshold(trained.likely_threshold),
        novelty=Novelty(
            trained.novelty_limit,
            trained.score_weight,
            _strangers(trained.near_strangers, LEFT_OUT),
            _strangers(trained.far_strangers, trained.far_name),
        ),
        calibration=facts.calibration,
        fingerprint=facts.fingerprint,
        trained_on=facts.trained_on,
        test=test,
        licences=brought.licences,
        files={},
    )


def _labels(trained: TrainedHead, facts: TrainingFacts) -> tuple[Label, ...]:
    if not trained.label_promises:
        return tuple(Label(each) for each in trained.labels)
    return tuple(
        Label(
            each.label,
            threshold=_threshold(each.sure),
            likely=_threshold(each.likely),
            calibration=calibration,
        )
        for each, calibration in zip(trained.label_promises, facts.labels, strict=True)
    )


def _least_known(trained: TrainedHead) -> float:
    # Scores of several labels do not add up to anything.
    has_none = len(trained.bias) > len(trained.labels) and not trained.label_promises
    return LEAST_KNOWN if has_none else 0.0


def _features(trained: TrainedHead) -> tuple[FeatureEntry, ...]:
    words = () if trained.terms is None else (FeatureEntry(WORDS, TERMS),)
    entities = (FeatureEntry(ENTITIES, FEATURES),) if FEATURES in trained.features else ()
    named = trained.weights_by_name is not None
    weights = (FeatureEntry(WEIGHTS, WEIGHTS_FILE, trained.columns),) if named else ()
    return words + entities + weights


def _threshold(chosen: ConfidenceThreshold) -> Threshold:
    return Threshold(
        score=chosen.score,
        precision=chosen.right / chosen.sure if chosen.sure else None,
        examples=chosen.sure,
        measured_on=f"{chosen.examples} {CROSS_VALIDATED}",
        target=chosen.target,
        confidence=chosen.confidence,
        share=chosen.share,
        more=chosen.more or None,
    )


def _strangers(tried: Strangers | None, measured_on: str) -> StrangersEntry | None:
    if tried is None:
        return None
    return StrangersEntry(tried.examples, tried.familiar, tried.sure, measured_on)


def _description(trained: TrainedHead) -> str:
    if not trained.label_promises:
        return f"Tells {_join(trained.labels)}."
    if len(trained.labels) > MOST_NAMED:
        return f"Gives each input those of {len(trained.labels)} labels that hold."
    return f"Gives each input the labels that hold, of {listed(trained.labels)}."


def _join(labels: tuple[str, ...]) -> str:
    if len(labels) == 1:
        return f"{labels[0]} from anything else"
    if len(labels) > MOST_NAMED:
        return f"{len(labels)} labels apart"
    return f"{', '.join(labels[:-1])} and {labels[-1]} apart"
