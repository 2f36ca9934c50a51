"""The inputs that are kept for feedback: for a while, and only where the project allows it."""

from __future__ import annotations

import hashlib
import hmac
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

import sqlalchemy as sa

from vizsla.errors import WorkspaceError
from vizsla.workspace.feedback_records import (
    AnswerId,
    FeedbackAllowance,
    GivenAnswer,
    KeptInput,
)
from vizsla.workspace.name_rules import clean_name
from vizsla.workspace.pending_files import delete_pending, register_pending
from vizsla.workspace.remove_kept import remove_kept
from vizsla.workspace.row_values import chunks, columns_from_text, now, text_from_columns
from vizsla.workspace.schema import project
from vizsla.workspace.server_tables import kept_input
from vizsla.workspace.store_files import store_files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from vizsla.workspace.database import Database
    from vizsla.workspace.feedback_records import NewKeptInput
    from vizsla.workspace.file_store import FileStore

__all__ = ["KeptInputs", "KeptTotal"]

SLACK = 20  # a twentieth more than needed is removed, so that not every input removes another


class KeptTotal(NamedTuple):
    """The number of inputs that are kept, and of their bytes."""

    inputs: int
    bytes: int


class _Allowed(NamedTuple):
    project_id: int
    allowance: FeedbackAllowance


class KeptInputs:
    """The inputs that the projects of a workspace keep for feedback.

    Any method may raise a WorkspaceError, whose class says why the database or a file can't be
    used.

    Args:
        database: the workspace's database.
        files: the workspace's files.

    """

    def __init__(self, database: Database, files: FileStore) -> None:
        self._database = database
        self._files = files

    def allowance(self, name: str) -> FeedbackAllowance | None:
        """Return what a project keeps; None where it allows no feedback, or is not there."""
        with self._database.read() as connection:
            found = _allowed(connection, {name})
        return found[name].allowance if name in found else None

    def allow(self, project_id: int, allowance: FeedbackAllowance | None) -> int:
        """Set what a project keeps; None ends feedback, and deletes what was kept.

        Args:
            project_id: the row id of the project.
            allowance: how long, and how much.

        Returns:
            The number of inputs that were deleted.

        """
        text = None if allowance is None else allowance.to_json()
        changed = sa.update(project).where(project.c.id == project_id).values(feedback=text)
        writer = uuid4().hex
        with self._database.write() as connection:
            connection.execute(changed)
            if allowance is None:
                count = remove_kept(connection, writer, project_id)
            else:
                count = _remove_old(connection, writer, _Allowed(project_id, allowance))
                count += _remove_too_many(connection, writer, _Allowed(project_id, allowance))
        self._delete_files(writer)
        return count

    def keep(self, batch: Sequence[NewKeptInput]) -> int:
        """Keep inputs, for those projects that allow it now; the oldest go where there are many.

        Args:
            batch: the inputs; about 64 at a time.

        Returns:
            The number of inputs that were kept.

        Raises:
            WorkspaceFullError: there is no room; none of the batch was kept.

        """
        with self._database.read() as connection:
            allowed = _allowed(connection, {each.project for each in batch})
        new = {
            each: hashlib.sha256(each.content).hexdigest()
            for each in batch
            if each.project in allowed
        }
        if not new:
            return 0
        writer = uuid4().hex

        def write(connection: Connection) -> tuple[int, bool]:
            current = _allowed(connection, {each.project for each in new})
            rows = [
                _row(each, sha256, current[each.project].project_id)
                for each, sha256 in new.items()
                if each.project in current
            ]
            has_ended = len(rows) < len(new)  # feedback, just now
            if has_ended:
                register_pending(connection, writer, contents)
            for chunk in chunks(rows):
                connection.execute(sa.insert(kept_input), chunk)
            removed = sum(_remove_too_many(connection, writer, each) for each in current.values())
            return len(rows), has_ended or removed > 0

        contents = {sha256: each.content for each, sha256 in new.items()}
        count, has_unneeded_files = store_files(self._database, self._files, contents, write)
        if has_unneeded_files:
            self._delete_files(writer)
        return count

    def find(self, name: str, answer_id: AnswerId, key_id: str | None) -> KeptInput | None:
        """Return the input of an answer; None where none is kept for this key.

        Args:
            name: the name of the project.
            answer_id: the answer's id.
            key_id: the public id of the key that asks; None where none is needed.

        """
        query = sa.select(kept_input, project.c.feedback).join_from(kept_input, project)
        query = query.where(
            project.c.name == name,
            kept_input.c.answer_id == answer_id.request,
            kept_input.c.position == answer_id.position,
        )
        with self._database.read() as connection:
            row = connection.execute(query).first()
        allowance = None if row is None else FeedbackAllowance.from_json(row.feedback)
        if row is None or allowance is None or row.kept_at < _oldest(allowance):
            return None
        if not hmac.compare_digest(row.key_id or "", key_id or ""):
            return None
        return KeptInput(
            answer_id,
            row.version,
            GivenAnswer.from_json(row.answer),
            row.sha256,
            row.name,
            columns_from_text(row.columns),
        )

    def read(self, kept: KeptInput) -> bytes:
        """Return the content of a kept input, checked against its hash.

        Raises:
            WorkspaceDamagedError: the file is missing or was altered.

        """
        return self._files.read(kept.sha256, kept.name)

    def total(self, project_id: int) -> KeptTotal:
        """Return how much a project keeps."""
        with self._database.read() as connection:
            return _total(connection, project_id)

    def delete_expired(self) -> int:
        """Delete the inputs whose time is over; return their number."""
        with self._database.read() as connection:
            expired = [
                each for each in _allowed(connection).values() if _has_expired(connection, each)
            ]
        if not expired:
            return 0
        writer = uuid4().hex
        with self._database.write() as connection:
            count = sum(_remove_old(connection, writer, each) for each in expired)
        self._delete_files(writer)
        return count

    def _delete_files(self, writer: str) -> None:
        delete_pending(self._database, self._files, writer)
        with suppress(WorkspaceError):
            self._database.empty_log()


def _allowed(connection: Connection, names: set[str] | None = None) -> dict[str, _Allowed]:
    """Return the projects that allow feedback, by name: those of these names, or all."""
    query = sa.select(project.c.id, project.c.name, project.c.feedback)
    query = query.where(project.c.feedback.is_not(None))
    if names is not None:
        query = query.where(project.c.name.in_(names))
    found = {}
    for row in connection.execute(query):
        allowance = FeedbackAllowance.from_json(row.feedback)
        if allowance is not None:
            found[row.name] = _Allowed(row.id, allowance)
    return found


def _row(new: NewKeptInput, sha256: str, project_id: int) -> dict[str, object]:
    return {
        "project_id": project_id,
        "answer_id": new.id.request,
        "position": new.id.position,
        "key_id": new.key_id,
        "version": new.version,
        "answer": new.answer.to_json(),
        "name": clean_name(new.name),
        "sha256": sha256,
        "bytes": len(new.content),
        "columns": text_from_columns(new.columns),
        "kept_at": now(),
    }


def _oldest(allowance: FeedbackAllowance) -> datetime:
    """Return the time before which inputs have expired."""
    return now() - timedelta(days=allowance.days)


def _has_expired(connection: Connection, allowed: _Allowed) -> bool:
    query = sa.select(kept_input.c.id).limit(1)
    query = query.where(kept_input.c.project_id == allowed.project_id, _is_old(allowed))
    return connection.scalar(query) is not None


def _is_old(allowed: _Allowed) -> sa.ColumnElement[bool]:
    return kept_input.c.kept_at < _oldest(allowed.allowance)


def _remove_old(connection: Connection, writer: str, allowed: _Allowed) -> int:
    return remove_kept(connection, writer, allowed.project_id, _is_old(allowed))


def _total(connection: Connection, project_id: int) -> KeptTotal:
    query = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(kept_input.c.bytes), 0))
    count, size = connection.execute(query.where(kept_input.c.project_id == project_id)).one()
    return KeptTotal(int(count), int(size))


def _remove_too_many(connection: Connection, writer: str, allowed: _Allowed) -> int:
    """Remove the oldest inputs of a project that keeps more than it may."""
    total = _total(connection, allowed.project_id)
    most = KeptTotal(allowed.allowance.inputs, allowed.allowance.megabytes * 2**20)
    if total.inputs <= most.inputs and total.bytes <= most.bytes:
        return 0
    newest = kept_input.c.id.desc()
    counted = (
        sa.select(
            kept_input.c.id,
            sa.func.row_number().over(order_by=newest).label("inputs"),
            sa.func.sum(kept_input.c.bytes).over(order_by=newest).label("bytes"),
        )
        .where(kept_input.c.project_id == allowed.project_id)
        .subquery()
    )
    beyond = sa.or_(
        counted.c.inputs > most.inputs - most.inputs // SLACK,
        counted.c.bytes > most.bytes - most.bytes // SLACK,
    )
    last = connection.scalar(sa.select(sa.func.max(counted.c.id)).where(beyond))
    return remove_kept(connection, writer, allowed.project_id, kept_input.c.id <= (last or 0))
