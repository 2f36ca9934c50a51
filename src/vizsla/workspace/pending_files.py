"""Files that may be there without a row that needs them: of a batch that was killed.

A batch first says, in a transaction of its own, which files it is about to write. If it is killed,
whoever comes next removes those that no content came of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.workspace.row_values import chunks
from vizsla.workspace.schema import content, pending_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from vizsla.workspace.database import Database
    from vizsla.workspace.file_store import FileStore

__all__ = ["are_pending", "clear_pending", "delete_unreferenced", "register_pending"]


def register_pending(connection: Connection, sha256s: Iterable[str]) -> None:
    """Say that files may be without a content from now on."""
    for chunk in chunks(sha256s):
        claimed = set(
            connection.scalars(sa.select(pending_file).where(pending_file.c.sha256.in_(chunk)))
        )
        rows = [{"sha256": each} for each in chunk if each not in claimed]
        if rows:
            connection.execute(sa.insert(pending_file), rows)


def are_pending(connection: Connection, sha256s: Iterable[str]) -> bool:
    """Return whether nobody has swept them in the meantime."""
    for chunk in chunks(sha256s):
        query = (
            sa.select(sa.func.count())
            .select_from(pending_file)
            .where(pending_file.c.sha256.in_(chunk))
        )
        if connection.scalar(query) != len(chunk):
            return False
    return True


def clear_pending(connection: Connection, sha256s: Iterable[str]) -> None:
    """Say that what is there of these files is needed, or that nothing is there."""
    for chunk in chunks(sha256s):
        connection.execute(sa.delete(pending_file).where(pending_file.c.sha256.in_(chunk)))


def delete_unreferenced(database: Database, files: FileStore) -> None:
    """Remove the files that nothing needs.

    Raises:
        WorkspaceError: they can't be removed now; they will be later.

    """
    while True:
        with database.read() as connection:
            if connection.scalar(sa.select(pending_file.c.sha256).limit(1)) is None:
                return
        with database.write() as connection:
            chunk = list(connection.scalars(sa.select(pending_file.c.sha256).limit(500)))
            query = sa.select(content.c.sha256).where(content.c.sha256.in_(chunk))
            needed = set(connection.scalars(query))
            files.discard([each for each in chunk if each not in needed])
            clear_pending(connection, chunk)
