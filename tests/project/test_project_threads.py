"""A project is used from many threads, by many people."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

import vizsla
from vizsla import errors

if TYPE_CHECKING:
    from pathlib import Path


def test_many_threads_label_suggest_and_explore_at_once(project: vizsla.Project) -> None:
    ids = [each.id for each in project]

    def work(number: int) -> int:
        if number % 3 == 0:
            return len(project.suggest(5))
        if number % 3 == 1:
            project.label(ids[number], "other", who=f"thread {number}")
        return len(project.explore().examples)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(work, range(24)))
    assert set(found) <= {0, len(ids)}
    entries = [project.history(ids[number])[-1] for number in range(1, 24, 3)]
    assert [each.who for each in entries] == [f"thread {n}" for n in range(1, 24, 3)]


def test_every_change_records_who_made_it(textures: Path) -> None:
    with vizsla.Project.open("shared", who="ann") as project:
        project.add(textures)
        number = next(iter(project)).id
        project.label(number, "grass")
        project.label(number, "brick", who="bob")
        assert [each.who for each in project.history(number)] == ["ann", "ann", "bob"]
        assert project.undo(who="cleo").who == "bob"


def test_a_screen_learns_what_changed_since_it_looked(project: vizsla.Project) -> None:
    before = project.changes_since(0).revision
    number = next(iter(project)).id
    project.label(number, "gravel")
    changes = project.changes_since(before)
    assert number in changes.examples
    assert not project.changes_since(changes.revision)


def test_a_project_keeps_its_kind_and_its_encoder(project: vizsla.Project) -> None:
    assert (project.kind, project.encoder) == ("image-classification", "efficientnet-lite0")
    with pytest.raises(errors.OptionError, match="object-detection"):
        vizsla.Project.open("boxes", kind="object-detection")
    with pytest.raises(errors.OptionError, match="no encoder 'resnet'"):
        vizsla.Project.open("stuff", encoder="resnet")
