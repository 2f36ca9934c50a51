"""Bring a database to the tables of this version, with Alembic."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.errors import WorkspaceDamagedError, WorkspaceTooNewError
from vizsla.workspace.row_values import now
from vizsla.workspace.schema import REVISION, VERSION_TABLE, workspace
from vizsla.workspace.server_tables import metadata

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

    from vizsla.workspace.database import Database

__all__ = ["configuration", "migrate"]

SCRIPTS = Path(__file__).parent / "migrations"
LOCK = 0x56495A534C41  # PostgreSQL's advisory lock, while there is no table to lock


def migrate(database: Database) -> None:
    """Make the tables, or bring them up to date; two processes may do so at once.

    Raises:
        WorkspaceTooNewError: a later version of Vizsla made the tables.
        WorkspaceDamagedError: the tables are another program's.

    """
    with database.read() as connection:
        found = _revision(connection, database.where)
    if found not in {None, REVISION}:
        _check_known(found, database.where)
    database.write_ahead()  # only now: another program's database is left as it is
    if found == REVISION:
        return
    with database.write(lock=False, foreign_keys=False) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
        found = _revision(connection, database.where)
        if found is None:
            _make_tables(connection)
        elif found != REVISION:
            _upgrade(connection)


def configuration() -> Config:
    """Return Alembic's settings, without a file of them."""
    from alembic.config import Config  # noqa: PLC0415

    settings = Config()
    settings.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return settings


def _make_tables(connection: Connection) -> None:
    """Make the tables of this version in an empty database, without running every migration."""
    metadata.create_all(connection)
    connection.execute(sa.insert(workspace).values(id=1, created_at=now()))
    # The table as Alembic makes it.
    number = sa.Column("version_num", sa.String(32), nullable=False)
    key = sa.PrimaryKeyConstraint("version_num", name=f"{VERSION_TABLE}_pkc")
    table = sa.Table(VERSION_TABLE, sa.MetaData(), number, key)
    table.create(connection)
    connection.execute(sa.insert(table).values(version_num=REVISION))


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - costs 0.2 s, and is rarely needed

    settings = configuration()
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")


def _revision(connection: Connection, where: str) -> str | None:
    inspector = sa.inspect(connection)
    if inspector.has_table(VERSION_TABLE):
        number: sa.ColumnClause[str] = sa.column("version_num")
        return connection.scalar(sa.select(number).select_from(sa.table(VERSION_TABLE, number)))
    tables = inspector.get_table_names()
    if tables:
        raise WorkspaceDamagedError(
            f"{where} is another program's database (it has a table {tables[0]!r}); give "
            "Vizsla one of its own, or move this one away"
        )
    return None


def _check_known(found: str | None, where: str) -> None:
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    known = {each.revision for each in ScriptDirectory(str(SCRIPTS)).walk_revisions()}
    if found not in known:
        raise WorkspaceTooNewError(
            f"{where} was written by a later version of Vizsla (revision {found!r}, and this one "
            f"knows up to {REVISION!r}): pip install --upgrade 'vizsla[train]'"
        )
