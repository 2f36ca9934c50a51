"""A project's first training, which begins by itself where its maker wanted that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.errors import OptionError
from vizsla.project.trainings import Trainings
from vizsla.workspace.jobs import FAILED

if TYPE_CHECKING:
    from vizsla.workspace import Store, Workspace
    from vizsla.workspace.jobs import Job

__all__ = ["LEAST", "ask_for_first_training", "set_trains_itself", "trains_itself"]

TOPIC, NAME = "studio", "training"
LEAST = 5  # examples of each of two labels


def set_trains_itself(workspace: Workspace, store: Store) -> None:
    """Let a project train without being asked."""
    workspace.facts.put(store.row_id, TOPIC, {NAME: {"by_itself": True}})


def trains_itself(workspace: Workspace, store: Store) -> bool:
    """Return whether a project trains without being asked."""
    fact = workspace.facts.of_topic(store.row_id, TOPIC).get(NAME, {})
    return bool(fact.get("by_itself"))


def ask_for_first_training(
    workspace: Workspace, store: Store, who: str | None = None
) -> Job | None:
    """Ask for the first training of a project that trains by itself, once it has enough examples.

    Enough are five examples of each of two labels.

    Args:
        workspace: the workspace.
        store: the project's store.
        who: the person or program to record.

    Returns:
        The job; None where it is too early, or the project was trained before.

    """
    if store.runs() or not trains_itself(workspace, store):
        return None
    if sum(each.positive >= LEAST for each in store.labels()) < 2:  # noqa: PLR2004 - two labels
        return None
    trainings = Trainings(workspace, store)
    if any(each.is_active or each.state == FAILED for each in trainings.all()):
        return None
    try:
        return workspace.jobs.get(trainings.ask(who).key)
    except OptionError:  # another one has just asked
        return None
