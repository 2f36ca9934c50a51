"""The lock that keeps new files from being deleted before the database has their rows.

Processes that add files share the lock until the database has the rows. A process that deletes
unneeded files must hold the lock alone, so it never deletes a file whose row is still to come. The
lock is one of SQLite or PostgreSQL: a process that is killed loses it at once.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import sqlalchemy as sa

from vizsla.fork_gate import no_fork
from vizsla.workspace import database as database_module

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vizsla.workspace.database import Database

__all__ = ["adding", "nobody_adding"]

Connection = TypeVar("Connection", sa.Connection, sqlite3.Connection)
SUFFIX = "-adding"  # the ending of the lock's SQLite file, an empty one beside the database
KEY = 0x56495A414444  # the key of PostgreSQL's advisory lock


@contextmanager
def adding(database: Database) -> Iterator[None]:
    """Share the lock with all others who are adding files.

    Raises:
        WorkspaceBusyError: another process has been deleting files for too long.

    """
    if database.file is None:
        with _closed_after(_connect_server(database)) as connection:
            with database.visit():
                connection.execute(sa.select(sa.func.pg_advisory_lock_shared(KEY)))
            yield
    else:
        with _closed_after(_connect_file(database, database_module.PATIENCE)) as file:
            with database.visit():
                file.execute("BEGIN")
                file.execute("SELECT count(*) FROM sqlite_master").fetchall()
            yield


@contextmanager
def nobody_adding(database: Database) -> Iterator[bool]:
    """Take the lock alone if nobody is adding files, and yield whether that was possible."""
    if database.file is None:
        with _closed_after(_connect_server(database)) as connection:
            with database.visit():
                locked = connection.scalar(sa.select(sa.func.pg_try_advisory_lock(KEY)))
            yield bool(locked)
    else:
        with _closed_after(_connect_file(database, 0)) as file:
            yield _lock_alone(file)


def _lock_alone(file: sqlite3.Connection) -> bool:
    try:
        with no_fork():
            file.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        return False
    return True


@contextmanager
def _closed_after(connection: Connection) -> Iterator[Connection]:
    try:
        yield connection
    finally:
        with no_fork():
            connection.close()


def _connect_server(database: Database) -> sa.Connection:
    """Return a connection outside of the pool, so that closing it releases its locks."""
    with database.visit():
        connection = database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        connection.detach()
        return connection


def _connect_file(database: Database, patience: float) -> sqlite3.Connection:
    with database.visit():
        return sqlite3.connect(
            f"{database.file}{SUFFIX}",
            timeout=patience,
            isolation_level=None,
            check_same_thread=False,
        )
