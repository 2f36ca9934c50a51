"""Make SQLAlchemy's engine for a database's URL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from vizsla.errors import MissingExtraError, OptionError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

__all__ = ["WRITES", "make_engine"]

PRAGMAS = (
    "synchronous=FULL",  # committed data outlives a power cut
    "foreign_keys=ON",
    "secure_delete=ON",  # removed data is overwritten
    "temp_store=MEMORY",  # and lingers in no temporary file
    "cache_size=-32768",  # KiB
)
WRITES = "vizsla_writes"
POSTGRES = "postgresql+pg8000"
EXAMPLE = "postgresql://user:password@host/name"


def make_engine(url: str, patience: float) -> Engine:
    """Return the engine for a database.

    Args:
        url: the database's URL, in SQLAlchemy's form: SQLite, or PostgreSQL with any driver, by
            default pg8000.
        patience: seconds to wait for a lock.

    Raises:
        OptionError: the URL names no database that can be used.
        MissingExtraError: the driver that the URL names is not installed.

    """
    scheme = url.split("://", 1)[0]
    try:
        parsed = sa.make_url(url)
        if parsed.drivername in {"postgres", "postgresql"}:
            parsed = parsed.set(drivername=POSTGRES)
        options = _options(parsed, patience)
        # Each thread that waits for its turn to write holds a connection, so there is no maximum.
        engine = sa.create_engine(parsed, max_overflow=-1, **options)
    except (ArgumentError, NoSuchModuleError, TypeError, ValueError) as error:
        raise OptionError(
            f"the database's URL ({scheme}://...) can't be read: {error}; set "
            f"VIZSLA_DATABASE_URL to one such as {EXAMPLE}"
        ) from error
    except ImportError as error:
        raise MissingExtraError(
            f"the driver for {scheme}:// databases is not installed ({error}): pip install "
            "'vizsla[postgres]', or leave VIZSLA_DATABASE_URL empty to use SQLite"
        ) from error
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _set_up_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    else:
        milliseconds = round(1000 * patience)

        def set_up(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's
            cursor = connection.cursor()
            cursor.execute(f"SET lock_timeout = {milliseconds}")
            cursor.close()
            connection.commit()

        sa.event.listen(engine, "connect", set_up)
    return engine


def _options(url: sa.URL, patience: float) -> dict[str, Any]:
    backend = url.get_backend_name()
    if backend == "sqlite":
        if url.database in {None, "", ":memory:"}:
            raise OptionError(
                "VIZSLA_DATABASE_URL names a database in memory, which keeps nothing; name a "
                "file, as in sqlite:////home/me/workspace.db, or leave it empty"
            )
        return {"connect_args": {"timeout": patience, "check_same_thread": False}}
    if backend != "postgresql":
        raise OptionError(
            f"VIZSLA_DATABASE_URL names a database of {backend}, which can't hold a workspace; "
            f"use PostgreSQL, as in {EXAMPLE}, or leave it empty to use SQLite"
        )
    return {"pool_pre_ping": True}  # a server may have been restarted


def _set_up_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - sqlite3's, wrapped
    # Python's driver would begin transactions late, and never IMMEDIATE: it is done here instead.
    connection.isolation_level = None
    for each in PRAGMAS:
        connection.execute(f"PRAGMA {each}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
