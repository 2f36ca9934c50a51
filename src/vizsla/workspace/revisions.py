"""Counters of a project: the numbers of its examples, and the revisions of whatever changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.errors import NotFoundError
from vizsla.workspace.schema import project

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["take_numbers", "take_revisions"]


def take_numbers(connection: Connection, project_id: int, count: int) -> range:
    """Return numbers for new examples, which no example of the project has ever had."""
    return _take(connection, project_id, project.c.last_number, count)


def take_revisions(connection: Connection, project_id: int, count: int) -> range:
    """Return revisions for rows that change, each higher than all before.

    A revision is visible to readers once all lower ones are: there is one writer at a time.
    """
    return _take(connection, project_id, project.c.revision, count)


def _take(connection: Connection, project_id: int, counter: sa.Column[int], count: int) -> range:
    statement = (
        sa.update(project)
        .where(project.c.id == project_id)
        .values({counter: counter + count})
        .returning(counter)
    )
    last = connection.scalar(statement)
    if last is None:
        raise NotFoundError(
            "the project was removed meanwhile; nothing was changed: open the project again"
        )
    return range(last - count + 1, last + 1)
