"""Trainings that begin by themselves while people label, where a project's makers want that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.errors import NotFoundError, OptionError
from vizsla.project.trainings import Trainings

if TYPE_CHECKING:
    from vizsla.workspace import Store, StoredRun, Workspace
    from vizsla.workspace.jobs import Job

__all__ = [
    "LABELS",
    "LEAST",
    "BackgroundTraining",
    "ask_for_background_training",
    "background_training",
    "projects_that_train",
    "set_trains_itself",
]

TOPIC, NAME = "studio", "training"
BY_ITSELF, ASKED_AT = "by_itself", "asked_at"
LEAST, LABELS = 5, 2  # examples of each of so many labels
FEWEST_NEW = 5  # labels since the last training ...
SHARE_NEW = 0.1  # ... or this share of the examples that it was trained on


@dataclass(frozen=True, slots=True)
class BackgroundTraining:
    """Whether a project trains by itself, and what it waits for.

    Attributes:
        by_itself: whether it does.
        enough: the number of labels that have enough examples, of the two that there must be.
        new: the number of labelled examples that changed since the last training.
        needed: the number of them at which the next training begins.

    """

    by_itself: bool
    enough: int
    new: int
    needed: int

    @property
    def is_due(self) -> bool:
        """Whether the next training may begin."""
        return self.by_itself and self.enough >= LABELS and self.new >= self.needed


def set_trains_itself(workspace: Workspace, store: Store, *, by_itself: bool = True) -> None:
    """Let a project train without being asked, or no more."""
    workspace.facts.put(store.row_id, TOPIC, {NAME: {BY_ITSELF: by_itself}})


def projects_that_train(workspace: Workspace) -> list[str]:
    """Return the names of the projects that train by themselves."""
    facts = workspace.facts.of_projects(TOPIC, NAME)
    return [name for name, fact in facts.items() if fact.get(BY_ITSELF)]


def background_training(workspace: Workspace, store: Store) -> BackgroundTraining:
    """Return whether a project trains by itself, and what it waits for.

    A training that failed or was cancelled counts as the last one, too: without new labels another
    would do no better, and whoever cancelled it does not want the same again at once.
    """
    fact = workspace.facts.of_topic(store.row_id, TOPIC).get(NAME, {})
    enough = sum(each.positive >= LEAST for each in store.labels())
    runs = store.runs()
    new = _new(store, runs[-1] if runs else None)
    needed = _needed(runs[-1]) if runs else 0
    asked_at = fact.get(ASKED_AT)
    if isinstance(asked_at, int):
        needed = max(needed, FEWEST_NEW)
        new = min(new, store.revision() - asked_at)  # each label that was given is a revision
    return BackgroundTraining(bool(fact.get(BY_ITSELF)), enough, new, needed)


def ask_for_background_training(
    workspace: Workspace, store: Store, who: str | None = None
) -> Job | None:
    """Ask for a training of a project that trains by itself, where one is due.

    Args:
        workspace: the workspace.
        store: the project's store.
        who: the person or program to record.

    Returns:
        The job; None where it is too early.

    """
    trainings = Trainings(workspace, store)
    if trainings.is_active() or not background_training(workspace, store).is_due:
        return None
    revision = store.revision()
    try:
        job = workspace.jobs.get(trainings.ask(who, background=True).key)
    except OptionError:  # another one has just asked
        return None
    workspace.facts.put(store.row_id, TOPIC, {NAME: {BY_ITSELF: True, ASKED_AT: revision}})
    return job


def _needed(last: StoredRun) -> int:
    examples = last.figures.get("examples")
    return max(FEWEST_NEW, round(SHARE_NEW * examples) if isinstance(examples, int) else 0)


def _new(store: Store, last: StoredRun | None) -> int:
    if last is None:
        return store.counts().by_state["labelled"]
    try:
        return store.changed_since_run(last.number)
    except NotFoundError:  # it was removed meanwhile
        return 0
