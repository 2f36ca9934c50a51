"""Explores a project's examples."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from vizsla.explore import ExploredExamples, explore

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
            labels=snapshot.labels,
            project=store.name,
            modality=store.modality,
        )
    )
    reporter.report("exploring", 1, 1)
    return replace(found, read=files)
