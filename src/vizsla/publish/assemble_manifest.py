"""From a trained head and its test to the manifest of a bundle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.bundle.manifest import Label, Manifest, Novelty, Threshold
from vizsla.publish.training_facts import HELD_BACK
from vizsla.training.decision import LEAST_KNOWN

if TYPE_CHECKING:
    from vizsla.bundle.manifest import Measured
    from vizsla.publish.training_facts import Facts
    from vizsla.training.train import Trained

__all__ = ["assemble"]

MOST_NAMED = 6


def assemble(
    trained: Trained,
    facts: Facts,
    backbone: Manifest,
    *,
    name: str,
    version: int,
    test: Measured | None,
) -> Manifest:
    """Return what the bundle says of itself.

    Args:
        trained: the head.
        facts: what was noted when it was trained.
        backbone: the manifest of the shipped function whose graph it stands on.
        name: what the function is called.
        version: from 1.
        test: how it did on what was kept apart; None where it was not tested.

    """
    confidence_threshold = trained.confidence_threshold
    return Manifest(
        kind="classify",
        name=name,
        description=f"Tells {_listed(trained.labels)} in pictures.",
        version=version,
        labels=tuple(Label(each) for each in trained.labels),
        graph=backbone.graph,
        least_known=LEAST_KNOWN if len(trained.bias) > len(trained.labels) else 0.0,
        threshold=Threshold(
            confidence_threshold.score,
            confidence_threshold.right / confidence_threshold.sure
            if confidence_threshold.sure
            else None,
            confidence_threshold.sure,
            f"{confidence_threshold.examples} {HELD_BACK}",
            confidence_threshold.target,
            confidence_threshold.confidence,
            confidence_threshold.share,
        ),
        novelty=Novelty(trained.novelty_limit),
        calibration=facts.calibration,
        fingerprint=facts.fingerprint,
        trained_on=facts.trained_on,
        test=test,
        licences=backbone.licences,
        files={},
    )


def _listed(labels: tuple[str, ...]) -> str:
    if len(labels) == 1:
        return f"{labels[0]} from anything else"
    if len(labels) > MOST_NAMED:
        return f"{len(labels)} labels apart"
    return f"{', '.join(labels[:-1])} and {labels[-1]} apart"
