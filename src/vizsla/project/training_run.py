"""One training of a project, as it is kept."""

from __future__ import annotations

from dataclasses import asdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

from vizsla.pages.showable import Showable

if TYPE_CHECKING:
    from datetime import datetime

    from vizsla.publish.training_facts import TrainingFacts
    from vizsla.training.confidence_threshold import ConfidenceThreshold
    from vizsla.training.diagnosis import Diagnosis
    from vizsla.training.overfitting import GeneralisationGap
    from vizsla.training.trained_head import TrainedHead
    from vizsla.training.training_set import TrainingSet
    from vizsla.workspace import Store, StoredRun

__all__ = ["TrainingRun", "figures_of"]


class TrainingRun(Showable):
    """A training: what came of it, and what it says of overtraining.

    Args:
        store: the project's.
        stored: what the store keeps of it.

    """

    def __init__(self, store: Store, stored: StoredRun) -> None:
        self._store = store
        self._stored = stored

    @property
    def kind(self) -> str:
        """The kind of function that it trains, such as ``image-classification``."""
        return self._store.kind

    @property
    def number(self) -> int:
        """Counts the project's runs, from 1."""
        return self._stored.number

    @property
    def created_at(self) -> datetime:
        """When it was done, UTC."""
        return self._stored.created_at

    @property
    def figures(self) -> dict[str, Any]:
        """Its figures, as JSON holds them."""
        return self._stored.figures

    @cached_property
    def trained(self) -> TrainedHead:
        """The head, and all that out-of-fold predictions say of it."""
        from vizsla.training.trained_file import read_trained

        blob = self._store.run_blob(self.number)
        return read_trained(blob, f"run {self.number} of {self._store.name!r}")

    @property
    def facts(self) -> TrainingFacts:
        """What a card says of the training."""
        from vizsla.publish.training_facts import TrainingFacts

        return TrainingFacts.from_dict(self.figures["facts"])

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that it can answer with."""
        return self.trained.labels

    @property
    def diagnosis(self) -> Diagnosis:
        """Whether the model overfits, and which examples would help, in words."""
        return self.trained.diagnosis

    @property
    def gap(self) -> GeneralisationGap | None:
        """How much better it does on what it was shown; None where that can't be told."""
        return self.trained.gap

    @property
    def confidence_threshold(self) -> ConfidenceThreshold:
        """From which score on its answers are sure, and with what right."""
        return self.trained.confidence_threshold

    def page(self) -> str:
        """Return a page of the learning curves, the gap and the diagnosis: HTML, loads nothing."""
        from vizsla.training.training_page import training_page

        return training_page(
            self.trained,
            f"Training {self.number} of {self._store.name}",
            str(self).split("\n"),
            f"Trained on {self.created_at:%d %B %Y, %H:%M} UTC.",
        )

    def __repr__(self) -> str:
        """Return it for people."""
        return f"<run {self.number} of {self._store.name!r}: {self.diagnosis.kind}>"

    def __str__(self) -> str:
        """Return what it came to, in sentences."""
        repeated_scenes = self.trained.repeated_scenes
        return "\n".join(
            (
                *self.diagnosis.sentences,
                *threshold_sentences(self.confidence_threshold, repeated_scenes=repeated_scenes),
            )
        )


def threshold_sentences(
    found: ConfidenceThreshold, *, repeated_scenes: bool = False
) -> tuple[str, ...]:
    """Say from which score on answers are sure, or what is missing for any to be."""
    target = f"{100 * found.target:.0f} %"
    if found.score is not None:
        sentence = (
            f"Sure from a score of {found.score:.2f}: {100 * found.share:.0f} % of the answers, "
            f"of which at least {target} are right with {100 * found.confidence:.0f} % confidence "
            f"(found: {found.right} of {found.sure})."
        )
        return (sentence,)
    if repeated_scenes:
        return ("No answer is sure, because nothing was held back that was new.",)
    start = (
        f"No answer is sure yet: {found.examples} examples can't show that {target} of such "
        "answers are right."
    )
    if found.more is None:
        why = "Even its surest answers are wrong too often, or nothing could be held back"
        return (f"{start} {why}: mend labels, and add examples of what it mistakes.",)
    return (f"{start} About {found.more} more would be enough if it does as well on them.",)


def figures_of(trained: TrainedHead, training_set: TrainingSet) -> dict[str, Any]:
    """Return a run's figures for the store's JSON."""
    from vizsla.publish.training_facts import TrainingFacts

    gap = trained.gap
    return {
        "labels": list(trained.labels),
        "examples": len(trained.keys),
        "tuning": asdict(trained.hyperparameters),
        "temperature": trained.temperature,
        "calibrated": trained.calibrated,
        "confidence_threshold": asdict(trained.confidence_threshold),
        "accuracy_shown": None if gap is None else gap.training_accuracy,
        "accuracy_unshown": None if gap is None else gap.validation_accuracy,
        "verdict": asdict(trained.diagnosis),
        "facts": TrainingFacts.of(trained, training_set).to_dict(),
    }
