"""Turn the errors of databases into Vizsla's."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from vizsla.errors import (
    NotFoundError,
    VizslaError,
    WorkspaceBusyError,
    WorkspaceDamagedError,
    WorkspaceError,
)
from vizsla.storage.storage_errors import FULL_ERRORS, full_error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["database_errors"]

UNREADABLE = (ValueError, TypeError, LookupError, AttributeError)
PROBE = 1 << 20  # bytes
# PostgreSQL's SQLSTATE codes.
SERVER_GONE = {"23503"}  # a row that others point at does not exist
SERVER_FULL, SERVER_BUSY = {"53100"}, {"40001", "40P01", "55P03", "57014"}
SERVER_DAMAGED = {"XX001", "XX002", "42P01", "42703"}  # corrupt, or tables are missing
DENIED = "its files or their folder may not be written: allow it, or choose another VIZSLA_HOME"


@contextmanager
def database_errors(where: str, folder: Path | None = None) -> Iterator[None]:
    """Raise the errors of a database as Vizsla's.

    Args:
        where: the database's location, for messages, without a password.
        folder: the folder of the SQLite file; None for PostgreSQL.

    Raises:
        WorkspaceError: the database can't be used; the error's class says why.

    """
    try:
        yield
    except SQLAlchemyError as error:
        raise _database_error(error, where, folder) from error
    except sqlite3.Error as error:
        raise _sqlite_error(error, where, folder) from error
    except UNREADABLE as error:  # a stored value was altered, or is not text
        raise _damaged(where, repr(error)) from error


def _gone(where: str) -> NotFoundError:
    return NotFoundError(
        f"the project, or an example of it, was removed from {where} meanwhile; nothing was "
        "changed: open the project again"
    )


def _database_error(error: SQLAlchemyError, where: str, folder: Path | None) -> VizslaError:
    if isinstance(error, PoolTimeoutError):
        return _busy(where)
    cause = error.orig if isinstance(error, DBAPIError) else None
    if isinstance(cause, sqlite3.Error):
        return _sqlite_error(cause, where, folder)
    code, message = _server_message(error if cause is None else cause)
    if code in SERVER_GONE:
        return _gone(where)
    for codes, found in (
        (SERVER_FULL, full_error(where)),
        (SERVER_BUSY, _busy(where)),
        (SERVER_DAMAGED, _damaged(where, message)),
    ):
        if code in codes:
            return found
    return WorkspaceError(
        f"the database {where} can't be used ({message}); see that it runs, and that the address, "
        "the user and the password in VIZSLA_DATABASE_URL are right"
    )


def _server_message(error: BaseException) -> tuple[str | None, object]:
    """Return the message, and the SQLSTATE code where the driver reports it."""
    details = error.args[0] if error.args else None
    if isinstance(details, dict):  # as pg8000 reports them
        return details.get("C"), details.get("M")
    code = getattr(error, "sqlstate", None) or getattr(error, "pgcode", None)
    return code, error


def _sqlite_error(error: sqlite3.Error, where: str, folder: Path | None) -> VizslaError:
    name = getattr(error, "sqlite_errorname", None) or ""
    text = str(error)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return _busy(where)
    if name == "SQLITE_CONSTRAINT_FOREIGNKEY":
        return _gone(where)
    if name.startswith("SQLITE_FULL") or (name.startswith("SQLITE_IOERR") and _is_full(folder)):
        return full_error(where)
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return WorkspaceError(f"the database {where} can't be opened ({text}): {DENIED}")
    if name.startswith("SQLITE_IOERR"):
        return WorkspaceError(
            f"the database {where} can't be read or written ({text}); what was stored before is "
            "unchanged: see that there is room and that the disk works, and try again"
        )
    return _damaged(where, text)


def _busy(where: str) -> WorkspaceBusyError:
    return WorkspaceBusyError(
        f"another process has been writing to {where} for too long; wait until it is done, or end "
        "it, and try again"
    )


def _damaged(where: str, why: object) -> WorkspaceDamagedError:
    return WorkspaceDamagedError(
        f"the database {where} is damaged ({why}); restore it from a backup, or move it away and "
        "add the files again"
    )


def _is_full(folder: Path | None) -> bool:
    """Return whether even a megabyte can't be written; SQLite does not report a quota."""
    if folder is None:
        return False
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(PROBE))
            file.flush()
    except OSError as error:
        return error.errno in FULL_ERRORS
    return False
