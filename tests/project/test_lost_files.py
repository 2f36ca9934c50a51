"""Files that are missing or were altered, and examples that another process removes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from vizsla import Project, WorkspaceDamagedError
from vizsla.vizsla_warning import VizslaWarning

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.progress import Progress


@pytest.fixture
def lost(project: Project, workspace: Path) -> list[int]:
    """Delete the files of every third example, alter those of another third; return their ids."""
    examples = list(project)
    for example in examples[::3]:
        (workspace / "files" / example.sha256[:2] / example.sha256).unlink()
    for example in examples[1::3]:
        path = workspace / "files" / example.sha256[:2] / example.sha256
        path.write_bytes(path.read_bytes()[:-1] + b"?")
    return [each.id for n, each in enumerate(examples) if n % 3 < 2]


def forget_embeddings(workspace: Path) -> None:
    with closing(sqlite3.connect(workspace / "workspace.db")) as database, database:
        database.execute("DELETE FROM embedding")


def test_lost_files_stop_no_step_of_the_loop(
    project: Project, lost: list[int], tmp_path: Path
) -> None:
    for example in lost[:2]:
        with pytest.raises(WorkspaceDamagedError, match="add it again"):
            project.content(example)
    run = project.train()
    pages = (project.explore(), run, project.test(run))
    project.publish(run)
    project.publish(run)
    for number, each in enumerate((*pages, project.compare(1, 2))):
        assert "<!doctype html>" in each.show(tmp_path / f"{number}.html").read_text()
    assert project.suggest(3) == []
    done = project.export_data(tmp_path / "dataset")
    assert (done.count, len(done.skipped)) == (12, 24)


def test_adding_the_same_again_puts_lost_files_back(
    project: Project, lost: list[int], textures: Path
) -> None:
    assert project.add(textures).known == 36
    assert all(project.content(each) for each in lost)


def test_lost_files_that_must_be_embedded_are_left_out_until_they_are_back(
    lost: list[int], workspace: Path, textures: Path
) -> None:
    forget_embeddings(workspace)
    with Project.open("stuff") as again:
        with pytest.warns(VizslaWarning, match="left out: the file of .* and 23 others like it"):
            found = again.explore()
        assert len(found.examples) == 12
        again.add(textures)
        assert len(again.explore().examples) == 36
    assert len(lost) == 24


def test_a_training_is_kept_where_another_process_removes_an_example(project: Project) -> None:
    removed: list[int] = []

    def remove_some(_: Progress) -> None:
        if not removed:
            with Project.open("stuff") as other:
                removed.extend(each.id for each in list(other)[::5])
                other.remove(removed)

    run = project.train(progress=remove_some)
    assert removed
    assert project.runs()[-1].number == run.number
    assert project.test(run).examples
    assert project.publish(run).labels
