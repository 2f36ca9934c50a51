"""The feed of changes: which rows of a project changed since a revision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.errors import NotFoundError
from vizsla.workspace.project_queries import ProjectQueries
from vizsla.workspace.records import ProjectChanges
from vizsla.workspace.row_values import check_limit, check_number
from vizsla.workspace.schema import example, project, removed_example, run, version

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["ChangeFeed"]


class ChangeFeed(ProjectQueries):
    """The changes to one project, numbered by revisions."""

    def since(self, revision: int, limit: int) -> ProjectChanges:
        """Return the changes since a revision; see ``Store.changes_since``."""
        check_limit(limit)
        revision = check_number(revision, "a revision")
        with self._database.read() as connection:
            newest = self._newest(connection)
            if newest <= revision:
                return ProjectChanges(newest)
            tables = {
                table.name: self._changed(connection, table, revision, limit)
                for table in (example, removed_example, run, version)
            }
        # Each revision belongs to one row: cut all lists where the limit ended the first of them.
        ends = [rows[-1][0] for rows in tables.values() if len(rows) == limit]
        end = min(ends, default=newest)
        found = {
            name: tuple(number for at, number in rows if at <= end) for name, rows in tables.items()
        }
        return ProjectChanges(
            revision=end,
            examples=found["example"],
            removed=found["removed_example"],
            runs=found["run"],
            versions=found["version"],
            more=end < newest,
        )

    def newest(self) -> int:
        """Return the newest revision; see ``Store.revision``."""
        with self._database.read() as connection:
            return self._newest(connection)

    def _newest(self, connection: Connection) -> int:
        query = sa.select(project.c.revision).where(project.c.id == self._project_id)
        newest: int | None = connection.scalar(query)
        if newest is None:
            raise NotFoundError(f"{self._where} was removed")
        return newest

    def _changed(
        self, connection: Connection, table: sa.Table, revision: int, limit: int
    ) -> list[tuple[int, int]]:
        query = (
            sa.select(table.c.revision, table.c.number)
            .where(table.c.project_id == self._project_id, table.c.revision > revision)
            .order_by(table.c.revision)
            .limit(limit)
        )
        return [(at, number) for at, number in connection.execute(query)]
