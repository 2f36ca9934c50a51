from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy.exc import DBAPIError

from vizsla import errors
from vizsla.workspace import Workspace
from vizsla.workspace.database_errors import database_errors

if TYPE_CHECKING:
    from pathlib import Path

CODES = {name: code for name, code in vars(sqlite3).items() if name.startswith("SQLITE_")}
BUSY, FULL = errors.WorkspaceBusyError, errors.WorkspaceFullError
NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n"
DAMAGED, OTHER = errors.WorkspaceDamagedError, errors.WorkspaceError


def raised(cause: BaseException, folder: Path | None = None) -> errors.VizslaError:
    """Return the error that a database's error is raised as."""
    with pytest.raises(errors.VizslaError) as caught, database_errors("trees.db", folder):
        raise cause
    return caught.value


def sqlite_error(code: int, text: str = "some words") -> sqlite3.Error:
    error = sqlite3.OperationalError(text)
    error.sqlite_errorcode = code
    error.sqlite_errorname = next((n for n, value in CODES.items() if value == code), "SQLITE_X")
    return error


@pytest.mark.parametrize(
    ("name", "kind", "way_out"),
    [
        ("SQLITE_PROTOCOL", BUSY, "try again"),
        ("SQLITE_BUSY_SNAPSHOT", BUSY, "try again"),
        ("SQLITE_LOCKED", BUSY, "try again"),
        ("SQLITE_SCHEMA", BUSY, "try again"),
        ("SQLITE_INTERRUPT", OTHER, "was stopped"),
        ("SQLITE_NOMEM", OTHER, "too little memory"),
        ("SQLITE_IOERR_NOMEM", OTHER, "too little memory"),
        ("SQLITE_IOERR_READ", OTHER, "the disk works"),
        ("SQLITE_READONLY_DBMOVED", OTHER, "VIZSLA_HOME"),
        ("SQLITE_CANTOPEN", OTHER, "VIZSLA_HOME"),
        ("SQLITE_FULL", FULL, "no room"),
        ("SQLITE_TOOBIG", errors.OptionError, "64 bits"),
        ("SQLITE_CONSTRAINT_FOREIGNKEY", errors.NotFoundError, "was removed"),
        ("SQLITE_CONSTRAINT_UNIQUE", OTHER, "report it"),
        ("SQLITE_CORRUPT_INDEX", DAMAGED, "backup"),
        ("SQLITE_NOTADB", DAMAGED, "backup"),
    ],
)
def test_an_error_of_sqlite_says_what_has_happened(
    name: str, kind: type[errors.VizslaError], way_out: str, tmp_path: Path
) -> None:
    for cause in (
        sqlite_error(CODES[name]),
        DBAPIError("SELECT 1", (), sqlite_error(CODES[name])),
    ):
        error = raised(cause, tmp_path)
        assert type(error) is kind
        assert way_out in str(error)


def test_of_all_codes_of_sqlite_only_damage_is_called_damage() -> None:
    groups = range(sqlite3.SQLITE_ERROR, sqlite3.SQLITE_ROW)
    codes = [group | more << 8 for group in groups for more in range(40)]
    damage = {code for code in codes if isinstance(raised(sqlite_error(code)), DAMAGED)}
    kinds = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
    checksum_wrong = 10 | 32 << 8
    assert damage == {code for code in codes if code & 0xFF in kinds} | {checksum_wrong}


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("53100", FULL),
        ("53200", OTHER),  # out of memory
        ("53300", OTHER),  # too many connections
        ("57014", BUSY),
        ("57P01", OTHER),  # the server is shut down
        ("40P01", BUSY),
        ("42501", OTHER),  # no permission
        ("25006", OTHER),  # read-only
        ("58030", OTHER),  # I/O error
        ("08006", OTHER),
        ("22003", errors.OptionError),
        ("23503", errors.NotFoundError),
        ("XX001", DAMAGED),
        ("42P01", DAMAGED),
        (None, OTHER),
    ],
)
def test_an_error_of_postgresql_says_what_has_happened(
    state: str | None, kind: type[errors.VizslaError]
) -> None:
    cause = Exception({"C": state, "M": "some words"})
    assert type(raised(DBAPIError("SELECT 1", (), cause))) is kind


@pytest.mark.parametrize(
    ("cause", "kind"),
    [
        (MemoryError(), OTHER),
        (OverflowError("Python int too large"), errors.OptionError),
        (UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"), errors.OptionError),
        (sqlite3.ProgrammingError("Cannot operate on a closed database."), OTHER),
        (ValueError("Couldn't parse datetime string"), DAMAGED),
    ],
)
def test_an_error_of_the_driver_says_what_has_happened(
    cause: Exception, kind: type[errors.VizslaError]
) -> None:
    assert type(raised(cause)) is kind


def test_an_interrupted_query_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path))
    with Workspace.open() as workspace:

        def count_without_end() -> None:
            with workspace.database.read() as connection:
                driver: Any = connection.connection.driver_connection
                driver.set_progress_handler(lambda: 1, 1000)  # 1 interrupts
                connection.exec_driver_sql(NUMBERS).all()

        with pytest.raises(OTHER, match="interrupted") as caught:
            count_without_end()
    assert type(caught.value) is OTHER
