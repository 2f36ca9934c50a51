"""Stores files together with their rows: the files first, then the rows in one transaction.

A writer that is killed leaves no row without its file; files without a row are registered as
pending, and deleted when the workspace is opened next.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

from vizsla.errors import WorkspaceError
from vizsla.workspace.adding_lock import adding
from vizsla.workspace.pending_files import (
    are_pending,
    clear_pending,
    delete_pending,
    needed_files,
    register_pending,
)
from vizsla.workspace.row_values import chunks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

    from vizsla.workspace.database import Database
    from vizsla.workspace.file_store import FileStore

__all__ = ["store_files"]

R = TypeVar("R")


def store_files(
    database: Database,
    files: FileStore,
    contents: Mapping[str, bytes],
    write_rows: Callable[[Connection], R],
) -> R:
    """Store files and their rows: all of them, or none.

    Args:
        database: the database.
        files: the files of the workspace.
        contents: the files' contents, by their sha256.
        write_rows: writes the rows, in a transaction; its result is returned.

    Raises:
        WorkspaceError: a file or a row can't be written; the error's class says why.

    """
    writer = uuid4().hex
    with adding(database):
        try:
            while True:
                with database.write() as connection:
                    register_pending(connection, writer, contents)
                _write_files(database, files, contents)
                with database.write() as connection:
                    if are_pending(connection, writer, contents):
                        result = write_rows(connection)
                        clear_pending(connection, writer)
                        return result
        except BaseException:
            with suppress(WorkspaceError):
                delete_pending(database, files, writer)
            raise


def _write_files(database: Database, files: FileStore, contents: Mapping[str, bytes]) -> None:
    """Write the missing files outside of a transaction, so that others may use the database."""
    known: set[str] = set()
    with database.read() as connection:
        for chunk in chunks(contents):
            known |= needed_files(connection, chunk)
    lost = files.find_lost({sha256: contents[sha256] for sha256 in known})
    files.put({key: each for key, each in contents.items() if key not in known or key in lost})
