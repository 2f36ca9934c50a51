"""Makes the values of responses about projects."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from vizsla.multi_label_kinds import is_multi_label
from vizsla.project.project_overview import project_overview
from vizsla.project.training_run import TrainingRun
from vizsla.server.projects.project_types import (
    LabelItem,
    NextAction,
    NoteCode,
    PartCounts,
    ProjectDetails,
    ProjectItem,
    RunItem,
    StateCounts,
    VersionItem,
)
from vizsla.testing.interval import wilson

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from vizsla.json_value import JSONObject
    from vizsla.server.projects.studio_project import StudioProject
    from vizsla.workspace import ProjectSummary, PublishedVersion, Store, StoredRun, Workspace

__all__ = ["project_details", "project_item", "run_item", "version_item"]


def project_item(workspace: Workspace, found: ProjectSummary, changed_at: datetime) -> ProjectItem:
    """Return a project in one line."""
    return ProjectItem(
        name=found.name,
        kind=found.kind,
        modality=found.modality,
        encoder=found.encoder,
        multi_label=is_multi_label(found.kind),
        examples=found.examples,
        labelled=found.labelled,
        labels=found.labels,
        live_version=workspace.functions.live(found.name),
        changed_at=changed_at,
    )


def project_details(project: StudioProject) -> ProjectDetails:
    """Return a project, and where it stands."""
    store = project.store
    found = project_overview(project.workspace, store)
    last = found.runs[-1] if found.runs else None
    versions = {each.run: each.number for each in found.versions}
    states, parts = found.counts.by_state, found.counts.by_split
    return ProjectDetails(
        name=store.name,
        kind=store.kind,
        modality=store.modality,
        encoder=store.encoder,
        multi_label=store.multi_label,
        examples=found.counts.examples,
        labelled=states["labelled"],
        labels=[
            LabelItem(name=each.name, count=each.positive, not_count=each.negative)
            for each in found.labels
        ],
        counts=StateCounts(
            **states, contradictions=found.counts.contradictions, unused=found.counts.unused
        ),
        parts=PartCounts(**parts, none=found.counts.examples - sum(parts.values())),
        live_version=found.live,
        changed_at=store.changed_at(),
        revision=found.revision,
        last_run=run_item(store, last, versions.get(last.number)) if last else None,
        versions=[
            version_item(each, found.live, project.workspace.functions.version_names(store.name))
            for each in found.versions
        ],
        next=NextAction.model_validate(asdict(found.next)),
    )


def run_item(store: Store, stored: StoredRun, version: int | None = None) -> RunItem:
    """Return a training run.

    Args:
        store: the project's store.
        stored: the run.
        version: the newest version that was published of it; None where none was.

    """
    run = TrainingRun(store, stored)
    figures = run.figures
    low, high = _interval(figures["validation_accuracy"], figures["examples"])
    return RunItem(
        number=stored.number,
        created_at=stored.created_at,
        created_by=stored.created_by,
        labels=figures["labels"],
        examples=figures["examples"],
        training_accuracy=figures["training_accuracy"],
        validation_accuracy=figures["validation_accuracy"],
        validation_low=low,
        validation_high=high,
        diagnosis=figures["diagnosis"]["kind"],
        advice=figures["diagnosis"]["sentences"],
        notes=list(run.notes),
        note_codes=[_note_code(each) for each in run.note_codes],
        version=version,
    )


def _note_code(found: JSONObject | None) -> NoteCode | None:
    """Return what a note tells; None where it has no code."""
    return None if found is None else NoteCode.model_validate(found)


def _interval(accuracy: float | None, examples: int) -> tuple[float, float] | tuple[None, None]:
    """Return the 95 % interval of an accuracy on as many examples."""
    return (None, None) if accuracy is None else wilson(round(accuracy * examples), examples)


def version_item(
    version: PublishedVersion, live: int | None, names: Mapping[str, int]
) -> VersionItem:
    """Return a published version.

    Args:
        version: the version.
        live: the number of the live one; None where none is.
        names: the numbers of the versions that have names.

    """
    test = version.figures.get("test")
    figures: Mapping[str, Any] = test if isinstance(test, dict) else {}
    return VersionItem(
        number=version.number,
        run=version.run,
        created_at=version.created_at,
        created_by=version.created_by,
        live=version.number == live,
        names=[word for word, number in names.items() if number == version.number],
        accuracy=figures.get("accuracy"),
        tested_on=figures.get("examples", 0),
        threshold=_number(version.figures.get("threshold")),
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
