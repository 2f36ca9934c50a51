"""What became of each file that a job added: a row a file, written as the job goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.workspace.row_values import chunks
from vizsla.workspace.server_tables import job, job_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.workspace.database import Database

__all__ = ["ADDED", "KNOWN", "REFUSED", "JobFile", "JobFiles"]

ADDED, KNOWN, REFUSED = "added", "known", "refused"


@dataclass(frozen=True, slots=True)
class JobFile:
    """What became of a file.

    Attributes:
        name: its name, for people.
        status: ``added``, ``known`` for one that the project had already, or ``refused``.
        example: the id of the example; None for a refused file.
        code: the code of the error by which it was refused; None for another.
        detail: the reason in words; of an added or known file, what contradicts; else None.

    """

    name: str
    status: str
    example: int | None = None
    code: str | None = None
    detail: str | None = None


class JobFiles:
    """The files of a workspace's jobs.

    Args:
        database: the workspace's database.

    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, public_id: str, files: Sequence[JobFile]) -> None:
        """Write what became of some files of a job; of a file that is there already nothing."""
        own = sa.select(job.c.id).where(job.c.public_id == public_id)
        with self._database.write() as connection:
            job_id = connection.scalar(own)
            if job_id is None:
                return
            known: set[str] = set()
            for some in chunks(each.name for each in files):
                there = sa.select(job_file.c.name)
                there = there.where(job_file.c.job_id == job_id, job_file.c.name.in_(some))
                known.update(connection.scalars(there))
            rows = [
                {
                    "job_id": job_id,
                    "name": each.name,
                    "status": each.status,
                    "example": each.example,
                    "code": each.code,
                    "detail": each.detail,
                }
                for each in files
                if each.name not in known
            ]
            if rows:
                connection.execute(sa.insert(job_file), rows)

    def counts(self, public_id: str) -> dict[str, int]:
        """Return the number of a job's files with each status."""
        query = (
            sa.select(job_file.c.status, sa.func.count())
            .join_from(job_file, job)
            .where(job.c.public_id == public_id)
            .group_by(job_file.c.status)
        )
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        found = {row[0]: row[1] for row in rows}
        return {status: found.get(status, 0) for status in (ADDED, KNOWN, REFUSED)}

    def page(
        self, public_id: str, limit: int, after: int = 0, status: str | None = None
    ) -> tuple[list[JobFile], int | None]:
        """Return files of a job in the order in which they were done, and where the next begin.

        Args:
            public_id: the job's id.
            limit: the most files.
            after: what came with the page before; 0 for the first.
            status: only files of this status.

        """
        query = (
            sa.select(job_file)
            .join_from(job_file, job)
            .where(job.c.public_id == public_id, job_file.c.id > after)
            .order_by(job_file.c.id)
            .limit(limit + 1)
        )
        if status is not None:
            query = query.where(job_file.c.status == status)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        found = [JobFile(r.name, r.status, r.example, r.code, r.detail) for r in rows[:limit]]
        return found, rows[limit - 1].id if len(rows) > limit else None
