from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from vizsla import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def project(textures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """A project of 36 crops, none of them labelled."""
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path))
    with Project.open("walls", who="ada") as project:
        for folder in textures.iterdir():
            project.add(sorted(folder.iterdir()))
        yield project


def test_one_project_may_be_used_from_many_threads(project: Project) -> None:
    project.label([1, 2], "brick")
    project.label([13, 14], "grass")

    def work(n: int) -> tuple[int, int]:
        if n % 3 == 0:
            project.label([1 + n], "brick", who=f"thread {n}")
        found = project.suggest(5)
        assert len({each.example.id for each in found}) == 5
        project.explore()
        page = project.examples(10, total=True)
        return len(page), page.total or 0

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(work, range(12))) == [(10, 36)] * 12


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_forked_child_does_not_wait_for_a_thread_that_it_does_not_have(project: Project) -> None:
    with ThreadPoolExecutor(1) as pool:
        pool.submit(project._lock.__enter__).result()
        child = os.fork()
        if child == 0:
            try:
                os._exit(0 if project.suggest(3) else 1)
            finally:
                os._exit(2)
        assert os.waitpid(child, 0)[1] == 0
        pool.submit(project._lock.__exit__).result()


def test_the_history_names_whoever_acted(project: Project) -> None:
    project.label([1], "brick")
    project.label([1], "grass", who="grace")
    project.undo(who="alan")
    history = project.history(1)
    assert [each.who for each in history] == ["ada", "ada", "grace"]
    assert history[-1].undone_by == "alan"
    project.label(list(range(1, 13)), "brick")
    project.label(list(range(13, 25)), "grass")
    run = project.train(who="grace")
    project.test(run, who="alan")
    project.publish(run)
    assert [each.created_by for each in project._store.runs()] == ["grace"]
    assert [each.created_by for each in project.versions()] == ["ada"]


def test_threads_that_publish_at_once_get_a_version_each(project: Project) -> None:
    project.label(list(range(1, 13)), "brick")
    project.label(list(range(13, 25)), "grass")
    run = project.train()
    with ThreadPoolExecutor(3) as pool:
        functions = list(pool.map(lambda _: project.publish(run, untested=True), range(3)))
    assert sorted(each.manifest.version for each in functions) == [1, 2, 3]
    assert [each.number for each in project.versions()] == [1, 2, 3]


def test_a_screen_learns_what_changed_since_it_last_asked(project: Project) -> None:
    first = project.changes_since(0)
    assert len(first.examples) == 36
    project.label([3], "brick")
    second = project.changes_since(first.revision)
    assert second.examples == (3,)
    assert not project.changes_since(second.revision)
