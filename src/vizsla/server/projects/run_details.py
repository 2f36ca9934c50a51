"""A training run in whole: its curves, the gap, what each feature adds, and the settings."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field

from vizsla.project.training_run import TrainingRun
from vizsla.server.projects.job_types import TrainingPoint
from vizsla.server.projects.project_types import RunItem
from vizsla.server.projects.project_values import run_item

if TYPE_CHECKING:
    from vizsla.server.projects.studio_project import StudioProject
    from vizsla.training.feature_gain import FeatureGain
    from vizsla.training.trained_head import TrainedHead
    from vizsla.workspace import StoredRun

__all__ = ["GainItem", "MeasuredItem", "RunDetails", "gain_item", "run_details"]


class GapItem(BaseModel):
    """The accuracy on training examples, against that on the same ones in cross-validation."""

    training_accuracy: float
    validation_accuracy: float
    low: float = Field(description="The lower end of the difference's 95 % interval.")
    high: float = Field(description="The upper end.")
    examples: int


class RecallItem(BaseModel):
    """How many of a label's examples are answered rightly in cross-validation."""

    label: str
    examples: int
    recall: float | None = Field(description="The share, 0 to 1; null where it has only one.")


class SureThreshold(BaseModel):
    """The least score of a sure answer, and what it promises."""

    score: float | None = Field(description="Null where no answer can be sure yet.")
    target: float = Field(description="The share of sure answers that is right, at least.")
    confidence: float = Field(description="The probability that this holds.")
    share: float = Field(description="The share of answers that are sure, 0 to 1.")
    more: int | None = Field(
        description="About how many more labelled examples are needed; null where that is unknown."
    )


class GainItem(BaseModel):
    """The accuracy in cross-validation with a feature, less that without it."""

    difference: float = Field(description="-1 to 1.")
    low: float = Field(description="The lower end of its 95 % interval.")
    high: float = Field(description="The upper end.")
    examples: int


class MeasuredItem(BaseModel):
    """A feature, and what it adds in cross-validation."""

    title: str = Field(description="The name of a list or rule, or `column NAME`.")
    used: bool = Field(description="Whether it makes the scores better, and is used.")
    gain: GainItem


class RunSettings(BaseModel):
    """With what a run was trained."""

    kind: str
    encoder: str
    regularisation: float = Field(description="The examples' weight against the L2 penalty.")
    whitening: float
    temperature: float = Field(description="The number by which outputs are divided.")


class RunDetails(RunItem):
    """A training run with all of its figures."""

    tested: bool
    figures: dict[str, Any]
    seconds: float | None = Field(description="How long it took; null where no job trained it.")
    training_curve: list[TrainingPoint] = Field(description="By the number of the step.")
    learning_curve: list[TrainingPoint] = Field(description="By the number of examples.")
    gap: GapItem | None = Field(description="Null where there was no validation set.")
    label_recalls: list[RecallItem]
    sure: SureThreshold
    settings: RunSettings
    features: list[MeasuredItem]
    features_together: GainItem | None = Field(
        description="What those that are used add together; null where none is."
    )
    words: GainItem | None = Field(
        description="What the words of texts add to their embedding; null where they add nothing."
    )


def run_details(project: StudioProject, stored: StoredRun) -> RunDetails:
    """Return a training run with all of its figures."""
    run = TrainingRun(project.store, stored)
    head = run.trained
    versions = {each.run: each.number for each in project.store.versions()}
    gap, sure = head.gap, head.confidence_threshold
    measured = head.measured_features
    return RunDetails(
        **run_item(project.store, stored, versions.get(stored.number)).model_dump(),
        tested=project.store.report(stored.number) is not None,
        figures=stored.figures,
        seconds=_seconds(project, stored.number),
        training_curve=_curve(head.training_curve),
        learning_curve=_curve(head.learning_curve),
        gap=None if gap is None else GapItem(**asdict(gap)),
        label_recalls=[RecallItem(**asdict(each)) for each in head.label_recalls],
        sure=SureThreshold(
            score=sure.score,
            target=sure.target,
            confidence=sure.confidence,
            share=sure.share,
            more=sure.more,
        ),
        settings=_settings(project, head),
        features=[
            MeasuredItem(
                title=each.title, used=bool(each.factor), gain=GainItem(**asdict(each.gain))
            )
            for each in measured.each
        ],
        features_together=gain_item(measured.together),
        words=gain_item(head.term_gain),
    )


def gain_item(gain: FeatureGain | None) -> GainItem | None:
    """Return what a feature adds; None where that is not known."""
    return None if gain is None else GainItem(**asdict(gain))


def _curve(points: Any) -> list[TrainingPoint]:  # noqa: ANN401 - CurvePoints
    return [TrainingPoint(**asdict(each)) for each in points]


def _settings(project: StudioProject, head: TrainedHead) -> RunSettings:
    return RunSettings(
        kind=project.store.kind,
        encoder=project.store.encoder,
        regularisation=head.hyperparameters.regularisation,
        whitening=head.hyperparameters.whitening,
        temperature=head.temperature,
    )


def _seconds(project: StudioProject, run: int) -> float | None:
    for job in project.workspace.jobs.of_project(project.store.row_id, "train"):
        if job.result.get("run") == run and job.started_at and job.ended_at:
            return (job.ended_at - job.started_at).total_seconds()
    return None
