"""Slows down who guesses passwords: after some wrong ones, a name has to wait."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.errors import RateLimitError
from vizsla.workspace.row_values import now
from vizsla.workspace.server_tables import sign_in_attempt

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

    from vizsla.workspace.database import Database

__all__ = ["SignInAttempts"]

WINDOW = timedelta(minutes=15)
# Wrong passwords in that time: of one name from one address, from any address, and of any name
# from one address, which may be a proxy's.
MOST = {"name and address": 10, "name": 100, "address": 300}
LONGEST = 100  # characters of a name or an address


class SignInAttempts:
    """The attempts to sign in that were not right, on all servers of a workspace.

    Who knows the name of a person can't lock that person out soon: ten wrong passwords lock an
    address. An attempt counts from its beginning, so that many at once are no way around.

    Args:
        database: the workspace's database.

    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, name: str, address: str) -> int:
        """Count an attempt, and return its number.

        Args:
            name: the name of a person, as it was typed.
            address: the address of the computer that asks.

        Raises:
            RateLimitError: there were too many; the error says how long to wait.

        """
        values = {"name": _key(name), "address": address[:LONGEST]}
        with self._database.read() as connection:  # one who is refused keeps nobody from writing
            _refuse(connection, **values)
        with self._database.write() as connection:
            connection.execute(
                sa.delete(sign_in_attempt).where(sign_in_attempt.c.at < now() - WINDOW)
            )
            _refuse(connection, **values)
            made = sa.insert(sign_in_attempt).values(at=now(), **values)
            number: int = connection.scalars(made.returning(sign_in_attempt.c.id)).one()
            return number

    def forget(self, number: int) -> None:
        """Count an attempt no more, as its password was not looked at."""
        with self._database.write() as connection:
            connection.execute(sa.delete(sign_in_attempt).where(sign_in_attempt.c.id == number))

    def succeed(self, name: str, address: str) -> None:
        """Forget the attempts of a name from an address: its password was right."""
        own = (sign_in_attempt.c.name == _key(name)) & (
            sign_in_attempt.c.address == address[:LONGEST]
        )
        with self._database.write() as connection:
            connection.execute(sa.delete(sign_in_attempt).where(own))


def _refuse(connection: Connection, name: str, address: str) -> None:
    """Refuse an attempt after too many wrong ones.

    Raises:
        RateLimitError: there were too many.

    """
    of_name, of_address = sign_in_attempt.c.name == name, sign_in_attempt.c.address == address
    conditions: dict[str, ColumnElement[bool]] = {
        "name and address": of_name & of_address,
        "name": of_name,
        "address": of_address,
    }
    moment = now()
    for kind, condition in conditions.items():
        # The oldest of those that count: when it is forgotten, there is room for one more.
        oldest = connection.scalar(
            sa.select(sign_in_attempt.c.at)
            .where(condition, sign_in_attempt.c.at >= moment - WINDOW)
            .order_by(sign_in_attempt.c.at.desc())
            .offset(MOST[kind] - 1)
            .limit(1)
        )
        if oldest is not None:
            wait = max(1, math.ceil((oldest + WINDOW - moment).total_seconds()))
            raise RateLimitError(
                f"there were too many wrong passwords; try again in {-(-wait // 60)} minutes, "
                "or ask an owner for a new invitation",
                wait,
            )


def _key(name: str) -> str:
    """Return a name without regard to case, in a form that any database can keep."""
    return name.casefold()[:LONGEST].replace("\0", "").encode("utf-8", "replace").decode()
