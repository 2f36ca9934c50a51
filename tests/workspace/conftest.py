"""A workspace to test on, and small real pictures to put into it.

Where VIZSLA_TEST_DATABASE_URL names a database server (a database of its own for the tests: its
tables are dropped), each of these tests runs on SQLite and on that one. Run them without -n then.
"""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import sqlalchemy as sa
from PIL import Image

from vizsla.workspace import EncoderSpec, NewExample, Workspace
from vizsla.workspace.schema import VERSION_TABLE, metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from vizsla.workspace import Store

SERVER = os.environ.get("VIZSLA_TEST_DATABASE_URL")
ENCODER = EncoderSpec("m", "int16", 32, 0.5)


@pytest.fixture(scope="session")
def crops(photographs: Path) -> list[bytes]:
    """400 small PNG files, cut out of real photographs, no two the same."""
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
    """Give the n-th crop as something to add."""

    def make(number: int, label: str | None = None, **more: Any) -> NewExample:
        vector = np.arange(number, number + ENCODER.dimension).astype(ENCODER.dtype)
        facts = {"width": 24, "height": 16, "format": "PNG", "brightness": 0.5}
        values = {"name": f"photos/{number}.png", "facts": facts}
        values |= {"encoder": ENCODER, "embedding": vector}
        values |= {"fingerprint": 2**64 - 1 - number, **more}
        return NewExample(content=crops[number], label=label, **values)

    return make


@pytest.fixture(params=["sqlite", *(["server"] if SERVER else [])])
def home(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a workspace that is not made yet; ``Workspace.open()`` opens it."""
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("VIZSLA_FILES_URL", raising=False)
    monkeypatch.delenv("VIZSLA_DATABASE_URL", raising=False)
    if request.param == "server":
        assert SERVER is not None
        engine = sa.create_engine(SERVER)
        with engine.begin() as connection:
            metadata.drop_all(connection)
            connection.execute(sa.text(f"DROP TABLE IF EXISTS {VERSION_TABLE}"))
        engine.dispose()
        monkeypatch.setenv("VIZSLA_DATABASE_URL", SERVER)
    return tmp_path / "home"


@pytest.fixture
def workspace(home: Path) -> Iterator[Workspace]:
    """An empty workspace."""
    assert not home.exists()
    with Workspace.open() as opened:
        yield opened


@pytest.fixture
def store(workspace: Workspace) -> Store:
    """An empty project."""
    return workspace.create("trees")


@pytest.fixture
def files(home: Path) -> Callable[[], set[str]]:
    """Give the names of all files that the workspace keeps for its examples."""

    def names() -> set[str]:
        return {each.name for each in (home / "files").rglob("*") if each.is_file()}

    return names
