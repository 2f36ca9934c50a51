"""Removes examples for good: rows, history, embedding, file, and every mention of them.

SQLite overwrites what is deleted (``secure_delete``) and empties its log afterwards. What a
database server keeps in its own logs, and a disk in its free blocks, is beyond reach here; and a
head that was trained with a picture stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.errors import WorkspaceBusyError
from vizsla.workspace.pending_files import delete_unreferenced, register_pending
from vizsla.workspace.redaction import redact_runs
from vizsla.workspace.row_values import check_ids, check_there, chunks
from vizsla.workspace.schema import action, change, content, example, project

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from vizsla.workspace.database import Database
    from vizsla.workspace.file_store import FileStore

__all__ = ["remove_examples", "remove_project"]


def remove_examples(
    database: Database, files: FileStore, project_id: int, ids: Iterable[int], where: str
) -> None:
    """Remove examples of a project; see Store.remove."""
    wanted = check_ids(ids)
    if not wanted:
        return
    contents: list[int] = []
    names: set[str] = set()
    hashes: set[str] = set()
    query = sa.select(example.c.id, example.c.content_id, example.c.name, content.c.sha256)
    query = query.join_from(example, content).where(example.c.project_id == project_id)
    with database.write() as connection:
        for chunk in chunks(wanted):
            rows = connection.execute(query.where(example.c.id.in_(chunk))).all()
            check_there(chunk, [row[0] for row in rows], where)
            contents += [row[1] for row in rows]
            names |= {row[2] for row in rows}
            hashes |= {row[3] for row in rows}
        for chunk in chunks(wanted):
            connection.execute(sa.delete(example).where(example.c.id.in_(chunk)))
        empty = ~sa.exists().where(change.c.action_id == action.c.id)
        connection.execute(sa.delete(action).where(action.c.project_id == project_id, empty))
        redact_runs(connection, project_id, hashes, names)
        _release(connection, contents)
    _wipe(database, files)


def remove_project(database: Database, files: FileStore, project_id: int) -> None:
    """Remove a project with all that it has; see Workspace.remove."""
    with database.write() as connection:
        query = sa.select(example.c.content_id).where(example.c.project_id == project_id)
        contents = list(connection.scalars(query))
        connection.execute(sa.delete(project).where(project.c.id == project_id))
        _release(connection, contents)
    _wipe(database, files)


def _release(connection: Connection, contents: Iterable[int]) -> None:
    """Remove the contents that no project has any more; their files are to go."""
    needed = sa.exists().where(example.c.content_id == content.c.id)
    for chunk in chunks(contents):
        query = sa.select(content.c.id, content.c.sha256).where(content.c.id.in_(chunk), ~needed)
        rows = connection.execute(query).all()
        register_pending(connection, [sha256 for _, sha256 in rows])
        connection.execute(sa.delete(content).where(content.c.id.in_([key for key, _ in rows])))


def _wipe(database: Database, files: FileStore) -> None:
    delete_unreferenced(database, files)
    if not database.empty_log():
        raise WorkspaceBusyError(
            f"what you removed is gone from {database.where}, but another process is still "
            "reading, so that its log could not be emptied of it; end that process, and the log "
            "is emptied when the workspace is opened or closed next"
        )
