"""The sessions of people who have signed in; each has a token, and its hash is stored."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.workspace.people import PERSON, person_from_row
from vizsla.workspace.row_values import now
from vizsla.workspace.server_tables import person, session

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from vizsla.workspace.database import Database
    from vizsla.workspace.people import Person

__all__ = ["IDLE", "LONGEST", "Sessions"]

IDLE, LONGEST = timedelta(days=7), timedelta(days=30)  # without a request; in all
BETWEEN_NOTES = timedelta(minutes=5)  # between two writes of when a session was seen
LONGEST_TOKEN = 100  # characters of what may be a token


class Sessions:
    """The sessions of a workspace.

    Args:
        database: the workspace's database.

    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, whose: Person) -> str:
        """Begin a session, and return its token; sessions that are over are deleted."""
        token = secrets.token_urlsafe(32)
        moment = now()
        values = {
            "digest": _digest(token),
            "person_id": whose.row_id,
            "created_at": moment,
            "seen_at": moment,
        }
        with self._database.write() as connection:
            connection.execute(sa.delete(session).where(~_lives()))
            connection.execute(sa.insert(session).values(**values))
            _note(connection, whose.row_id)
        return token

    def find(self, token: str) -> Person | None:
        """Return the person of a session; None where it is over, or there is none."""
        own = session.c.digest == _digest(token[:LONGEST_TOKEN])
        query = (
            sa.select(*PERSON, session.c.seen_at.label("session_seen_at"))
            .join_from(session, person)
            .where(own, _lives())
        )
        with self._database.read() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        if row.session_seen_at < now() - BETWEEN_NOTES:
            with self._database.write() as connection:
                connection.execute(sa.update(session).where(own).values(seen_at=now()))
                _note(connection, row.id)
        return person_from_row(row)

    def end(self, token: str) -> None:
        """End a session."""
        with self._database.write() as connection:
            own = session.c.digest == _digest(token[:LONGEST_TOKEN])
            connection.execute(sa.delete(session).where(own))

    def end_all(self, whose: Person) -> int:
        """End all sessions of a person, and return how many there were."""
        own = session.c.person_id == whose.row_id
        with self._database.write() as connection:
            return connection.execute(sa.delete(session).where(own)).rowcount


def _note(connection: Connection, person_id: int) -> None:
    where = person.c.id == person_id
    connection.execute(sa.update(person).where(where).values(seen_at=now()))


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def _lives() -> sa.ColumnElement[bool]:
    moment = now()
    return (session.c.seen_at > moment - IDLE) & (session.c.created_at > moment - LONGEST)
