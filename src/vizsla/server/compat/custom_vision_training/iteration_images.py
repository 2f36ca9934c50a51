"""Finds the images that an iteration was trained and tested on."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from vizsla.errors import NotFoundError
from vizsla.testing.label_performance import scored_examples

if TYPE_CHECKING:
    from vizsla.server.compat.custom_vision_training.training_project import TrainingProject
    from vizsla.workspace import Example

__all__ = ["iteration_examples"]


def iteration_examples(project: TrainingProject, iteration: str) -> list[Example]:
    """Return the examples of an iteration that are still there, with the labels of today.

    Args:
        project: the project.
        iteration: the iteration's id.

    Raises:
        CustomVisionRefusalError: there is no such iteration.

    """
    run = project.training(iteration).run
    if run is None:
        return []
    opened = project.opened()
    keys = set(opened.run(run).trained.keys)
    with suppress(NotFoundError):  # it was not tested
        keys |= {each.key for each in scored_examples(opened.report(run))}
    return [each for each in project.store.examples() if each.sha256 in keys]
