"""Explores a project's examples, with the predictions of its last training run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from vizsla.explore import ExploredExamples, explore
from vizsla.project.training_run import TrainingRun

if TYPE_CHECKING:
    from vizsla.explore import Exploration
    from vizsla.progress import ProgressReporter
    from vizsla.project.project_files import ProjectFiles
    from vizsla.project.snapshot import Snapshot
    from vizsla.workspace import Store

__all__ = ["explore_project"]


def explore_project(
    store: Store, snapshot: Snapshot, files: ProjectFiles, reporter: ProgressReporter
) -> Exploration:
    """Explore a project.

    Args:
        store: the project's store.
        snapshot: its examples.
        files: the examples' files, for the page.
        reporter: the reporter of the progress.

    """
    reporter.report("exploring", 0, 1)
    found = explore(
        ExploredExamples(
            examples=snapshot.examples,
            embeddings=snapshot.vectors.astype(np.float32) * np.float32(snapshot.scale),
            groups=snapshot.groups,
            out_of_fold=_out_of_fold(store, snapshot),
            labels=snapshot.labels,
            project=store.name,
            modality=store.modality,
        )
    )
    reporter.report("exploring", 1, 1)
    return replace(found, read=files)


def _out_of_fold(store: Store, snapshot: Snapshot) -> np.ndarray | None:
    """Return the last run's out-of-fold probabilities, (examples, labels); None before a run.

    Rows are NaN for examples that the run did not see, columns 0 for labels it did not know.
    """
    runs = store.runs()
    if not runs:
        return None
    trained = TrainingRun(store, runs[-1]).trained
    rows = {key: n for n, key in enumerate(trained.keys)}
    columns = [
        trained.labels.index(each) if each in trained.labels else -1 for each in snapshot.labels
    ]
    table = np.hstack([trained.out_of_fold, np.zeros((len(trained.keys), 1))])
    found = np.full((len(snapshot.examples), len(snapshot.labels)), np.nan)
    for n, each in enumerate(snapshot.examples):
        if each.sha256 in rows:
            found[n] = table[rows[each.sha256]][columns]
    return found
