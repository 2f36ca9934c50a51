from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from vizsla import errors
from vizsla.workspace import Workspace
from vizsla.workspace.database import Database
from vizsla.workspace.migrate import configuration
from vizsla.workspace.schema import REVISION, VERSION_TABLE
from vizsla.workspace.server_tables import metadata

if TYPE_CHECKING:
    from pathlib import Path

SCRIPTS = ScriptDirectory.from_config(configuration())
REVISIONS = [each.revision for each in SCRIPTS.walk_revisions()]


def test_the_last_revision_is_the_one_that_the_code_knows() -> None:
    assert SCRIPTS.get_heads() == [REVISION]


@pytest.mark.parametrize("revision", [None, *REVISIONS])
def test_a_database_of_any_revision_comes_to_the_same_tables(
    home: Path, revision: str | None
) -> None:
    if revision is not None:
        import os

        home.mkdir()
        url = os.environ.get("VIZSLA_DATABASE_URL", f"sqlite:///{home}/workspace.db")
        database = Database(url)
        with database.write(lock=False) as connection:
            settings = configuration()
            settings.attributes["connection"] = connection
            command.upgrade(settings, revision)
        database.close()
    with Workspace.open() as workspace, workspace.database.read() as connection:
        options = {
            "version_table": VERSION_TABLE,
            "compare_type": True,
            "include_object": partial(_is_of, connection.dialect.name),
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
        assert connection.scalar(sa.text("SELECT count(*) FROM workspace")) == 1


def _is_of(dialect: str, item: object, *_: object) -> bool:
    """Return whether an object of the schema is one of this kind of database."""
    rule = getattr(item, "_ddl_if", None)
    return rule is None or rule.dialect == dialect


def test_a_workspace_of_a_later_version_is_refused_and_left_unchanged(home: Path) -> None:
    number: sa.ColumnClause[str] = sa.column("version_num")
    with Workspace.open() as workspace, workspace.database.write() as connection:
        connection.execute(sa.update(sa.table(VERSION_TABLE, number)).values({number: "9999"}))
    with pytest.raises(errors.WorkspaceTooNewError, match=r"9999.*upgrade"):
        Workspace.open(home)


def test_a_database_of_another_program_is_refused_and_left_unchanged(tmp_path: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(tmp_path / "workspace.db")
    connection.execute("CREATE TABLE recipes (id)")
    connection.close()
    before = (tmp_path / "workspace.db").read_bytes()
    with pytest.raises(errors.WorkspaceDamagedError, match="recipes"):
        Workspace.open(tmp_path, f"sqlite:///{tmp_path}/workspace.db")
    assert (tmp_path / "workspace.db").read_bytes() == before
