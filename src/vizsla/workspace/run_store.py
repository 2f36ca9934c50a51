"""Runs, their test reports, and the versions that were published from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from vizsla.errors import NotFoundError, OptionError
from vizsla.workspace.json_text import object_from_text, text_from_json
from vizsla.workspace.name_rules import actor_name
from vizsla.workspace.project_queries import ProjectQueries
from vizsla.workspace.records import PublishedVersion, StoredRun
from vizsla.workspace.revisions import take_revisions
from vizsla.workspace.row_values import aware, now
from vizsla.workspace.schema import report, run, version
from vizsla.workspace.split_assignment import write_splits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from vizsla.json_value import JSONObject, JSONValue

__all__ = ["RunStore"]

RUN = (run.c.number, run.c.created_at, run.c.figures, run.c.created_by)


class RunStore(ProjectQueries):
    """The runs and versions of one project."""

    def add(
        self, figures: JSONObject, blob: bytes, splits: Mapping[int, str] | None, who: str | None
    ) -> StoredRun:
        """Store a run; see ``Store.add_run``."""
        text = text_from_json(figures, "a run's figures")
        time, by = now(), actor_name(who)
        with self._database.write() as connection:
            write_splits(
                connection, self._project_id, splits or {}, self._where, all_must_exist=False
            )
            query = sa.select(sa.func.max(run.c.number)).where(run.c.project_id == self._project_id)
            number = (connection.scalar(query) or 0) + 1
            (revision,) = take_revisions(connection, self._project_id, 1)
            row = {
                "project_id": self._project_id,
                "number": number,
                "created_at": time,
                "created_by": by,
                "figures": text,
                "blob": bytes(blob),
                "revision": revision,
            }
            connection.execute(sa.insert(run).values(row))
        return StoredRun(number, aware(time), _figures(text), by)

    def all(self) -> list[StoredRun]:
        """Return all runs, oldest first."""
        query = sa.select(*RUN).where(run.c.project_id == self._project_id).order_by(run.c.number)
        with self._database.read() as connection:
            return [_run(row) for row in connection.execute(query).all()]

    def one(self, number: int) -> StoredRun:
        """Return a run by its number."""
        with self._database.read() as connection:
            return _run(self._row(connection, number, *RUN))

    def blob(self, number: int) -> bytes:
        """Return the blob of a run."""
        with self._database.read() as connection:
            return bytes(self._row(connection, number, run.c.blob)[0])

    def add_report(self, number: int, figures: JSONObject, who: str | None) -> None:
        """Store a test report of a run."""
        text = text_from_json(figures, "a report's figures")
        values = {"created_at": now(), "created_by": actor_name(who), "figures": text}
        with self._database.write() as connection:
            (run_id,) = self._row(connection, number, run.c.id)
            connection.execute(sa.insert(report).values(run_id=run_id, **values))
            (revision,) = take_revisions(connection, self._project_id, 1)
            connection.execute(sa.update(run).where(run.c.id == run_id).values(revision=revision))

    def report(self, number: int) -> dict[str, JSONValue] | None:
        """Return the newest test report of a run, or None."""
        text = self.report_text(number)
        return None if text is None else _figures(text)

    def report_text(self, number: int) -> str | None:
        """Return the newest test report of a run as the text of its JSON, or None."""
        with self._database.read() as connection:
            (run_id,) = self._row(connection, number, run.c.id)
            query = sa.select(report.c.figures).where(report.c.run_id == run_id)
            text: str | None = connection.scalar(query.order_by(report.c.id.desc()).limit(1))
        return text

    def add_version(
        self, number: int, figures: JSONObject, version_number: int, who: str | None
    ) -> PublishedVersion:
        """Record that a run was published; see ``Store.add_version``."""
        text, time, by = text_from_json(figures, "a version's figures"), now(), actor_name(who)
        if version_number < 1:
            raise OptionError(f"versions are numbered from 1, not {version_number!r}")
        with self._database.write() as connection:
            (run_id,) = self._row(connection, number, run.c.id)
            query = sa.select(version.c.id).where(
                version.c.project_id == self._project_id, version.c.number == version_number
            )
            if connection.scalar(query) is not None:
                raise OptionError(
                    f"{self._where} has a version {version_number} already, and a published "
                    "version is never changed; take the next number"
                )
            (revision,) = take_revisions(connection, self._project_id, 1)
            row = {
                "project_id": self._project_id,
                "run_id": run_id,
                "number": version_number,
                "created_at": time,
                "created_by": by,
                "figures": text,
                "revision": revision,
            }
            connection.execute(sa.insert(version).values(row))
        return PublishedVersion(version_number, number, aware(time), _figures(text), by)

    def remove_version(self, version_number: int) -> None:
        """Remove the row of a version that could not be published; see ``Store``."""
        own = (version.c.project_id == self._project_id) & (version.c.number == version_number)
        with self._database.write() as connection:
            connection.execute(sa.delete(version).where(own))

    def versions(self) -> list[PublishedVersion]:
        """Return the published versions, oldest first."""
        columns = (version.c.created_at, version.c.figures, version.c.created_by)
        query = (
            sa.select(version.c.number, run.c.number, *columns)
            .join_from(version, run)
            .where(version.c.project_id == self._project_id)
            .order_by(version.c.number)
        )
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return [
            PublishedVersion(number, run_number, aware(time), _figures(text), by)
            for number, run_number, time, text, by in rows
        ]

    def _row(self, connection: Connection, number: int, *columns: Any) -> Any:  # noqa: ANN401 - SQLAlchemy's row
        query = sa.select(*columns).where(
            run.c.project_id == self._project_id, run.c.number == number
        )
        row = connection.execute(query).first()
        if row is None:
            raise NotFoundError(f"{self._where} has no run {number!r}")
        return row


def _run(row: Any) -> StoredRun:  # noqa: ANN401 - a row of RUN
    number, time, text, by = row
    return StoredRun(number, aware(time), _figures(text), by)


def _figures(text: str) -> dict[str, JSONValue]:
    return object_from_text(text, "the figures of a run")
