"""The workspace: the projects of a user or a team, in one database and one storage for files."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.cached_value import cached_property
from vizsla.errors import NotFoundError, OptionError, WorkspaceError
from vizsla.home import DATABASE
from vizsla.home import home as default_home
from vizsla.multi_label_kinds import is_multi_label
from vizsla.nearest import did_you_mean
from vizsla.storage import open_storage
from vizsla.workspace.audit_log import AuditLog, write_entry
from vizsla.workspace.database import Database
from vizsla.workspace.example_reader import count_labels
from vizsla.workspace.file_store import FileStore
from vizsla.workspace.kept_inputs import KeptInputs
from vizsla.workspace.label_state import LABELLED
from vizsla.workspace.last_change import last_changes
from vizsla.workspace.migrate import migrate
from vizsla.workspace.name_rules import actor_name, check_project, check_setting
from vizsla.workspace.pending_files import delete_abandoned
from vizsla.workspace.records import NamedProject, ProjectSummary
from vizsla.workspace.remove_examples import remove_project
from vizsla.workspace.row_values import aware, now
from vizsla.workspace.schema import example, project, version
from vizsla.workspace.search_files import SearchFiles
from vizsla.workspace.store import Store
from vizsla.workspace.thumbnail_files import ThumbnailFiles

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path
    from typing import Any, Self

    from vizsla.functions.function_library import FunctionLibrary
    from vizsla.workspace.api_keys import ApiKeys
    from vizsla.workspace.download_files import DownloadFiles
    from vizsla.workspace.invitations import Invitations
    from vizsla.workspace.job_files import JobFiles
    from vizsla.workspace.jobs import Jobs
    from vizsla.workspace.people import People
    from vizsla.workspace.project_facts import ProjectFacts
    from vizsla.workspace.sessions import Sessions
    from vizsla.workspace.sign_in_attempts import SignInAttempts
    from vizsla.workspace.uploads import Uploads

__all__ = ["DEFAULT_ENCODER", "DEFAULT_KIND", "DEFAULT_MODALITY", "Workspace"]

FILES = "files"
THUMBNAILS = ("cache", "thumbnails")
SEARCHES = ("cache", "searches")
DEFAULT_KIND, DEFAULT_MODALITY = "image-classification", "image"
DEFAULT_ENCODER = "efficientnet-lite0"
SETTINGS = (project.c.id, project.c.name, project.c.kind, project.c.modality, project.c.encoder)
SHOWN = 20


class Workspace:
    """The projects of a user or a team; ``Workspace.open()`` opens them.

    A workspace may be open in several processes, used from several threads, and after a fork.

    Attributes:
        database: the database of all projects.
        files: the files of all examples.
        home: the workspace's folder.

    """

    def __init__(self, database: Database, files: FileStore, home: Path) -> None:
        self.database = database
        self.files = files
        self.home = home

    @cached_property
    def functions(self) -> FunctionLibrary:
        """The published functions.

        Where ``VIZSLA_FILES_URL`` is set, they are shared there, with a cache in the workspace's
        folder; else they are in that folder.
        """
        from vizsla.functions.function_library import (  # noqa: PLC0415 - reading labels needs none
            local_functions,
            shared_functions,
        )

        return shared_functions(self.home, self.database.write) or local_functions(self.home)

    @cached_property
    def people(self) -> People:
        """The people who sign in to a shared server."""
        from vizsla.workspace.people import People  # noqa: PLC0415 - servers alone need them

        return People(self.database)

    @cached_property
    def sessions(self) -> Sessions:
        """The sessions of people who have signed in."""
        from vizsla.workspace.sessions import Sessions  # noqa: PLC0415 - the same

        return Sessions(self.database)

    @cached_property
    def invitations(self) -> Invitations:
        """The invitations by which somebody becomes a person."""
        from vizsla.workspace.invitations import Invitations  # noqa: PLC0415 - the same

        return Invitations(self.database)

    @cached_property
    def sign_in_attempts(self) -> SignInAttempts:
        """The wrong passwords of the last minutes."""
        from vizsla.workspace.sign_in_attempts import SignInAttempts  # noqa: PLC0415 - the same

        return SignInAttempts(self.database)

    @cached_property
    def audit(self) -> AuditLog:
        """The log of who did what."""
        return AuditLog(self.database)

    @cached_property
    def keys(self) -> ApiKeys:
        """The keys by which others call a server of this workspace's functions."""
        from vizsla.workspace.api_keys import ApiKeys  # noqa: PLC0415 - servers alone need them

        return ApiKeys(self.database)

    @cached_property
    def jobs(self) -> Jobs:
        """The long work that servers do on projects."""
        from vizsla.workspace.jobs import Jobs  # noqa: PLC0415 - servers alone need them

        return Jobs(self.database)

    @cached_property
    def uploads(self) -> Uploads:
        """The files that come in pieces, before they are added."""
        from vizsla.workspace.uploads import Uploads  # noqa: PLC0415 - servers alone need them

        return Uploads(self.database, self.files.storage)

    @cached_property
    def job_files(self) -> JobFiles:
        """What became of the files that jobs added."""
        from vizsla.workspace.job_files import JobFiles  # noqa: PLC0415 - the same

        return JobFiles(self.database)

    @cached_property
    def downloads(self) -> DownloadFiles:
        """The files that servers made to be downloaded."""
        from vizsla.workspace.download_files import DownloadFiles  # noqa: PLC0415 - the same

        return DownloadFiles(self.home)

    @cached_property
    def facts(self) -> ProjectFacts:
        """What other programs say about projects, and is kept for them."""
        from vizsla.workspace.project_facts import ProjectFacts  # noqa: PLC0415 - the same

        return ProjectFacts(self.database)

    @cached_property
    def kept_inputs(self) -> KeptInputs:
        """The inputs that projects keep for feedback."""
        return KeptInputs(self.database, self.files)

    @staticmethod
    def is_there() -> bool:
        """Return whether a workspace was made already, where ``open`` would open or make it."""
        return bool(os.environ.get("VIZSLA_DATABASE_URL")) or (default_home() / DATABASE).exists()

    @classmethod
    def open(cls, home: Path | None = None, database_url: str | None = None) -> Workspace:
        """Open a workspace; make it if it does not exist.

        Args:
            home: the workspace's folder; by default ``VIZSLA_HOME``, or ``vizsla`` in the user's
                data folder.
            database_url: the database's URL, in SQLAlchemy's form; by default
                ``VIZSLA_DATABASE_URL``, or ``workspace.db`` in the folder. The examples' files are
                stored at ``VIZSLA_FILES_URL``, by default in the folder's ``files``.

        Raises:
            WorkspaceDamagedError: the file is no database, or is corrupt; it is unchanged.
            WorkspaceTooNewError: a later version of Vizsla wrote it.
            WorkspaceFullError: there is no room to make it.
            WorkspaceBusyError: another process has been writing for too long.
            WorkspaceError: the workspace can't be used for another reason.
            OptionError: a URL is malformed, or names a storage in memory.
            MissingExtraError: the library that reaches such a URL is not installed.

        """
        folder = (home or default_home()).absolute()
        url = database_url or os.environ.get("VIZSLA_DATABASE_URL")
        local = sa.URL.create("sqlite", database=str(folder / DATABASE))
        database = Database(url or local.render_as_string(hide_password=False))
        try:
            files = FileStore(
                open_storage(os.environ.get("VIZSLA_FILES_URL") or str(folder / FILES)),
                ThumbnailFiles(folder.joinpath(*THUMBNAILS)),
                SearchFiles(folder.joinpath(*SEARCHES)),
            )
            database.prepare()
            migrate(database)
        except BaseException:
            database.close()
            raise
        with suppress(WorkspaceError):  # the next opening deletes files that can't be deleted now
            delete_abandoned(database, files)
        opened = cls(database, files, folder)
        with suppress(WorkspaceError):
            opened.kept_inputs.delete_expired()
        return opened

    def __enter__(self) -> Self:
        """Return the workspace, to be closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the workspace."""
        self.close()

    def __repr__(self) -> str:
        """Return the workspace for people."""
        return f"<workspace {self.database.where}>"

    def projects(self) -> list[ProjectSummary]:
        """Return the projects, by name."""
        counts = (
            sa.select(
                example.c.project_id,
                sa.func.count().label("examples"),
                sa.func.sum(sa.case((example.c.state == LABELLED, 1), else_=0)).label("labelled"),
            )
            .group_by(example.c.project_id)
            .subquery()
        )
        # Distinct at first: an index has each label once for all its examples.
        names = sa.select(example.c.project_id, example.c.label).where(example.c.label.is_not(None))
        names_of = names.distinct().subquery()
        labels = (
            sa.select(names_of.c.project_id, sa.func.count().label("labels"))
            .group_by(names_of.c.project_id)
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
                labels.c.labels,
                versions.c.versions,
                project.c.created_at,
                project.c.kind,
                project.c.modality,
                project.c.encoder,
                project.c.id,
            )
            .outerjoin_from(project, counts, counts.c.project_id == project.c.id)
            .outerjoin(labels, labels.c.project_id == project.c.id)
            .outerjoin(versions, versions.c.project_id == project.c.id)
            .order_by(project.c.key)
        )
        with self.database.read() as connection:
            rows = connection.execute(query).all()
            several = {
                row.id: len(count_labels(connection, row.id)[0])
                for row in rows
                if is_multi_label(row.kind)
            }
            return [
                ProjectSummary(
                    name,
                    total or 0,
                    int(labelled or 0),
                    several.get(row_id, named or 0),
                    published or 0,
                    aware(created),
                    *settings,
                )
                for name, total, labelled, named, published, created, *settings, row_id in rows
            ]

    def changed_at(self) -> dict[str, datetime]:
        """Return the time of the newest change of each project, UTC, by the projects' names."""
        with self.database.read() as connection:
            return last_changes(connection)

    def named_projects(self) -> list[NamedProject]:
        """Return the projects, by name; unlike ``projects``, without counting any example."""
        query = sa.select(project.c.name, project.c.kind, project.c.created_at)
        with self.database.read() as connection:
            rows = connection.execute(query.order_by(project.c.key)).all()
        return [NamedProject(name, kind, aware(created)) for name, kind, created in rows]

    def create(
        self,
        name: str,
        *,
        kind: str | None = None,
        modality: str | None = None,
        encoder: str | None = None,
        exist_ok: bool = False,
        who: str | None = None,
    ) -> Store:
        """Make a project.

        Args:
            name: at most 80 letters (A to Z), digits, ``-``, ``_`` and ``.``, a letter or digit
                first. No two names may differ by case alone.
            kind: the kind of function that the project trains; ``image-classification`` by default.
            modality: the modality of the examples; ``image`` by default.
            encoder: the encoder of the examples; ``efficientnet-lite0`` by default.
            exist_ok: whether to open the project that exists already.
            who: the person or program that makes the project.

        Raises:
            OptionError: the name is taken or not allowed; or the project exists with another kind,
                modality or encoder.

        """
        name = check_project(name)
        asked = {"kind": kind, "modality": modality, "encoder": encoder}
        for each, value in asked.items():
            if value is not None:
                check_setting(each, value)
        with self.database.write() as connection:
            query = sa.select(*SETTINGS).where(project.c.key == name.lower())
            row = connection.execute(query).first()
            if row is not None and exist_ok:
                return self._store(row, asked)
            if row is not None:
                raise OptionError(
                    f"there is a project {row[1]!r} already; choose another name"
                ).because("project-exists", name=row[1])
            values = {
                "name": name,
                "key": name.lower(),
                "created_at": now(),
                "created_by": actor_name(who),
                "kind": kind or DEFAULT_KIND,
                "modality": modality or DEFAULT_MODALITY,
                "encoder": encoder or DEFAULT_ENCODER,
                "last_number": 0,
                "revision": 0,
            }
            made = sa.insert(project).values(**values).returning(*SETTINGS)
            store = self._store(connection.execute(made).one(), {})
            write_entry(connection, who, "createProject", name)
            return store

    def open_project(self, name: str) -> Store:
        """Open a project, without regard to case.

        Raises:
            NotFoundError: there is no project of that name.

        """
        query = sa.select(*SETTINGS).where(project.c.key == str(name).lower())
        with self.database.read() as connection:
            row = connection.execute(query).first()
            if row is not None:
                return self._store(row, {})
            names = list(connection.scalars(sa.select(project.c.name).order_by(project.c.key)))
        shown = ", ".join(names[:SHOWN]) + (", ..." if len(names) > SHOWN else "")
        question = did_you_mean(str(name), names)
        raise NotFoundError(
            f"there is no project {name!r}; {question and f'{question} '}"
            f"the projects are: {shown or 'none yet'}"
        )

    def remove(self, name: str, who: str | None = None) -> None:
        """Remove a project for good, with every file that no other project needs.

        Args:
            name: the project's name.
            who: the person or program that removes it.

        Raises:
            NotFoundError: there is no project of that name.

        """
        found = self.open_project(name)
        remove_project(self.database, self.files, found.row_id)
        self.audit.add(who, "deleteProject", found.name)
        self.uploads.sweep()

    def close(self) -> None:
        """Close the connections to the database; the workspace's stores can't be used any more."""
        self.database.close()

    def _store(self, row: Any, asked: dict[str, str | None]) -> Store:  # noqa: ANN401 - a row of SETTINGS
        project_id, name, kind, modality, encoder = row
        found = {"kind": kind, "modality": modality, "encoder": encoder}
        for each, value in asked.items():
            if value is not None and value != found[each]:
                raise OptionError(
                    f"the project {name!r} has the {each} {found[each]!r}, not {value!r}; choose "
                    "another name for a project with that one"
                )
        return Store(
            self.database,
            self.files,
            project_id,
            name,
            kind=kind,
            modality=modality,
            encoder=encoder,
        )
