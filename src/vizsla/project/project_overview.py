"""Gathers where a project stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.project.next_step import ProjectState, next_step

if TYPE_CHECKING:
    from vizsla.project.next_step import NextStep
    from vizsla.workspace import (
        ExampleCounts,
        LabelCount,
        PublishedVersion,
        Store,
        StoredRun,
        Workspace,
    )

__all__ = ["ProjectOverview", "project_overview"]


@dataclass(frozen=True, slots=True)
class ProjectOverview:
    """Where a project stands.

    Attributes:
        counts: the numbers of its examples.
        labels: its labels, with their numbers of examples.
        revision: the number of its newest change, as it was when this was gathered, or before.
        runs: its runs, the oldest first.
        tested: whether the last run was tested.
        versions: its published versions, the oldest first.
        live: the live version; None where none is.
        next: what would help most now.

    """

    counts: ExampleCounts
    labels: list[LabelCount]
    revision: int
    runs: list[StoredRun]
    tested: bool
    versions: list[PublishedVersion]
    live: int | None
    next: NextStep


def project_overview(workspace: Workspace, store: Store) -> ProjectOverview:
    """Return where a project stands.

    Args:
        workspace: the workspace.
        store: the project's store.

    Raises:
        NotFoundError: the project was removed.

    """
    revision = store.revision()  # read first: a later change comes twice, never not at all
    counts, labels, runs, versions = store.counts(), store.labels(), store.runs(), store.versions()
    last = runs[-1].number if runs else None
    tested = last is not None and store.report(last) is not None
    state = ProjectState(
        store.modality,
        counts,
        labels,
        multi_label=store.multi_label,
        doubtful=store.exploration.doubtful(),
        run=last,
        tested=tested,
        changed=0 if last is None else store.changed_since_run(last),
        published=max((each.run for each in versions), default=None),
    )
    live = workspace.functions.live(store.name)
    return ProjectOverview(counts, labels, revision, runs, tested, versions, live, next_step(state))
