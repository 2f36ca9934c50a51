"""Explores a project's examples."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from vizsla.explore import ExploredExamples, explore
from vizsla.modalities.registry import modality_named
from vizsla.project.project_files import read_those_left

if TYPE_CHECKING:
    from vizsla.explore import Exploration
    from vizsla.progress import ProgressReporter
    from vizsla.project.project_files import ProjectFiles
    from vizsla.project.snapshot import Snapshot
    from vizsla.workspace import Example, Store

__all__ = ["explore_project"]


def explore_project(
    store: Store,
    snapshot: Snapshot,
    files: ProjectFiles,
    reporter: ProgressReporter,
    before: np.ndarray | None = None,
) -> Exploration:
    """Explore a project.

    Args:
        store: the project's store.
        snapshot: its examples.
        files: the examples' files, for the page.
        reporter: the reporter of the progress.
        before: the points of an earlier map; see ``explore``.

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
            texts=_texts(store, snapshot.examples),
            encoder=store.encoder,
            multi_label=store.multi_label,
        ),
        before,
    )
    reporter.report("exploring", 1, 1)
    return replace(found, read=files)


def _texts(store: Store, examples: tuple[Example, ...]) -> tuple[str, ...] | None:
    """Return the examples' texts, empty where one can't be read; None where they are no texts."""
    modality = modality_named(store.modality)
    if not modality.str_is_content:
        return None
    found = {each.id: modality.load(content) for each, content in read_those_left(store, examples)}
    return tuple(found.get(each.id, "") for each in examples)
