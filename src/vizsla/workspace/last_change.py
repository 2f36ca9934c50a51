"""Looks up when each project was changed last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.workspace.row_values import aware
from vizsla.workspace.schema import action, example, project, removed_example, run, version

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

__all__ = ["changed_since", "last_changes"]

# The newest row of each of these has the newest time.
_COUNTED = ((example, "number", "added_at"), (run, "number", "created_at"))
_TIMES = ((version, "created_at"), (removed_example, "removed_at"))


def last_changes(connection: Connection, project_id: int | None = None) -> dict[str, datetime]:
    """Return when projects were changed last, UTC, by their names.

    Args:
        connection: a connection in a transaction.
        project_id: the row id of the only project to look at; None for all.

    """
    query = sa.select(project.c.id, project.c.name, project.c.created_at)
    if project_id is not None:
        query = query.where(project.c.id == project_id)
    found = {}
    for row_id, name, created in connection.execute(query).all():
        times = [created]
        for table, order, time in _COUNTED:
            newest = sa.select(table.c[time]).where(table.c.project_id == row_id)
            times.append(connection.scalar(newest.order_by(table.c[order].desc()).limit(1)))
        for table, time in _TIMES:
            newest = sa.select(sa.func.max(table.c[time])).where(table.c.project_id == row_id)
            times.append(connection.scalar(newest))
        acted = sa.select(sa.func.max(action.c.at), sa.func.max(action.c.undone_at))
        times += connection.execute(acted.where(action.c.project_id == row_id)).one()
        found[name] = aware(max(each for each in times if each is not None))
    return found


def changed_since(connection: Connection, project_id: int, run_number: int) -> int:
    """Return the number of labelled examples that were changed since a run was stored or tested.

    Args:
        connection: a connection in a transaction.
        project_id: the row id of the project.
        run_number: the run's number.

    """
    of_run = sa.select(run.c.revision).where(
        run.c.project_id == project_id, run.c.number == run_number
    )
    query = sa.select(sa.func.count()).select_from(example)
    query = query.where(
        example.c.project_id == project_id,
        example.c.revision > of_run.scalar_subquery(),
        sa.or_(example.c.label.is_not(None), example.c.not_labels.is_not(None)),
    )
    return connection.scalar(query) or 0
