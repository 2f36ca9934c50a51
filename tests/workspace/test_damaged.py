from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from vizsla import errors
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from vizsla.workspace import NewExample, Store

    New = Callable[..., NewExample]


@pytest.fixture
def database(tmp_path: Path, new: New, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of an SQLite database with 60 examples."""
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path))
    monkeypatch.delenv("VIZSLA_DATABASE_URL", raising=False)
    with Workspace.open() as workspace:
        store = workspace.create("trees")
        store.add([new(n, "oak") for n in range(60)])
        store.label([1, 2, 3], "ash")
    return tmp_path / "workspace.db"


def refused(database: Path) -> str:
    before = database.read_bytes()
    names = {each.name for each in database.parent.iterdir()}
    with pytest.raises(errors.WorkspaceDamagedError, match=r"workspace\.db") as raised:
        Workspace.open()
    assert database.read_bytes() == before, "the file is as it was"
    assert {each.name for each in database.parent.iterdir()} == names
    return str(raised.value)


@pytest.mark.parametrize(
    "garbage", [b"\0" * 5000, b"no database", b"SQLite format 3\0 well, no", b"\n"]
)
def test_a_file_that_is_no_database_is_named_and_left_unchanged(
    database: Path, garbage: bytes
) -> None:
    database.write_bytes(garbage)
    assert "backup" in refused(database)


@pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.7, 0.999])
def test_a_truncated_database_is_named_and_left_unchanged(database: Path, share: float) -> None:
    content = database.read_bytes()
    database.write_bytes(content[: int(share * len(content))])
    refused(database)


def everything(store: Store) -> None:
    list(store.examples())
    store.counts()
    store.labels()
    store.history(1)
    store.embeddings("m")
    store.label([1, 30, 59], "yew")
    store.undo()
    store.remove([5])


def test_damage_anywhere_is_reported_or_does_no_harm(database: Path) -> None:
    content = database.read_bytes()
    randomly = random.Random(2)  # noqa: S311 - no secret
    refused = 0
    for _ in range(40):
        spoilt = bytearray(content)
        start = randomly.randrange(100, len(content) - 2000)
        spoilt[start : start + 2000] = randomly.randbytes(2000)
        for each in database.parent.glob("workspace.db*"):
            each.unlink()
        database.write_bytes(spoilt)
        try:
            with Workspace.open() as workspace:
                everything(workspace.open_project("trees"))
        except (errors.WorkspaceDamagedError, errors.NotFoundError) as error:
            refused += isinstance(error, errors.WorkspaceDamagedError)
    assert refused > 10


@pytest.mark.parametrize("column", ["added_at", "not_labels", "label"])
def test_a_value_that_can_not_be_read_is_reported_as_damage(database: Path, column: str) -> None:
    import sqlite3

    connection = sqlite3.connect(database)
    connection.execute(f"UPDATE example SET {column} = CAST(x'80ff' AS TEXT)")  # noqa: S608 - three constants
    connection.commit()
    connection.close()
    with Workspace.open() as workspace, pytest.raises(errors.WorkspaceDamagedError, match="backup"):
        everything(workspace.open_project("trees"))


def test_a_file_in_the_place_of_the_folder_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").write_text("a file")
    monkeypatch.delenv("VIZSLA_DATABASE_URL", raising=False)
    with pytest.raises(errors.WorkspaceError, match="home"):
        Workspace.open(tmp_path / "home")
