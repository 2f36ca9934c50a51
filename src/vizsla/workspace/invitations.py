"""One-time invitations: whoever has the token becomes a person, or sets a new password."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from vizsla.errors import AccessError, NotFoundError
from vizsla.workspace.name_rules import actor_name
from vizsla.workspace.passwords import check_password, hash_password
from vizsla.workspace.people import (
    OWNER,
    Person,
    change_password,
    check_role,
    find_person,
    insert_person,
    person_key,
)
from vizsla.workspace.row_values import aware, now
from vizsla.workspace.server_tables import invitation

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from vizsla.workspace.database import Database

__all__ = ["Invitation", "Invitations"]

LASTS = timedelta(days=7)
LONGEST_TOKEN = 100  # characters of what may be a token


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation, without its token.

    Attributes:
        name: the name of the person; None where the person may choose one.
        role: the role of a new person.
        created_by: who invites.
        expires_at: when it ends, UTC.

    """

    name: str | None
    role: str
    created_by: str
    expires_at: datetime


class Invitations:
    """The invitations of a workspace.

    Args:
        database: the workspace's database.

    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def new(self, name: str, role: str, who: str | None = None) -> str:
        """Invite a person, and return the token; an older one of the same name ends.

        A person who is there already may set a new password with it, and keeps the role.

        Args:
            name: the name of the person.
            role: the role of a new person.
            who: the person who invites.

        Raises:
            OptionError: the name can't be a person's, or there is no such role.

        """
        key = person_key(name)
        return self._new(name, key, check_role(role), who)

    def first_owner(self, who: str | None = None) -> str:
        """Return the token by which somebody becomes an owner; an older one of the kind ends."""
        return self._new(None, None, OWNER, who)

    def open(self) -> list[Invitation]:
        """Return the invitations that nobody has accepted yet, the oldest first."""
        query = sa.select(invitation).where(_lives()).order_by(invitation.c.created_at)
        with self._database.read() as connection:
            return [_invitation(row) for row in connection.execute(query)]

    def find(self, token: str) -> Invitation:
        """Return the invitation of a token.

        Raises:
            AccessError: it was accepted, has expired, or there is none.

        """
        with self._database.read() as connection:
            return _invitation(_row(connection, token))

    def accept(self, token: str, name: str, password: str) -> Person:
        """Become the person who was invited, with a password; the invitation ends.

        Args:
            token: the token.
            name: the name of the person; ignored where the invitation names one.
            password: the password.

        Raises:
            AccessError: the invitation was accepted, has expired, or there is none.
            OptionError: the name or the password is not allowed, or the name is taken.

        """
        invited = self.find(token)
        name = invited.name or name
        key = person_key(name)
        stored = hash_password(check_password(password, name))
        with self._database.write() as connection:
            row = _row(connection, token)  # somebody else may have been quicker
            connection.execute(sa.delete(invitation).where(invitation.c.digest == row.digest))
            if row.name is not None:
                try:
                    there = find_person(connection, name)
                except NotFoundError:
                    pass
                else:
                    change_password(connection, there, stored)
                    return find_person(connection, name)
            return insert_person(connection, name, key, row.role, stored, row.created_by)

    def withdraw(self, name: str) -> None:
        """End the invitation of a person, where there is one."""
        where = invitation.c.key == person_key(name)
        with self._database.write() as connection:
            connection.execute(sa.delete(invitation).where(where))

    def _new(self, name: str | None, key: str | None, role: str, who: str | None) -> str:
        token = secrets.token_urlsafe(32)
        values = {
            "digest": _digest(token),
            "name": name,
            "key": key,
            "role": role,
            "created_at": now(),
            "created_by": actor_name(who),
            "expires_at": now() + LASTS,
        }
        same = invitation.c.key.is_(None) if key is None else invitation.c.key == key
        with self._database.write() as connection:
            connection.execute(sa.delete(invitation).where(same | ~_lives()))
            connection.execute(sa.insert(invitation).values(**values))
        return token


def _row(connection: Connection, token: str) -> Any:  # noqa: ANN401 - a row of the table
    query = sa.select(invitation).where(
        invitation.c.digest == _digest(token[:LONGEST_TOKEN]), _lives()
    )
    row = connection.execute(query).first()
    if row is None:
        raise AccessError(
            "this invitation was used already, or has expired; ask an owner for a new one"
        )
    return row


def _invitation(row: Any) -> Invitation:  # noqa: ANN401 - a row of the table
    return Invitation(row.name, row.role, row.created_by, aware(row.expires_at))


def _lives() -> sa.ColumnElement[bool]:
    return invitation.c.expires_at > now()


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()
