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
    OptionError,
    VizslaError,
    WorkspaceBusyError,
    WorkspaceDamagedError,
    WorkspaceError,
)
from vizsla.storage.storage_errors import FULL_ERRORS, full_error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["BUSY", "database_errors"]

UNREADABLE = (ValueError, TypeError, LookupError, AttributeError)
PROBE = 1 << 20  # bytes

# SQLite's result codes, by what has happened: https://sqlite.org/rescode.html. Only the damage is
# called damage: whoever restores a backup loses what was stored since then.
BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_SCHEMA}
REFUSED = {sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_RANGE}
DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
WAYS_OUT = (
    (
        {sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_ABORT},
        "the work was stopped, and nothing was changed: try again",
    ),
    (
        {
            sqlite3.SQLITE_READONLY,
            sqlite3.SQLITE_CANTOPEN,
            sqlite3.SQLITE_PERM,
            sqlite3.SQLITE_AUTH,
        },
        "see that its files may be read and written, or choose another VIZSLA_HOME",
    ),
    (
        {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOLFS},
        "what was stored before is unchanged: see that the disk works and has room, and try again",
    ),
)
REPORT = "nothing was changed: try again, and report it if it stays"
# Some extended codes mean something else than their group.
CHECKSUM_WRONG = 10 | 32 << 8  # SQLITE_IOERR_DATA
NO_MEMORY = {sqlite3.SQLITE_NOMEM, 10 | 12 << 8}  # the second is SQLITE_IOERR_NOMEM
# A table or column that is not there, and text that is none: neither has a code of its own.
DAMAGE_TEXTS = ("no such table", "no such column", "has no column", "malformed", "Could not decode")

# PostgreSQL's SQLSTATE codes, whole or by their class, the first two letters:
# https://www.postgresql.org/docs/current/errcodes-appendix.html
SERVER_GONE = {"23503"}  # a row that others point at does not exist
SERVER_FULL = {"53100"}
SERVER_BUSY = {"40", "55P03", "57014"}
SERVER_SHORT = {"53"}  # of memory or connections
SERVER_DENIED = {"42501", "25006"}
SERVER_AWAY = {"57P", "08"}
SERVER_DAMAGED = {"XX001", "XX002", "42P01", "42703"}  # corrupt, or tables are missing
SERVER_REFUSED = {"22"}  # a value that no column can hold


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
    except MemoryError as error:
        raise _no_memory(where) from error
    except (UnicodeEncodeError, OverflowError) as error:  # a value of the caller's
        raise _refused(where, error) from error
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
    for codes, found in (
        (SERVER_GONE, _gone(where)),
        (SERVER_FULL, full_error(where)),
        (SERVER_BUSY, _busy(where)),
        (SERVER_SHORT, _unusable(where, message, "the server is short of it; try again later")),
        (
            SERVER_DENIED,
            _unusable(where, message, "give the database's user the right"),
        ),
        (SERVER_AWAY, _unusable(where, message, "see that the server runs, and try again")),
        (SERVER_DAMAGED, _damaged(where, message)),
        (SERVER_REFUSED, _refused(where, message)),
    ):
        if code is not None and code.startswith(tuple(codes)):
            return found
    way_out = (
        "see that it runs, and that the address, the user and the password in VIZSLA_DATABASE_URL "
        "are right"
    )
    return _unusable(where, message, way_out)


def _server_message(error: BaseException) -> tuple[str | None, object]:
    """Return the message, and the SQLSTATE code where the driver reports it."""
    details = error.args[0] if error.args else None
    if isinstance(details, dict):  # as pg8000 reports them
        return details.get("C"), details.get("M")
    code = getattr(error, "sqlstate", None) or getattr(error, "pgcode", None)
    return code, error


def _sqlite_error(error: sqlite3.Error, where: str, folder: Path | None) -> VizslaError:
    text = str(error)
    whole = getattr(error, "sqlite_errorcode", None) or 0
    code = whole & 0xFF
    if code in BUSY:
        found: VizslaError = _busy(where)
    elif whole in NO_MEMORY:
        found = _no_memory(where)
    elif whole == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        found = _gone(where)
    elif code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _is_full(folder)):
        found = full_error(where)
    elif code in REFUSED:
        found = _refused(where, text)
    elif code in DAMAGED or whole == CHECKSUM_WRONG or any(each in text for each in DAMAGE_TEXTS):
        found = _damaged(where, text)
    else:
        way_out = next((way for codes, way in WAYS_OUT if code in codes), REPORT)
        found = _unusable(where, text, way_out)
    return found


def _unusable(where: str, why: object, way_out: str) -> WorkspaceError:
    return WorkspaceError(f"the database {where} can't be used ({why}); {way_out}")


def _no_memory(where: str) -> WorkspaceError:
    return _unusable(
        where,
        "there is too little memory",
        "nothing was changed: close other programs, and try again",
    )


def _refused(where: str, why: object) -> OptionError:
    return OptionError(
        f"the database {where} can't hold a value ({why}); numbers have at most 64 bits, and text "
        "is valid Unicode"
    )


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
