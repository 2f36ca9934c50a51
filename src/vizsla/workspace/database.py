"""The database: connections, and transactions that read or write."""

from __future__ import annotations

import os
import sqlite3
import time
import weakref
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from vizsla.errors import MissingExtraError, OptionError, WorkspaceError
from vizsla.workspace.database_errors import database_errors, file_error
from vizsla.workspace.schema import workspace
from vizsla.workspace.sqlite_file import check_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

__all__ = ["PATIENCE", "Database"]

PATIENCE = 30.0  # seconds to wait for another process that writes
PRAGMAS = (
    "synchronous=FULL",  # what was committed outlives a power cut
    "foreign_keys=ON",
    "secure_delete=ON",  # what is removed is overwritten
    "temp_store=MEMORY",  # nor does it linger in a temporary file
    "cache_size=-32768",  # KiB
)
WRITES = "vizsla_writes"

# The connections of a parent process, kept for good in its forked child: SQLite's may not be
# used there, and closing them would take the parent's locks away.
_inherited: list[Any] = []
_engines: weakref.WeakSet[Engine] = weakref.WeakSet()


class Database:
    """A database that is reached through SQLAlchemy.

    May be used from many threads, each with a connection of its own, and in a forked child.

    Args:
        url: SQLAlchemy's.

    Raises:
        OptionError: the URL is not one.
        MissingExtraError: the driver that it names is not installed.

    """

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self.where = self.engine.url.render_as_string(hide_password=True)
        self.file = Path(str(self.engine.url.database)) if self.is_sqlite else None
        if self.file is not None:
            self.where = str(self.file)
        self.closed = False
        self._finalizer = weakref.finalize(self, self.engine.dispose)
        _engines.add(self.engine)

    @property
    def is_sqlite(self) -> bool:
        """Whether it is SQLite's."""
        return self.engine.dialect.name == "sqlite"

    def prepare(self) -> None:
        """Make the folder that SQLite needs, and look at the file that is there.

        Raises:
            WorkspaceError: it can't be used; its kind says why. Its file is as it was.

        """
        if self.file is None:
            return
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            check_file(self.file)
        except OSError as error:
            raise file_error(error, str(self.file)) from error

    def write_ahead(self) -> None:
        """Let SQLite write ahead to a log: readers and a writer don't wait for each other then."""
        if self.file is not None:
            with self._database_errors():
                self._write_ahead()

    def _write_ahead(self) -> None:
        # SQLite does not wait by itself where two processes change the mode at once.
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self._pragma("journal_mode=WAL")
            except sqlite3.OperationalError as error:
                busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() > end:
                    raise
                time.sleep(0.02)
            else:
                return

    def _pragma(self, text: str) -> list[Any]:
        """Run one that may not be in a transaction, past SQLAlchemy's."""
        with self.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            return list(driver.execute(f"PRAGMA {text}"))

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database."""
        self._check_open()
        with self._database_errors(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self, *, lock: bool = True) -> Iterator[Connection]:
        """Give a connection in a transaction of the only writer; committed if nothing is raised.

        Args:
            lock: False while there are no tables yet to take the lock in.

        """
        self._check_open()
        with (
            self._database_errors(),
            self.engine.connect().execution_options(**{WRITES: True}) as connection,
            connection.begin(),
        ):
            if lock and not self.is_sqlite:
                connection.execute(sa.select(workspace.c.id).with_for_update())
            yield connection

    def empty_log(self) -> bool:
        """Bring SQLite's log into the database and empty it; return whether that was possible.

        A reader that has not finished keeps the log from being emptied.
        """
        if not self.is_sqlite:
            return True
        with self._database_errors():
            return bool(self._pragma("wal_checkpoint(TRUNCATE)")[0][0] == 0)

    def close(self) -> None:
        """Close all connections."""
        self.closed = True
        with self._database_errors():
            self._finalizer()

    def _database_errors(self) -> Any:  # noqa: ANN401 - contextlib's own type
        return database_errors(self.where, self.file.parent if self.file else None)

    def _check_open(self) -> None:
        if self.closed:
            raise WorkspaceError(f"the workspace {self.where} was closed; open it again")


def _engine(url: str) -> Engine:
    shown = url.split("://", 1)[0]
    try:
        parsed = sa.make_url(url)
        options: dict[str, Any] = {}
        if parsed.get_backend_name() == "sqlite":
            _check_kept(parsed.database)
            options["connect_args"] = {"timeout": PATIENCE, "check_same_thread": False}
        engine = sa.create_engine(parsed, pool_timeout=PATIENCE, **options)
    except (ArgumentError, NoSuchModuleError, TypeError, ValueError) as error:
        raise OptionError(
            f"the database's URL ({shown}://...) is not one that SQLAlchemy reads: {error}; take "
            "one such as postgresql+psycopg://user:password@host/name in VIZSLA_DATABASE_URL"
        ) from error
    except ImportError as error:
        raise MissingExtraError(
            f"the driver for {shown}:// databases is not installed ({error}); install it with "
            "pip, or leave VIZSLA_DATABASE_URL empty to use SQLite"
        ) from error
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _set_up_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _check_kept(database: str | None) -> None:
    if database in {None, "", ":memory:"}:
        raise OptionError(
            "VIZSLA_DATABASE_URL names a database in memory, which keeps nothing; name a file, as "
            "in sqlite:////home/me/workspace.db, or leave it empty"
        )


def _set_up_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - sqlite3's, wrapped
    # Python's driver would begin transactions late, and never IMMEDIATE: we begin them ourselves.
    connection.isolation_level = None
    for each in PRAGMAS:
        connection.execute(f"PRAGMA {each}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _refresh_after_fork() -> None:
    for engine in list(_engines):
        _inherited.append(engine.pool)
        engine.dispose(close=False)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_refresh_after_fork)
