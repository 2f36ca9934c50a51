"""The database: connections, and transactions that read or write."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
import weakref
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from vizsla.errors import WorkspaceBusyError, WorkspaceError
from vizsla.fork_gate import PATIENCE as FORK_PATIENCE
from vizsla.fork_gate import forked_amid_work, no_fork
from vizsla.home import make_home
from vizsla.storage.storage_errors import file_error
from vizsla.workspace.database_engine import WRITES, make_engine
from vizsla.workspace.database_errors import BUSY, database_errors
from vizsla.workspace.schema import workspace
from vizsla.workspace.sqlite_file import check_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection

__all__ = ["PATIENCE", "Database"]

PATIENCE = 30.0  # seconds to wait for another writer

# The connections of a parent process, kept for good in its forked child: SQLite's may not be
# used there, and closing them would take the parent's locks away.
_inherited: list[Any] = []
_databases: weakref.WeakSet[Database] = weakref.WeakSet()


class Database:
    """A database that is reached through SQLAlchemy: SQLite or PostgreSQL.

    Many threads may use it, each with a connection of its own, and so may a forked child.

    Args:
        url: the database's URL, in SQLAlchemy's form.

    Attributes:
        engine: SQLAlchemy's engine, which makes the connections.
        where: the database's location, for messages, without a password.
        file: the path of the SQLite file; None for PostgreSQL.

    Raises:
        OptionError: the URL names no database that can be used.
        MissingExtraError: the driver that the URL names is not installed.

    """

    def __init__(self, url: str) -> None:
        self.engine = make_engine(url, PATIENCE)
        is_sqlite = self.engine.dialect.name == "sqlite"
        self.file = Path(str(self.engine.url.database)) if is_sqlite else None
        self.where = str(self.file or self.engine.url.render_as_string(hide_password=True))
        self.closed = False
        # SQLite is not fair to those who wait for its lock; threads of one process queue up here.
        self._writing = threading.Lock()
        self._finalizer = weakref.finalize(self, self.engine.dispose)
        _databases.add(self)

    def prepare(self) -> None:
        """Make the folder of the SQLite file, and check the file if it exists.

        Raises:
            WorkspaceError: the file can't be used; the error's class says why. The file is
                unchanged.

        """
        if self.file is None or self._is_open_here():
            return
        try:
            make_home(self.file.parent)
            check_file(self.file)
        except OSError as error:
            raise file_error(error, str(self.file)) from error

    def _is_open_here(self) -> bool:
        """Return whether this process has the file open already.

        Then it must not be read but by SQLite: the system drops all of a process's locks on a file
        when the process closes it once, and another process may then take the log away.
        """
        others = (each for each in list(_databases) if each is not self and not each.closed)
        return any(each.file == self.file for each in others)

    def write_ahead(self) -> None:
        """Switch on SQLite's write-ahead log, so that readers don't wait for a writer."""
        if self.file is not None:
            with self.visit():
                self._write_ahead()

    def _write_ahead(self) -> None:
        # SQLite does not wait by itself where two processes change the mode at once.
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self._pragma("journal_mode=WAL")
            except sqlite3.OperationalError as error:
                busy = error.sqlite_errorcode & 0xFF in BUSY
                if not busy or time.monotonic() > end:
                    raise
                time.sleep(0.02)
            else:
                return

    def _pragma(self, text: str) -> list[Any]:
        """Run a pragma outside of SQLAlchemy's transactions, and return its rows."""
        with self.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            return list(driver.execute(f"PRAGMA {text}"))

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Yield a connection that sees one state of the database."""
        self._check_open()
        with self.visit(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self, *, lock: bool = True, foreign_keys: bool = True) -> Iterator[Connection]:
        """Yield a connection in a transaction of the only writer, and commit it at the end.

        Args:
            lock: whether to lock the row of the workspace; False before the tables are made.
            foreign_keys: whether SQLite checks foreign keys. False where tables are copied:
                dropping an old table would delete the rows that refer to it.

        Raises:
            WorkspaceBusyError: another writer has been writing for too long.

        """
        self._check_open()
        with self._turn(), self.visit(), self.engine.connect() as plain:
            connection = plain.execution_options(**{WRITES: True})
            with self._foreign_keys(connection, checked=foreign_keys), connection.begin():
                if lock and self.file is None:
                    connection.execute(sa.select(workspace.c.id).with_for_update())
                yield connection

    @contextmanager
    def _foreign_keys(self, connection: Connection, *, checked: bool) -> Iterator[None]:
        """Set whether SQLite checks foreign keys, which can't be changed in a transaction."""
        if checked or self.file is None:
            yield
            return
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            yield
        finally:
            driver.execute("PRAGMA foreign_keys=ON")

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait until no other thread of this process writes."""
        if not self._writing.acquire(timeout=PATIENCE):
            raise WorkspaceBusyError(
                f"another thread has been writing to {self.where} for too long; wait until it is "
                "done, and try again"
            )
        try:
            yield
        finally:
            self._writing.release()

    def empty_log(self) -> bool:
        """Bring SQLite's log into the database and empty it; return whether that was possible.

        A reader that has not finished keeps the log from being emptied.
        """
        if self.file is None:
            return True
        with self.visit():
            return bool(self._pragma("wal_checkpoint(TRUNCATE)")[0][0] == 0)

    def close(self) -> None:
        """Close all connections."""
        self.closed = True
        with self.errors(), no_fork():
            self._finalizer()

    def errors(self) -> AbstractContextManager[None]:
        """Return a context that raises the database's errors as Vizsla's."""
        return database_errors(self.where, self.file.parent if self.file else None)

    def refresh_after_fork(self) -> None:
        """Make new connections in a forked child, and leave the parent's alone."""
        _inherited.append(self.engine.pool)
        self.engine.dispose(close=False)
        self._writing = threading.Lock()

    @contextmanager
    def visit(self) -> Iterator[None]:
        """Use the database's driver in a block; a fork in another thread waits for its end.

        Raises:
            WorkspaceError: the database can't be used, such as in a child that was forked while
                another thread had been using a database for long; the error's class says why.

        """
        self._check_fork()
        with self.errors(), no_fork():
            yield

    def _check_fork(self) -> None:
        if forked_amid_work():
            raise WorkspaceError(
                f"the database {self.where} can't be used in this process, which was forked while "
                f"another thread had been busy for more than {FORK_PATIENCE:.0f} s; fork before "
                "such work begins, or start processes afresh (the method 'spawn')"
            )

    def _check_open(self) -> None:
        if self.closed:
            raise WorkspaceError(f"the workspace {self.where} was closed; open it again")


def _refresh_after_fork() -> None:
    for each in list(_databases):
        each.refresh_after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_refresh_after_fork)
