"""What searches read is kept in the workspace, and follows the project."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest

from vizsla.project import similar_examples
from vizsla.project.project import Project

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "a pet animal"
NAMES = ("astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg", "camera.png", "coins.png")


def nearest_directly(project: Project, example: int) -> list[int]:
    """Return the ids by the cosines of all embeddings, each in 8 bits."""
    ids, vectors = project._store.embeddings(project._embedder.spec.name)
    values = vectors.astype(np.float64)
    steps = np.rint(values * (127 / values.max(axis=1, keepdims=True)))
    unit = steps * values.max(axis=1, keepdims=True) / np.linalg.norm(values, axis=1, keepdims=True)
    cosines = unit @ unit[ids.tolist().index(example)]
    return [int(each) for each in ids[np.lexsort((ids, -cosines))]]


def searched(project: Project) -> tuple[list[int], list[int]]:
    first = next(iter(project)).id
    return project.nearest(first, 1_000), project.find_by_words(WORDS, 1_000)


@pytest.fixture
def files(photographs: Path) -> list[Path]:
    return [photographs / each for each in NAMES]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "workspace"))
    return tmp_path / "workspace"


def kept_of(home: Path) -> list[Path]:
    return sorted((home / "cache" / "searches").glob("[0-9]*.arrays"))


def test_a_kept_search_finds_what_the_database_gives(
    home: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Project.open("photos") as project:
        project.add(files)
        before = searched(project)
        assert before[0] == nearest_directly(project, before[0][0])
    assert len(kept_of(home)) == 1
    with Project.open("photos") as project, monkeypatch.context() as patched:
        patched.setattr(project._store, "embeddings", None)  # not read again
        assert searched(project) == before


def test_examples_that_are_added_later_are_found_and_removed_ones_are_gone(
    home: Path, files: list[Path]
) -> None:
    with Project.open("photos") as project:
        project.add(files[:-2])
        project.keep_searches()
    for more in (files[-2:-1], files[-1:]):  # one after a restart, and one more meanwhile
        with Project.open("photos") as project:
            one = next(iter(project)).id
            searched(project)
            project.add(more)
            assert project.nearest(one, 1_000) == nearest_directly(project, one)
    with Project.open("photos") as project:
        one, *others = [each.id for each in project]
        gone = others[::2]
        content = [
            project._store.embeddings(project._embedder.spec.name, [each])[1] for each in gone
        ]
        searched(project)
        project.remove(gone)
        found = searched(project)
        assert found[0] == nearest_directly(project, one)
        assert not {*found[0], *found[1]} & set(gone)
        largest = np.abs(content[0]).max()
        steps = np.rint(content[0] * (127 / largest)).astype(np.int8).tobytes()
        (kept,) = kept_of(home)
        assert steps not in kept.read_bytes()
    with Project.open("photos") as project:
        assert searched(project) == found


def test_many_changes_are_kept_anew(
    home: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(similar_examples, "STALE_FEWEST", 1)
    with Project.open("photos") as project:
        project.add(files[:-2])
        searched(project)
        small = kept_of(home)[0].stat().st_size
        project.add(files[-2:])
        found = searched(project)
        assert kept_of(home)[0].stat().st_size > small
        assert searched(project) == found
        assert found[0] == nearest_directly(project, found[0][0])


@pytest.mark.parametrize("damage", ["cut", "text", "other"])
def test_a_damaged_or_foreign_file_is_made_again(
    home: Path, files: list[Path], damage: str
) -> None:
    with Project.open("photos") as project:
        project.add(files)
        found = searched(project)
    (kept,) = kept_of(home)
    content = kept.read_bytes()
    if damage == "other":
        first = content.index(b'"marks": {"1": "') + len(b'"marks": {"1": "')
        content = content[:first] + b"f" * 64 + content[first + 64 :]
    kept.write_bytes({"cut": content[:-9], "text": b"hello"}.get(damage, content))
    with Project.open("photos") as project:
        assert searched(project) == found


def test_examples_are_found_once_they_are_embedded(
    home: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Project.open("photos") as project:
        project.add(files)
        read = project._store.embeddings

        def of_two(name: str, ids: list[int] | None = None) -> tuple[np.ndarray, np.ndarray]:
            return read(name, [each for each in ids or (1, 2) if each <= 2])

        monkeypatch.setattr(project._store, "embeddings", of_two)
        project.keep_searches()
        assert len(searched(project)[0]) == 2
    monkeypatch.undo()
    monkeypatch.setenv("VIZSLA_HOME", str(home))
    with Project.open("photos") as project:
        assert len(searched(project)[0]) == len(files)


def test_what_is_kept_goes_with_the_project(home: Path, files: list[Path]) -> None:
    with Project.open("photos") as project:
        project.add(files[:2])
        project.keep_searches()
        assert kept_of(home)
        project.workspace.remove("photos")
    assert not kept_of(home)


def test_a_search_does_not_wait_for_guesses(files: list[Path]) -> None:
    with Project.open("photos") as project, ThreadPoolExecutor(1) as pool:
        project.add(files)
        with project._lock:  # as guesses hold it
            searching = pool.submit(searched, project)
            assert len(searching.result(timeout=600)[0]) == len(files)
