"""One training of a project, as the store keeps it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from vizsla.cached_value import cached_property
from vizsla.coded_text import CodedText
from vizsla.pages.showable import Showable
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from vizsla.json_value import JSONObject
    from vizsla.publish.training_facts import TrainingFacts
    from vizsla.training.confidence_threshold import ConfidenceThreshold
    from vizsla.training.diagnosis import Diagnosis
    from vizsla.training.multi_label_set import MultiLabelSet
    from vizsla.training.overfitting import GeneralisationGap
    from vizsla.training.trained_head import TrainedHead
    from vizsla.training.training_set import TrainingSet
    from vizsla.workspace import Store, StoredRun

__all__ = ["TrainingRun", "figures_of"]

# The names of version 0.1, and those of today.
_OLD_FIGURES = {
    "tuning": "hyperparameters",
    "accuracy_shown": "training_accuracy",
    "accuracy_unshown": "validation_accuracy",
    "surety": "confidence_threshold",
    "verdict": "diagnosis",
}


class TrainingRun(Showable):
    """A training: the head, its figures, and the diagnosis of overfitting.

    Args:
        store: the project's store.
        stored: the run as the store has it.

    """

    page_name = "training"

    def __init__(self, store: Store, stored: StoredRun) -> None:
        self._store = store
        self._stored = stored

    @property
    def kind(self) -> str:
        """The kind of function that it trains, such as ``image-classification``."""
        return self._store.kind

    @property
    def number(self) -> int:
        """The run's number in the project, from 1."""
        return self._stored.number

    @property
    def created_at(self) -> datetime:
        """The time of the training, UTC."""
        return self._stored.created_at

    @property
    def figures(self) -> dict[str, Any]:
        """The figures, as JSON values."""
        from vizsla.training.old_names import FORMAT_1_DIAGNOSES

        figures: dict[str, Any] = {
            _OLD_FIGURES.get(name, name): each for name, each in self._stored.figures.items()
        }
        diagnosis = figures["diagnosis"]
        kind = FORMAT_1_DIAGNOSES.get(diagnosis["kind"], diagnosis["kind"])
        return {**figures, "diagnosis": {**diagnosis, "kind": kind}}

    @cached_property
    def trained(self) -> TrainedHead:
        """The head, with the figures of its cross-validation."""
        from vizsla.training.trained_file import read_trained

        blob = self._store.run_blob(self.number)
        return read_trained(blob, f"run {self.number} of {self._store.name!r}")

    @property
    def facts(self) -> TrainingFacts:
        """The facts of the training that a card reports."""
        from vizsla.publish.training_facts import TrainingFacts

        return TrainingFacts.from_dict(self.figures["facts"])

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that the head can answer with."""
        return self.trained.labels

    @property
    def diagnosis(self) -> Diagnosis:
        """Whether the model overfits, and which examples would help, in words."""
        return self.trained.diagnosis

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences on the circumstances of the training, such as a test set of another share."""
        return tuple(self.figures.get("notes", ()))

    @property
    def note_codes(self) -> tuple[JSONObject | None, ...]:
        """The ``code`` and the ``values`` of each note; None where it has none."""
        none = [None] * len(self.notes)  # of a run of an earlier version
        return tuple(self.figures.get("note_codes", none))

    @property
    def gap(self) -> GeneralisationGap | None:
        """The gap between training and validation; None where there was no validation set."""
        return self.trained.gap

    @property
    def confidence_threshold(self) -> ConfidenceThreshold:
        """The least score of a sure answer, and its guarantee."""
        return self.trained.confidence_threshold

    @property
    def likely_threshold(self) -> ConfidenceThreshold:
        """The least score of a likely answer, and its weaker guarantee."""
        return self.trained.likely_threshold

    def page(self) -> str:
        """Return a page of the learning curves, the gap and the diagnosis: HTML, loads nothing."""
        from vizsla.training.training_page import training_page

        return training_page(
            self.trained,
            f"Training {self.number} of {self._store.name}",
            f"Trained on {self.created_at:%d %B %Y, %H:%M} UTC.",
            self.notes,
        )

    def __reduce__(self) -> tuple[Callable[[str, int], TrainingRun], tuple[str, int]]:
        """Return the means to open the run again in another process."""
        return _open_run, (self._store.name, self.number)

    def __repr__(self) -> str:
        """Show the run's number, its project and the diagnosis."""
        return f"<run {self.number} of {self._store.name!r}: {self.diagnosis.kind}>"

    def __str__(self) -> str:
        """Return the summary, a sentence a line."""
        from vizsla.training.training_summary import training_summary

        return "\n".join((*training_summary(self.trained), *self.notes))


def _open_run(project: str, number: int) -> TrainingRun:
    store = Workspace.open().open_project(project)
    return TrainingRun(store, store.run(number))


def figures_of(
    trained: TrainedHead, training_set: TrainingSet | MultiLabelSet, notes: Sequence[str] = ()
) -> dict[str, Any]:
    """Return the figures of a training, as JSON values for the store."""
    from vizsla.publish.training_facts import TrainingFacts

    gap = trained.gap
    return {
        "labels": list(trained.labels),
        "examples": len(trained.keys),
        "hyperparameters": asdict(trained.hyperparameters),
        "temperature": trained.temperature,
        "calibrated": trained.calibrated,
        "confidence_threshold": asdict(trained.confidence_threshold),
        "likely_threshold": asdict(trained.likely_threshold),
        "training_accuracy": None if gap is None else gap.training_accuracy,
        "validation_accuracy": None if gap is None else gap.validation_accuracy,
        "diagnosis": asdict(trained.diagnosis),
        "facts": TrainingFacts.of(trained, training_set).to_dict(),
        "notes": [str(each) for each in notes],
        "note_codes": [each.to_dict() if isinstance(each, CodedText) else None for each in notes],
    }
