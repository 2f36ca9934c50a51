"""A workspace to test on, and small real images to put into it.

Each test runs on SQLite with local files, and on PostgreSQL with S3: see ``team_servers``.
"""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

import team_servers
from vizsla.storage import open_storage
from vizsla.workspace import EncoderSpec, NewExample, Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from vizsla.storage import Storage
    from vizsla.workspace import Store

ENCODER = EncoderSpec("m", "int16", 32, 0.5)


@pytest.fixture(scope="session")
def crops(photographs: Path) -> list[bytes]:
    """Cut 400 small PNG files out of real photographs, no two the same."""
    rng = np.random.default_rng(5)
    made: dict[bytes, None] = {}
    pictures = [
        Image.open(photographs / f"{name}.png").convert("RGB") for name in ("coffee", "chelsea")
    ]
    while len(made) < 400:
        picture = pictures[len(made) % 2]
        x, y = (int(n) for n in rng.integers(0, 250, 2))
        file = io.BytesIO()
        picture.crop((x, y, x + 24, y + 16)).save(file, "PNG")
        made[file.getvalue()] = None
    return list(made)


@pytest.fixture(scope="session")
def new(crops: list[bytes]) -> Callable[..., NewExample]:
    """Return a function that makes the n-th crop a NewExample."""

    def make(number: int, label: str | None = None, **more: Any) -> NewExample:
        vector = np.arange(number, number + ENCODER.dimension).astype(ENCODER.dtype)
        facts = {"width": 24, "height": 16, "format": "PNG", "brightness": 0.5}
        values = {"name": f"photos/{number}.png", "facts": facts}
        values |= {"encoder": ENCODER, "embedding": vector}
        values |= {"fingerprint": 2**64 - 1 - number, **more}
        return NewExample(content=crops[number], label=label, **values)

    return make


@pytest.fixture(params=["local", "team"])
def home(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """Return the folder of a workspace that does not exist yet; ``Workspace.open()`` opens it."""
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("VIZSLA_FILES_URL", raising=False)
    monkeypatch.delenv("VIZSLA_DATABASE_URL", raising=False)
    if request.param == "local":
        yield tmp_path / "home"
        return
    server, object_store = map(request.getfixturevalue, ("postgres_server", "s3_server"))
    team_servers.use_s3(object_store, monkeypatch)
    with team_servers.database(server) as database, team_servers.bucket(object_store) as bucket:
        monkeypatch.setenv("VIZSLA_DATABASE_URL", database)
        monkeypatch.setenv("VIZSLA_FILES_URL", bucket)
        yield tmp_path / "home"


@pytest.fixture
def workspace(home: Path) -> Iterator[Workspace]:
    """Open an empty workspace."""
    assert not home.exists()
    with Workspace.open() as opened:
        yield opened


@pytest.fixture
def store(workspace: Workspace) -> Store:
    """Make an empty project."""
    return workspace.create("trees")


@pytest.fixture
def stored(home: Path) -> Storage:
    """Return the storage of the examples' files."""
    return open_storage(os.environ.get("VIZSLA_FILES_URL") or str(home / "files"))


@pytest.fixture
def files(stored: Storage) -> Callable[[], set[str]]:
    """Return a function that returns the names of all files in that storage."""

    def names() -> set[str]:
        return {name for folder in stored.names("") for name in stored.names(folder)}

    return names
