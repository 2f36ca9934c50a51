"""Removes inputs that are kept for feedback; their files go once nothing needs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.workspace.pending_files import register_pending
from vizsla.workspace.row_values import CHUNK
from vizsla.workspace.server_tables import kept_input

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["remove_kept"]


def remove_kept(
    connection: Connection, writer: str, project_id: int, *which: sa.ColumnElement[bool]
) -> int:
    """Remove rows of a project's kept inputs, and register their files as pending.

    Once the transaction is committed, ``delete_pending`` deletes the files.

    Args:
        connection: a connection in a writing transaction.
        writer: the writer's name, as in ``register_pending``.
        project_id: the row id of the project.
        which: the conditions on the rows; all of the project's by default.

    Returns:
        The number of inputs.

    """
    query = sa.select(kept_input.c.id, kept_input.c.sha256)
    query = query.where(kept_input.c.project_id == project_id, *which).limit(CHUNK)
    count = 0
    while rows := connection.execute(query).all():
        register_pending(connection, writer, {sha256 for _, sha256 in rows})
        row_ids = [row_id for row_id, _ in rows]
        connection.execute(sa.delete(kept_input).where(kept_input.c.id.in_(row_ids)))
        count += len(rows)
    return count
