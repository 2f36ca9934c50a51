"""A workspace with a function that was imported from a LUIS app."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

import vizsla
from server import luis_clients
from server.running_server import process
from travel_app import TRAVEL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from server.running_server import Running


@pytest.fixture(scope="session")
def travel_home(served_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the functions ``textures`` and ``travel``, and the latter's project."""
    folder = tmp_path_factory.mktemp("travel")
    home = folder / "home"
    shutil.copytree(served_home, home)
    (folder / "travel.json").write_text(json.dumps(TRAVEL), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VIZSLA_HOME", str(home))
        with vizsla.import_assistant(folder / "travel.json").project as project:
            project.publish(project.train(), untested=True)
    return home


@pytest.fixture(scope="session")
def travel_server(travel_home: Path) -> Iterator[Running]:
    """A server of that workspace, in a process of its own, which no test changes."""
    with process(travel_home, "--workers", "2") as running:
        yield running


@pytest.fixture
def travel(travel_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of the test's own, with the function ``travel``, for servers in a thread."""
    home = tmp_path / "home"
    shutil.copytree(travel_home, home)
    monkeypatch.setenv("VIZSLA_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def _clients_are_closed() -> Iterator[None]:
    """Close the connections of the clients that a test made."""
    yield
    while luis_clients.opened:
        luis_clients.opened.pop().close()
