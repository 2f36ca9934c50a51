"""Remove examples for good: rows, history, embedding, file, feedback, and every mention of them.

SQLite overwrites deleted rows (``secure_delete``) and empties its log afterwards. This does not
reach a database server's own logs or a disk's free blocks. The head of a model that was trained on
a removed example stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import sqlalchemy as sa

from vizsla.errors import WorkspaceBusyError
from vizsla.workspace.pending_files import delete_pending, register_pending
from vizsla.workspace.redaction import redact_runs
from vizsla.workspace.remove_kept import remove_kept
from vizsla.workspace.revisions import take_revisions
from vizsla.workspace.row_values import check_exist, check_ids, chunks, now
from vizsla.workspace.schema import action, change, content, example, project, removed_example
from vizsla.workspace.server_tables import job, job_file, kept_input

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from vizsla.workspace.database import Database
    from vizsla.workspace.file_store import FileStore

__all__ = ["remove_examples", "remove_project"]


def remove_examples(
    database: Database,
    files: FileStore,
    project_id: int,
    ids: Iterable[int],
    who: str,
    where: str,
) -> None:
    """Remove examples of a project; see ``Store.remove``."""
    wanted = check_ids(ids)
    if not wanted:
        return
    writer = uuid4().hex
    contents: list[int] = []
    names: set[str] = set()
    hashes: set[str] = set()
    columns = (example.c.number, example.c.content_id, example.c.name, content.c.sha256)
    query = sa.select(*columns).join_from(example, content)
    query = query.where(example.c.project_id == project_id)
    with database.write() as connection:
        for chunk in chunks(wanted):
            rows = connection.execute(query.where(example.c.number.in_(chunk))).all()
            check_exist(chunk, [row[0] for row in rows], where)
            contents += [row[1] for row in rows]
            names |= {row[2] for row in rows}
            hashes |= {row[3] for row in rows}
        for chunk in chunks(wanted):
            own = (example.c.project_id == project_id) & example.c.number.in_(chunk)
            connection.execute(sa.delete(example).where(own))
            jobs = sa.select(job.c.id).where(job.c.project_id == project_id).scalar_subquery()
            added = job_file.c.job_id.in_(jobs) & job_file.c.example.in_(chunk)
            connection.execute(sa.delete(job_file).where(added))
            _insert_removed(connection, project_id, chunk, who)
        empty = ~sa.exists().where(change.c.action_id == action.c.id)
        connection.execute(sa.delete(action).where(action.c.project_id == project_id, empty))
        redact_runs(connection, project_id, hashes, names)
        for some in chunks(hashes):
            remove_kept(connection, writer, project_id, kept_input.c.sha256.in_(some))
        _remove_unused(connection, contents, writer)
    files.searches.erase(project_id, wanted)
    _delete_files(database, files, writer)


def remove_project(database: Database, files: FileStore, project_id: int) -> None:
    """Remove a project with all that it has; see ``Workspace.remove``."""
    writer = uuid4().hex
    with database.write() as connection:
        query = sa.select(example.c.content_id).where(example.c.project_id == project_id)
        contents = list(connection.scalars(query))
        remove_kept(connection, writer, project_id)
        connection.execute(sa.delete(project).where(project.c.id == project_id))
        _remove_unused(connection, contents, writer)
    files.searches.discard(project_id)
    _delete_files(database, files, writer)


def _insert_removed(
    connection: Connection, project_id: int, numbers: Sequence[int], who: str
) -> None:
    time = now()
    revisions = take_revisions(connection, project_id, len(numbers))
    rows = [
        {
            "project_id": project_id,
            "number": number,
            "removed_at": time,
            "removed_by": who,
            "revision": revision,
        }
        for number, revision in zip(numbers, revisions, strict=True)
    ]
    connection.execute(sa.insert(removed_example), rows)


def _remove_unused(connection: Connection, contents: Iterable[int], writer: str) -> None:
    """Remove the contents that no example needs any more, and register their files as pending."""
    needed = sa.exists().where(example.c.content_id == content.c.id)
    for chunk in chunks(contents):
        query = sa.select(content.c.id, content.c.sha256).where(content.c.id.in_(chunk), ~needed)
        rows = connection.execute(query).all()
        register_pending(connection, writer, {sha256 for _, sha256 in rows})
        row_ids = [row_id for row_id, _ in rows]
        connection.execute(sa.delete(content).where(content.c.id.in_(row_ids)))


def _delete_files(database: Database, files: FileStore, writer: str) -> None:
    delete_pending(database, files, writer)
    if not database.empty_log():
        raise WorkspaceBusyError(
            f"the examples are removed from {database.where}, but another process is still "
            "reading, so that the database's log could not be emptied of them; end that process, "
            "and the log is emptied when the workspace is opened or closed next"
        )
