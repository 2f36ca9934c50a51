"""Trainings that begin by themselves while people label."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vizsla.project.background_trainer import BackgroundTrainer
from vizsla.project.background_training import background_training, set_trains_itself
from vizsla.project.project import Project
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vizsla.workspace import Store
    from vizsla.workspace.jobs import Job


@pytest.fixture
def workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, textures: Path
) -> Iterator[Workspace]:
    """A workspace with 24 examples that have no label, 12 of brick and 12 of grass."""
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "home"))
    with Workspace.open() as workspace, Project.open("walls") as project:
        project.add([textures / "brick", textures / "grass"])
        project.clear([each.id for each in project])
        yield workspace


class Looking:
    """A background trainer that checks the projects when the test says so."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.store: Store = workspace.open_project("walls")
        self.asked = 0
        self.faults: list[str] = []
        self.trainer = BackgroundTrainer(workspace, self._asked, self.faults.append)

    def _asked(self) -> None:
        self.asked += 1

    def look(self) -> list[Job]:
        """Look, and return the jobs."""
        self.trainer.look()
        return self.workspace.jobs.of_project(self.store.row_id)

    def label(self, label: str, *numbers: int) -> None:
        """Label examples by their numbers."""
        with Project.open("walls") as project:
            project.label(list(numbers), label)


def test_the_first_training_begins_once_two_labels_have_five_examples(
    workspace: Workspace,
) -> None:
    looking = Looking(workspace)
    set_trains_itself(workspace, looking.store)
    looking.label("brick", *range(1, 6))
    looking.label("grass", *range(13, 17))
    assert looking.look() == []
    assert background_training(workspace, looking.store).enough == 1
    looking.label("grass", 17)
    (job,) = looking.look()
    assert (job.kind, job.state, job.created_by) == ("train", "waiting", "Vizsla")
    assert job.asked == {"background": True}
    looking.label("grass", 18, 19, 20, 21, 22, 23)
    assert len(looking.look()) == looking.asked == 1


def test_a_project_that_does_not_train_by_itself_is_left_alone(workspace: Workspace) -> None:
    looking = Looking(workspace)
    looking.label("brick", *range(1, 8))
    looking.label("grass", *range(13, 20))
    assert looking.look() == []
    set_trains_itself(workspace, looking.store)
    set_trains_itself(workspace, looking.store, by_itself=False)
    assert looking.look() == []


def test_the_next_training_waits_for_enough_new_labels(workspace: Workspace) -> None:
    looking = Looking(workspace)
    set_trains_itself(workspace, looking.store)
    looking.label("brick", *range(1, 6))
    looking.label("grass", *range(13, 18))
    with Project.open("walls") as project:
        project.train(test=0)
    assert looking.look() == []
    looking.label("brick", 6, 7, 8, 9)
    found = background_training(workspace, looking.store)
    assert (found.new, found.needed, found.is_due) == (4, 5, False)
    looking.label("grass", 5)  # a correction counts, too
    (job,) = looking.look()
    assert job.state == "waiting"


def test_a_training_that_was_cancelled_waits_for_new_labels(workspace: Workspace) -> None:
    looking = Looking(workspace)
    set_trains_itself(workspace, looking.store)
    looking.label("brick", *range(1, 6))
    looking.label("grass", *range(13, 18))
    (job,) = looking.look()
    workspace.jobs.cancel(job.id, "anna")
    assert len(looking.look()) == 1
    looking.label("grass", 18, 19, 20, 21)
    assert len(looking.look()) == 1
    looking.label("grass", 22)
    assert [each.state for each in looking.look()] == ["cancelled", "waiting"]


def test_a_project_that_has_other_work_is_looked_at_later(workspace: Workspace) -> None:
    looking = Looking(workspace)
    set_trains_itself(workspace, looking.store)
    looking.label("brick", *range(1, 6))
    looking.label("grass", *range(13, 18))
    other = workspace.jobs.new(looking.store.row_id, "add")
    assert looking.look() == [other]
    workspace.jobs.cancel(other.id)
    assert [each.kind for each in looking.look()] == ["add", "train"]
    assert looking.faults == []
