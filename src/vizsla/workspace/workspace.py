"""The workspace: the projects of a user or a team, in one database and one place for files."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.errors import NotFoundError, OptionError, WorkspaceError
from vizsla.home import home as default_home
from vizsla.workspace.database import Database
from vizsla.workspace.file_store import FileStore
from vizsla.workspace.label_state import LABELLED
from vizsla.workspace.migrate import migrate
from vizsla.workspace.name_rules import check_project
from vizsla.workspace.pending_files import delete_unreferenced
from vizsla.workspace.records import ProjectSummary
from vizsla.workspace.remove_examples import remove_project
from vizsla.workspace.row_values import aware, now
from vizsla.workspace.schema import example, project, version
from vizsla.workspace.store import Store

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

__all__ = ["Workspace"]

DATABASE = "workspace.db"
FILES = "files"


class Workspace:
    """All projects; ``Workspace.open()`` gives it.

    It may be open in several processes, used from several threads, and after a fork.

    Attributes:
        database: where the rows are.
        files: where the examples' files are.

    """

    def __init__(self, database: Database, files: FileStore) -> None:
        self.database = database
        self.files = files

    @classmethod
    def open(cls, home: Path | None = None, database_url: str | None = None) -> Workspace:
        """Open a workspace; make it if it is not there.

        Args:
            home: its folder; by default ``VIZSLA_HOME``, or ``vizsla`` in the user's data folder.
            database_url: SQLAlchemy's; by default ``VIZSLA_DATABASE_URL``, or ``workspace.db`` in
                the folder. Files are where ``VIZSLA_FILES_URL`` says, by default in ``files``.

        Raises:
            WorkspaceDamagedError: the database is not one, or is corrupt; it is as it was.
            WorkspaceTooNewError: a later version of Vizsla wrote it.
            WorkspaceFullError: there is no room to make it.
            WorkspaceBusyError: another process has been writing for too long.
            WorkspaceError: it can't be used for another reason.
            OptionError: a URL is not one.
            MissingExtraError: what reaches such a URL is not installed.

        """
        folder = (home or default_home()).absolute()
        url = database_url or os.environ.get("VIZSLA_DATABASE_URL")
        local = sa.URL.create("sqlite", database=str(folder / DATABASE))
        database = Database(url or local.render_as_string(hide_password=False))
        try:
            files = FileStore(os.environ.get("VIZSLA_FILES_URL") or str(folder / FILES))
            database.prepare()
            migrate(database)
        except BaseException:
            database.close()
            raise
        with suppress(WorkspaceError):  # what can't be tidied now will be later
            delete_unreferenced(database, files)
        return cls(database, files)

    def __enter__(self) -> Self:
        """Return the workspace, to be closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the workspace."""
        self.close()

    def __repr__(self) -> str:
        """Return it for people."""
        return f"<workspace {self.database.where}>"

    def projects(self) -> list[ProjectSummary]:
        """Return the projects, by name."""
        counts = (
            sa.select(
                example.c.project_id,
                sa.func.count().label("examples"),
                sa.func.sum(sa.case((example.c.state == LABELLED, 1), else_=0)).label("labelled"),
                sa.func.count(sa.distinct(example.c.label)).label("labels"),
            )
            .group_by(example.c.project_id)
            .subquery()
        )
        versions = (
            sa.select(version.c.project_id, sa.func.count().label("versions"))
            .group_by(version.c.project_id)
            .subquery()
        )
        query = (
            sa.select(
                project.c.name,
                counts.c.examples,
                counts.c.labelled,
                counts.c.labels,
                versions.c.versions,
                project.c.created_at,
            )
            .outerjoin_from(project, counts, counts.c.project_id == project.c.id)
            .outerjoin(versions, versions.c.project_id == project.c.id)
            .order_by(project.c.key)
        )
        with self.database.read() as connection:
            rows = connection.execute(query).all()
            return [
                ProjectSummary(
                    name,
                    total or 0,
                    int(labelled or 0),
                    labels or 0,
                    published or 0,
                    aware(created),
                )
                for name, total, labelled, labels, published, created in rows
            ]

    def create(self, name: str, *, exist_ok: bool = False) -> Store:
        """Make a project.

        Args:
            name: at most 80 letters (A to Z), digits, ``-``, ``_`` and ``.``, a letter or digit
                first. No two names may differ by case alone.
            exist_ok: whether to open the one that is there already.

        Raises:
            OptionError: the name is taken, or can't be one.

        """
        name = check_project(name)
        with self.database.write() as connection:
            query = sa.select(project.c.id, project.c.name)
            row = connection.execute(query.where(project.c.key == name.lower())).first()
            if row is not None and exist_ok:
                return Store(self, row[0], row[1])
            if row is not None:
                raise OptionError(f"there is a project {row[1]!r} already; choose another name")
            values = {"name": name, "key": name.lower(), "created_at": now()}
            made = sa.insert(project).values(**values).returning(project.c.id)
            return Store(self, connection.scalars(made).one(), name)

    def open_project(self, name: str) -> Store:
        """Open a project, without regard to case.

        Raises:
            NotFoundError: there is none of that name.

        """
        query = sa.select(project.c.id, project.c.name)
        with self.database.read() as connection:
            row = connection.execute(query.where(project.c.key == str(name).lower())).first()
            if row is not None:
                return Store(self, row[0], row[1])
            names = list(connection.scalars(sa.select(project.c.name).order_by(project.c.key)))
        shown = ", ".join(names[:20]) + (", ..." if len(names) > 20 else "")  # noqa: PLR2004 - enough to see
        raise NotFoundError(f"there is no project {name!r}; there are: {shown or 'none yet'}")

    def remove(self, name: str) -> None:
        """Remove a project for good, with every file that no other project needs.

        Raises:
            NotFoundError: there is none of that name.

        """
        remove_project(self.database, self.files, self.open_project(name)._id)  # noqa: SLF001 - its own kind

    def close(self) -> None:
        """Let go of the database. The workspace's stores can't be used any more."""
        self.database.close()
