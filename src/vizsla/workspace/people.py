"""The people who sign in to a shared server, and what each may do."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from vizsla.errors import NotFoundError, OptionError
from vizsla.nearest import did_you_mean
from vizsla.workspace.name_rules import actor_name
from vizsla.workspace.passwords import check_password, hash_password, is_password
from vizsla.workspace.row_values import aware, now
from vizsla.workspace.server_tables import person, session

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from vizsla.workspace.database import Database

__all__ = ["LABELLER", "OWNER", "ROLES", "VIEWER", "People", "Person", "check_role", "person_key"]

OWNER, LABELLER, VIEWER = "owner", "labeller", "viewer"
ROLES = (OWNER, LABELLER, VIEWER)  # each may do what those after it may
_NAME = re.compile(r"[\w.@+-]{1,80}\Z")  # no space: a key is recorded as "key NAME"


@dataclass(frozen=True, slots=True)
class Person:
    """A person who may sign in.

    Attributes:
        row_id: the number of its row.
        name: the name to sign in with; it is recorded for what the person changes.
        role: ``owner``, ``labeller`` or ``viewer``.
        has_password: whether the person can sign in with a password.
        has_openid: whether the person has signed in through the OpenID provider.
        created_at: when the person was added.
        created_by: who added the person.
        seen_at: when the person was last seen; None for never.

    """

    row_id: int
    name: str
    role: str
    has_password: bool
    has_openid: bool
    created_at: datetime
    created_by: str
    seen_at: datetime | None

    def may(self, role: str) -> bool:
        """Return whether the person may do what a role may."""
        return ROLES.index(self.role) <= ROLES.index(role)


class People:
    """The people of a workspace.

    Args:
        database: the workspace's database.

    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, name: str, role: str, password: str | None = None, who: str | None = None
    ) -> Person:
        """Add a person.

        Args:
            name: 1 to 80 letters, digits, ``.``, ``@``, ``+``, ``-`` and ``_``; case does not
                count.
            role: ``owner``, ``labeller`` or ``viewer``.
            password: the password; None for a person who gets one later, or needs none.
            who: the person who adds this one.

        Raises:
            OptionError: the name is taken or not allowed, or the role or the password is not.

        """
        key = person_key(name)
        stored = None if password is None else hash_password(check_password(password, name))
        with self._database.write() as connection:
            return insert_person(connection, name, key, check_role(role), stored, who)

    def all(self) -> list[Person]:
        """Return all people, by name."""
        with self._database.read() as connection:
            rows = connection.execute(_people().order_by(person.c.key)).all()
        return [person_from_row(row) for row in rows]

    def find(self, name: str) -> Person:
        """Return a person.

        Raises:
            NotFoundError: there is none of that name.

        """
        with self._database.read() as connection:
            return find_person(connection, name)

    def has_owner(self) -> bool:
        """Return whether there is an owner."""
        with self._database.read() as connection:
            return bool(_owners(connection))

    def check(self, name: str, password: str) -> Person | None:
        """Return the person with a name and a password; None where they are not right.

        A wrong name takes as long as a wrong password.
        """
        query = _people().add_columns(person.c.password).where(person.c.key == _key(name))
        with self._database.read() as connection:
            row = connection.execute(query).first()
        if not is_password(password, None if row is None else row.password):
            return None
        return None if row is None else person_from_row(row)

    def set_role(self, name: str, role: str) -> Person:
        """Give a person another role.

        Raises:
            NotFoundError: there is no such person.
            OptionError: there is no such role, or this is the only owner.

        """
        check_role(role)
        with self._database.write() as connection:
            found = find_person(connection, name)
            if role != OWNER:
                _keep_an_owner(connection, found)
            where = person.c.id == found.row_id
            connection.execute(sa.update(person).where(where).values(role=role))
            return find_person(connection, name)

    def set_password(self, name: str, password: str) -> None:
        """Give a person another password, and end all sessions of the person.

        Raises:
            NotFoundError: there is no such person.
            OptionError: the password is not allowed.

        """
        stored = hash_password(check_password(password, name))
        with self._database.write() as connection:
            change_password(connection, find_person(connection, name), stored)

    def remove(self, name: str) -> None:
        """Remove a person, whose sessions end; what the person did keeps the name.

        Raises:
            NotFoundError: there is no such person.
            OptionError: this is the only owner.

        """
        with self._database.write() as connection:
            found = find_person(connection, name)
            _keep_an_owner(connection, found)
            connection.execute(sa.delete(session).where(session.c.person_id == found.row_id))
            connection.execute(sa.delete(person).where(person.c.id == found.row_id))

    def by_openid(self, issuer: str, subject: str, email: str | None) -> Person | None:
        """Return the person of an identity at an OpenID provider; None where there is none.

        Whoever signs in that way for the first time becomes the person whose name is the
        verified address, and keeps that place under another address.

        Args:
            issuer: the provider.
            subject: the identity's name there, which never changes.
            email: the verified address; None where there is none.

        """
        own = (person.c.openid_issuer == issuer) & (person.c.openid_subject == subject)
        with self._database.write() as connection:
            row = connection.execute(_people().where(own)).first()
            if row is None and email is not None:
                new = (person.c.key == _key(email)) & person.c.openid_subject.is_(None)
                values = {"openid_issuer": issuer, "openid_subject": subject}
                connection.execute(sa.update(person).where(new).values(**values))
                row = connection.execute(_people().where(own)).first()
        return None if row is None else person_from_row(row)


def check_role(role: str) -> str:
    """Return a role, checked.

    Raises:
        OptionError: there is no such role.

    """
    if role not in ROLES:
        raise OptionError(f"there is no role {role!r:.80}; the roles are: {', '.join(ROLES)}")
    return role


def person_key(name: str) -> str:
    """Return a person's name without regard to case, checked.

    Raises:
        OptionError: the text can't be a person's name.

    """
    if not _NAME.match(name):
        raise OptionError(
            f"{name!r:.120} can't be a person's name: use at most 80 letters, digits, '.', '@', "
            "'+', '-' and '_', such as anna or anna@example.org"
        ).because("person-name", name=str(name)[:120])
    return _key(name)


def find_person(connection: Connection, name: str) -> Person:
    """Return a person.

    Raises:
        NotFoundError: there is none of that name.

    """
    row = connection.execute(_people().where(person.c.key == _key(name))).first()
    if row is not None:
        return person_from_row(row)
    names = list(connection.scalars(sa.select(person.c.name).order_by(person.c.key)))
    question = did_you_mean(name, names)
    raise NotFoundError(
        f"there is no person {name!r:.120}; {question and f'{question} '}"
        f"the people are: {', '.join(names) or 'none yet'}"
    )


def insert_person(
    connection: Connection, name: str, key: str, role: str, stored: str | None, who: str | None
) -> Person:
    """Add a person with the hash of a password.

    Raises:
        OptionError: the name is taken.

    """
    if connection.scalar(sa.select(person.c.id).where(person.c.key == key)) is not None:
        raise OptionError(f"there is a person {name!r} already; choose another name").because(
            "person-exists", name=name
        )
    values = {
        "name": name,
        "key": key,
        "role": role,
        "password": stored,
        "created_at": now(),
        "created_by": actor_name(who),
    }
    connection.execute(sa.insert(person).values(**values))
    return find_person(connection, name)


def change_password(connection: Connection, whose: Person, stored: str) -> None:
    """Write the hash of a new password, and end the person's sessions."""
    where = person.c.id == whose.row_id
    connection.execute(sa.update(person).where(where).values(password=stored))
    connection.execute(sa.delete(session).where(session.c.person_id == whose.row_id))


def person_from_row(row: Any) -> Person:  # noqa: ANN401 - a row of the query below
    """Return a row of a query for people as a value."""
    return Person(
        row.id,
        row.name,
        row.role,
        row.has_password,
        row.has_openid,
        aware(row.created_at),
        row.created_by,
        None if row.seen_at is None else aware(row.seen_at),
    )


PERSON = (
    person.c.id,
    person.c.name,
    person.c.role,
    person.c.password.is_not(None).label("has_password"),
    person.c.openid_subject.is_not(None).label("has_openid"),
    person.c.created_at,
    person.c.created_by,
    person.c.seen_at,
)


def _people() -> sa.Select[Any]:
    return sa.select(*PERSON)


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _owners(connection: Connection) -> list[int]:
    return list(connection.scalars(sa.select(person.c.id).where(person.c.role == OWNER)))


def _keep_an_owner(connection: Connection, leaving: Person) -> None:
    if _owners(connection) == [leaving.row_id]:
        raise OptionError(
            f"{leaving.name!r} is the only owner, and somebody must be; make another person an "
            "owner first"
        ).because("only-owner", name=leaving.name)
