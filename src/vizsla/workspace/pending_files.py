"""Pending files: files that may have no row yet, because their writer is at work or was killed.

Before a writer writes files, it registers them in a transaction of its own. If it is killed, the
next process that opens the workspace deletes the files that got no row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.workspace.adding_lock import nobody_adding
from vizsla.workspace.row_values import chunks
from vizsla.workspace.schema import content, pending_file
from vizsla.workspace.server_tables import kept_input

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from vizsla.workspace.database import Database
    from vizsla.workspace.file_store import FileStore

__all__ = [
    "are_pending",
    "clear_pending",
    "delete_abandoned",
    "delete_pending",
    "needed_files",
    "register_pending",
]


def register_pending(connection: Connection, writer: str, sha256s: Iterable[str]) -> None:
    """Register files as pending, before they are written.

    Args:
        connection: a connection in a writing transaction.
        writer: the writer's name: 32 characters that no other writer has.
        sha256s: the sha256 of each file.

    """
    for chunk in chunks(sha256s):
        query = sa.select(pending_file.c.sha256)
        query = query.where(pending_file.c.writer == writer, pending_file.c.sha256.in_(chunk))
        registered = set(connection.scalars(query))
        rows = [{"sha256": each, "writer": writer} for each in chunk if each not in registered]
        if rows:
            connection.execute(sa.insert(pending_file), rows)


def are_pending(connection: Connection, writer: str, sha256s: Iterable[str]) -> bool:
    """Return whether files are still registered: if not, somebody may have deleted them."""
    for chunk in chunks(sha256s):
        query = sa.select(sa.func.count()).select_from(pending_file)
        query = query.where(pending_file.c.writer == writer, pending_file.c.sha256.in_(chunk))
        if connection.scalar(query) != len(chunk):
            return False
    return True


def clear_pending(connection: Connection, writer: str) -> None:
    """Remove a writer's registration, once its files have rows or are deleted."""
    connection.execute(sa.delete(pending_file).where(pending_file.c.writer == writer))


def needed_files(connection: Connection, sha256s: Sequence[str]) -> set[str]:
    """Return which files have a row: that of a content, or of an input kept for feedback.

    Args:
        connection: a connection in a transaction.
        sha256s: the sha256 of each file; at most 500.

    """
    found: set[str] = set()
    for table in (content, kept_input):
        query = sa.select(table.c.sha256).where(table.c.sha256.in_(sha256s))
        found.update(connection.scalars(query))
    return found


def delete_pending(database: Database, files: FileStore, writer: str) -> None:
    """Delete the files that a writer registered, unless a row or another writer needs them.

    Raises:
        WorkspaceError: the files can't be deleted now; opening the workspace again deletes them.

    """
    own = pending_file.c.writer == writer
    while _delete_some(database, files, own):
        pass


def delete_abandoned(database: Database, files: FileStore) -> None:
    """Delete the files that killed writers registered; none while anybody is adding files.

    Raises:
        WorkspaceError: the files can't be deleted now; opening the workspace again deletes them.

    """
    with database.read() as connection:
        if connection.scalar(sa.select(pending_file.c.sha256).limit(1)) is None:
            return
    with nobody_adding(database) as alone:
        while alone and _delete_some(database, files, sa.true()):
            pass


def _delete_some(database: Database, files: FileStore, which: sa.ColumnElement[bool]) -> bool:
    """Delete a batch of files; return whether there may be more.

    The writer's lock is held meanwhile, so that nobody registers one of these files.
    """
    with database.write() as connection:
        query = sa.select(pending_file.c.sha256).where(which).distinct().limit(500)
        chunk = list(connection.scalars(query))
        if not chunk:
            return False
        others = sa.select(pending_file.c.sha256)
        others = others.where(pending_file.c.sha256.in_(chunk), sa.not_(which))
        needed = needed_files(connection, chunk).union(connection.scalars(others))
        files.discard([each for each in chunk if each not in needed])
        connection.execute(sa.delete(pending_file).where(which, pending_file.c.sha256.in_(chunk)))
    return True
