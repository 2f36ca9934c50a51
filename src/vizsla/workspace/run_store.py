"""Runs, their reports, and the versions that were published from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa

from vizsla.errors import NotFoundError, OptionError
from vizsla.workspace.project_queries import ProjectQueries
from vizsla.workspace.records import PublishedVersion, StoredRun
from vizsla.workspace.row_values import aware, now
from vizsla.workspace.schema import dump, parse, report, run, version
from vizsla.workspace.split_assignment import write_splits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection


__all__ = ["RunStore"]


class RunStore(ProjectQueries):
    """What was trained, tested and published of one project."""

    def add(
        self, figures: Mapping[str, Any], blob: bytes, splits: Mapping[int, str] | None
    ) -> StoredRun:
        """Keep a run; see Store.add_run."""
        text = dump(figures, "a run's figures")
        made = now()
        with self._database.write() as connection:
            write_splits(connection, self._project_id, splits or {}, self._where)
            query = sa.select(sa.func.max(run.c.number)).where(run.c.project_id == self._project_id)
            number = (connection.scalar(query) or 0) + 1
            row = {"project_id": self._project_id, "number": number, "created_at": made}
            connection.execute(sa.insert(run).values(**row, figures=text, blob=bytes(blob)))
        return StoredRun(number, aware(made), _figures(text))

    def all(self) -> list[StoredRun]:
        """Return all, the first one first."""
        query = sa.select(run.c.number, run.c.created_at, run.c.figures)
        query = query.where(run.c.project_id == self._project_id).order_by(run.c.number)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
            return [StoredRun(number, aware(at), _figures(text)) for number, at, text in rows]

    def one(self, number: int) -> StoredRun:
        """Return a run by its number."""
        with self._database.read() as connection:
            row = self._row(connection, number, run.c.number, run.c.created_at, run.c.figures)
            return StoredRun(row[0], aware(row[1]), _figures(row[2]))

    def blob(self, number: int) -> bytes:
        """Return what was kept with a run."""
        with self._database.read() as connection:
            return bytes(self._row(connection, number, run.c.blob)[0])

    def add_report(self, number: int, figures: Mapping[str, Any]) -> None:
        """Keep the test's figures of a run."""
        text = dump(figures, "a report's figures")
        with self._database.write() as connection:
            (key,) = self._row(connection, number, run.c.id)
            connection.execute(sa.insert(report).values(run_id=key, created_at=now(), figures=text))

    def report(self, number: int) -> dict[str, Any] | None:
        """Return the newest test's figures of a run, or None."""
        with self._database.read() as connection:
            (key,) = self._row(connection, number, run.c.id)
            query = sa.select(report.c.figures).where(report.c.run_id == key)
            text = connection.scalar(query.order_by(report.c.id.desc()).limit(1))
        return None if text is None else _figures(text)

    def add_version(
        self, number: int, figures: Mapping[str, Any], version_number: int
    ) -> PublishedVersion:
        """Keep that a run was published; see Store.add_version."""
        text, made = dump(figures, "a version's figures"), now()
        if version_number < 1:
            raise OptionError(f"versions are numbered from 1, not {version_number!r}")
        with self._database.write() as connection:
            (key,) = self._row(connection, number, run.c.id)
            query = sa.select(version.c.id).where(
                version.c.project_id == self._project_id, version.c.number == version_number
            )
            if connection.scalar(query) is not None:
                raise OptionError(
                    f"{self._where} has a version {version_number} already, and what is published "
                    "is not changed; take the next number"
                )
            connection.execute(
                sa.insert(version).values(
                    project_id=self._project_id,
                    run_id=key,
                    number=version_number,
                    created_at=made,
                    figures=text,
                )
            )
        return PublishedVersion(version_number, number, aware(made), _figures(text))

    def versions(self) -> list[PublishedVersion]:
        """Return the published versions, the first one first."""
        query = (
            sa.select(version.c.number, run.c.number, version.c.created_at, version.c.figures)
            .join_from(version, run)
            .where(version.c.project_id == self._project_id)
            .order_by(version.c.number)
        )
        with self._database.read() as connection:
            rows = connection.execute(query).all()
            return [
                PublishedVersion(number, of, aware(at), _figures(text))
                for number, of, at, text in rows
            ]

    def _row(self, connection: Connection, number: int, *columns: Any) -> Any:  # noqa: ANN401 - SQLAlchemy's row
        query = sa.select(*columns).where(
            run.c.project_id == self._project_id, run.c.number == number
        )
        row = connection.execute(query).first()
        if row is None:
            raise NotFoundError(f"{self._where} has no run {number!r}; see runs()")
        return row


def _figures(text: str) -> dict[str, Any]:
    return cast("dict[str, Any]", parse(text, "a run's figures"))
