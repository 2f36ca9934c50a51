"""A workspace with a published function, and a server of it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from server.running_server import process
from vizsla.functions.function_library import local_functions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from server.running_server import Running


def publish(home: Path, bundle: Path, name: str, version: int) -> None:
    """Publish a bundle as a version, and make it live."""
    library = local_functions(home)
    staging = library.staging()
    shutil.copytree(bundle, staging)
    library.put(name, version, staging)
    library.make_live(name, version)


@pytest.fixture(scope="session")
def served_home(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the function ``textures``."""
    home = tmp_path_factory.mktemp("served") / "home"
    publish(home, bundle, "textures", 1)
    return home


@pytest.fixture(scope="session")
def server(served_home: Path) -> Iterator[Running]:
    """A server in a process of its own, as ``vizsla serve`` starts it."""
    with process(served_home, "--workers", "2") as running:
        yield running


@pytest.fixture
def home(served_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of the test's own, with the function ``textures``, for servers in a thread."""
    folder = tmp_path / "home"
    shutil.copytree(served_home, folder)
    monkeypatch.setenv("VIZSLA_HOME", str(folder))
    return folder
