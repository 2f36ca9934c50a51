"""The keys by which others call a server, and how often they have called.

A key is shown once, when it is made; the database has its sha256 alone. The secret is random, of
256 bits, so that nothing slower than sha256 is needed against guessing.
"""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from vizsla.errors import NotFoundError, OptionError
from vizsla.nearest import did_you_mean
from vizsla.workspace.audit_log import write_entry
from vizsla.workspace.name_rules import actor_name, check_project
from vizsla.workspace.rate_level import NOTHING_USED, RateLevel
from vizsla.workspace.row_values import aware, names_from_text, now, text_from_names
from vizsla.workspace.server_tables import api_key, api_usage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from vizsla.json_value import JSONValue
    from vizsla.workspace.database import Database

__all__ = ["ApiKey", "ApiKeys", "ApiUsage", "UsageCount", "UsageKey"]

_SECRET = re.compile(r"vz_([0-9a-f]{12})_[A-Za-z0-9_-]{43}\Z", re.ASCII)
_PRICE = re.compile(r"\d{1,9}(?:\.\d{1,9})?\Z", re.ASCII)
MOST_PER_MINUTE = 1_000_000_000


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key, without its secret.

    Attributes:
        row_id: the number of its row.
        public_id: the part of the secret that may be shown.
        name: the name, for people.
        functions: the functions that it may call; None for all.
        per_minute: the most inputs a minute; None for no limit.
        price: the price of one answered input, in the owner's currency; None for none.
        created_at: when it was made.
        expires_at: when it ends; None for never.
        revoked_at: when it was revoked; None where it was not.
        may_train: whether it may also change and train projects.
        level: the inputs that count against its rate.

    """

    row_id: int
    public_id: str
    name: str
    functions: tuple[str, ...] | None
    per_minute: int | None
    price: Decimal | None
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    may_train: bool = False
    level: RateLevel = NOTHING_USED

    def is_valid(self, at: datetime | None = None) -> bool:
        """Return whether calls with the key are answered at a time, by default now."""
        moment = at or datetime.now(UTC)
        return self.revoked_at is None and (self.expires_at is None or moment < self.expires_at)

    def may_call(self, function: str) -> bool:
        """Return whether the key may call a function."""
        return self.functions is None or function in self.functions


@dataclass(frozen=True, slots=True)
class ApiUsage:
    """How often a key called a function on a day.

    Attributes:
        key: the key.
        function: the function's name.
        day: the day, in UTC.
        requests: the number of requests.
        inputs: the number of inputs that got an answer.

    """

    key: ApiKey
    function: str
    day: date
    requests: int
    inputs: int

    @property
    def amount(self) -> Decimal | None:
        """The price of the inputs; None for a key without a price."""
        return None if self.key.price is None else self.key.price * self.inputs


@dataclass(frozen=True, slots=True)
class UsageKey:
    """What usage is counted by.

    Attributes:
        row_id: the number of the key's row.
        function: the function's name.
        day: the day, in UTC.

    """

    row_id: int
    function: str
    day: date


@dataclass(slots=True)
class UsageCount:
    """A number of requests, and of inputs that got an answer."""

    requests: int = 0
    inputs: int = 0


class ApiKeys:
    """The keys of a workspace.

    Args:
        database: the workspace's database.

    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def new(
        self,
        name: str,
        *,
        functions: Sequence[str] = (),
        per_minute: int | None = None,
        price: str | None = None,
        expires_at: datetime | None = None,
        may_train: bool = False,
        who: str | None = None,
    ) -> str:
        """Make a key, and return its secret, which nobody can see again.

        Args:
            name: at most 80 letters (A to Z), digits, ``-``, ``_`` and ``.``.
            functions: the names of the functions that it may call; empty for all.
            per_minute: the most inputs a minute.
            price: the price of one answered input: a decimal number, such as ``0.002``.
            expires_at: when it ends, with a time zone.
            may_train: whether it may also change and train projects.
            who: the person or program that makes the key.

        Raises:
            OptionError: a valid key has that name, or a value is out of its range.

        """
        _check_name(name)
        if per_minute is not None and not 1 <= per_minute <= MOST_PER_MINUTE:
            raise OptionError(f"per_minute must be from 1 to {MOST_PER_MINUTE}, not {per_minute}")
        if price is not None and not _PRICE.match(price):
            raise OptionError(f"price={price!r:.80} is no decimal number such as 0.002")
        if expires_at is not None and expires_at <= datetime.now(UTC):
            raise OptionError(f"expires_at={expires_at:%Y-%m-%d %H:%M} has passed already")
        with self._database.write() as connection:
            if any(each.name == name and each.is_valid() for each in _keys(connection)):
                raise OptionError(
                    f"there is a key {name!r} already; choose another name, or revoke it first"
                ).because("key-exists", name=name)
            public_id = secrets.token_hex(6)
            secret = f"vz_{public_id}_{secrets.token_urlsafe(32)}"
            values = {
                "public_id": public_id,
                "digest": _digest(secret),
                "name": name,
                "functions": text_from_names(functions),
                "per_minute": per_minute,
                "price": price,
                "created_at": now(),
                "created_by": actor_name(who),
                "expires_at": None if expires_at is None else _naive(expires_at),
                "may_train": may_train,
            }
            connection.execute(sa.insert(api_key).values(**values))
            details: dict[str, JSONValue] = {"key": name}
            if may_train:
                details["may_train"] = may_train
            write_entry(connection, who, "makeKey", _only(functions), details)
        return secret

    def all(self) -> list[ApiKey]:
        """Return all keys, the oldest first; revoked and expired ones, too."""
        with self._database.read() as connection:
            return _keys(connection)

    def find(self, secret: str) -> ApiKey | None:
        """Return the key of a secret, valid or not; None where there is none."""
        match = _SECRET.match(secret)
        if match is None:
            return None
        with self._database.read() as connection:
            row = connection.execute(
                sa.select(api_key).where(api_key.c.public_id == match[1])
            ).first()
        if row is None or not hmac.compare_digest(row.digest, _digest(secret)):
            return None
        return _key(row)

    def signer(self, public_id: str) -> tuple[ApiKey, Callable[[str], str]] | None:
        """Return a key and what signs texts for it; None where there is no such key.

        Whoever has a text and its signature can show that the server gave it to that key.
        """
        query = sa.select(api_key).where(api_key.c.public_id == public_id)
        with self._database.read() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        secret = bytes.fromhex(row.digest)
        return _key(row), lambda text: hmac.new(secret, text.encode(), sha256).hexdigest()

    def revoke(self, name: str, who: str | None = None) -> None:
        """Revoke a key, for good.

        Args:
            name: the key's name.
            who: the person or program that revokes it.

        Raises:
            NotFoundError: no valid key has that name.

        """
        with self._database.write() as connection:
            valid = {each.name: each for each in _keys(connection) if each.is_valid()}
            if name not in valid:
                question = did_you_mean(name, list(valid))
                raise NotFoundError(
                    f"there is no valid key {name!r}; {question and f'{question} '}"
                    f"the valid keys are: {', '.join(valid) or 'none'}"
                )
            connection.execute(
                sa.update(api_key)
                .where(api_key.c.id == valid[name].row_id)
                .values(revoked_at=now())
            )
            of = _only(valid[name].functions or ())
            write_entry(connection, who, "revokeKey", of, {"key": name})

    def add_usage(
        self, counts: Mapping[UsageKey, UsageCount], taken: Mapping[int, int] | None = None
    ) -> None:
        """Add to what was counted before; several servers may do so.

        Args:
            counts: the requests, and the inputs that got an answer.
            taken: the inputs that count against the rates of keys, by the numbers of their rows.

        """
        with self._database.write() as connection:
            for key, count in counts.items():
                _add_usage(connection, key, count)
            for row_id, inputs in (taken or {}).items():
                _raise_level(connection, row_id, inputs)

    def usage(self) -> list[ApiUsage]:
        """Return how often each key called each function on each day, the oldest first."""
        query = sa.select(api_usage).order_by(
            api_usage.c.day, api_usage.c.api_key_id, api_usage.c.function
        )
        with self._database.read() as connection:
            keys = {each.row_id: each for each in _keys(connection)}
            rows = connection.execute(query).all()
        return [
            ApiUsage(keys[row.api_key_id], row.function, row.day, row.requests, row.inputs)
            for row in rows
        ]


def _add_usage(connection: Connection, key: UsageKey, count: UsageCount) -> None:
    """Add to a row, or make it: there is one writer at a time."""
    row = {"api_key_id": key.row_id, "function": key.function, "day": key.day}
    added = connection.execute(
        sa.update(api_usage)
        .where(*(api_usage.c[name] == value for name, value in row.items()))
        .values(
            requests=api_usage.c.requests + count.requests,
            inputs=api_usage.c.inputs + count.inputs,
        )
    )
    if not added.rowcount:
        values = {**row, "requests": count.requests, "inputs": count.inputs}
        connection.execute(sa.insert(api_usage).values(**values))


def _raise_level(connection: Connection, row_id: int, inputs: int) -> None:
    """Add to the inputs that count against a key's rate: there is one writer at a time."""
    row = connection.execute(sa.select(api_key).where(api_key.c.id == row_id)).first()
    if row is None or row.per_minute is None:
        return
    used = _key(row).level.now(row.per_minute) + inputs
    connection.execute(
        sa.update(api_key).where(api_key.c.id == row_id).values(used=used, used_at=now())
    )


def _keys(connection: Connection) -> list[ApiKey]:
    return [_key(row) for row in connection.execute(sa.select(api_key).order_by(api_key.c.id))]


def _key(row: Any) -> ApiKey:  # noqa: ANN401 - a row of the table
    return ApiKey(
        row.id,
        row.public_id,
        row.name,
        names_from_text(row.functions) or None,
        row.per_minute,
        None if row.price is None else _decimal(row.price),
        aware(row.created_at),
        None if row.expires_at is None else aware(row.expires_at),
        None if row.revoked_at is None else aware(row.revoked_at),
        bool(row.may_train),
        NOTHING_USED if row.used_at is None else RateLevel(row.used, aware(row.used_at)),
    )


def _only(functions: Sequence[str]) -> str | None:
    """Return the one function that a key is for; None for a key of several or all."""
    return functions[0] if len(functions) == 1 else None


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:  # altered by hand: usage is still counted
        return None


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _naive(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)


def _check_name(name: str) -> None:
    try:
        check_project(name)
    except OptionError as error:
        raise OptionError(str(error).replace("a project's name", "a key's name")) from error
