"""A server in a thread that has the routes of projects, and a project of textures."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from server.running_server import thread
from vizsla.project.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

LABELS = ("brick", "grass", "gravel")  # in the folder's order, twelve of each


@pytest.fixture
def client(home: Path) -> Iterator[httpx.Client]:
    """A client of a server of the test's own workspace."""
    del home
    with thread(studio=True) as (http, _):
        yield http


@pytest.fixture
def walls(client: httpx.Client, textures: Path) -> str:
    """The address of a project with twelve images each of brick, grass and gravel."""
    del client
    with Project.open("walls") as project:
        project.add(textures)
    return "/v1/projects/walls"


@pytest.fixture(scope="session")
def trained_home(textures: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the project ``walls``, whose run 1 was trained and tested."""
    folder = tmp_path_factory.mktemp("trained") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VIZSLA_HOME", str(folder))
        with Project.open("walls") as project:
            project.add(textures)
            project.test(project.train())
    return folder


@pytest.fixture
def trained(
    trained_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[httpx.Client]:
    """A client of a server of the test's own workspace, with the trained project ``walls``."""
    folder = tmp_path / "trained"
    shutil.copytree(trained_home, folder)
    monkeypatch.setenv("VIZSLA_HOME", str(folder))
    with thread(studio=True) as (http, _):
        yield http
