"""Who labels a project now; and leases, so that no two people are given the same example.

A lease runs out by itself: a tab that was closed or fell asleep keeps nothing from the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.workspace.label_state import UNLABELLED
from vizsla.workspace.name_rules import actor_name
from vizsla.workspace.project_queries import ProjectQueries
from vizsla.workspace.row_values import aware, check_limit, chunks, now
from vizsla.workspace.schema import example
from vizsla.workspace.server_tables import labeller, lease

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

__all__ = ["LabellingLeases", "LeasedExample", "PresentPerson"]

LEASE = timedelta(minutes=2)
SHARED = 3  # examples that one must have so that others are given some of them
AWAY = timedelta(seconds=60)  # without a sign, after which somebody is gone


@dataclass(frozen=True, slots=True)
class PresentPerson:
    """Somebody who has the project open.

    Attributes:
        who: the person or program.
        room: the part of the studio that they are in.

    """

    who: str
    room: str


@dataclass(frozen=True, slots=True)
class LeasedExample:
    """An example to label now.

    Attributes:
        id: its id.
        until: when the lease runs out, UTC; of an example that another has, that lease.
        held_by: the person who has it before them, too, where all others are labelled or leased.

    """

    id: int
    until: datetime
    held_by: str | None = None


class LabellingLeases(ProjectQueries):
    """The people who label one project, and what each has before them.

    ``client`` is what a tab calls itself, of at most 64 characters: one person may have several.
    """

    def people(self) -> list[PresentPerson]:
        """Return who is here, by name; a person once for each part of the studio."""
        query = (
            sa.select(labeller.c.who, labeller.c.room)
            .where(labeller.c.project_id == self._project_id, labeller.c.seen_at > now() - AWAY)
            .distinct()
            .order_by(labeller.c.who, labeller.c.room)
        )
        with self._database.read() as connection:
            return [PresentPerson(who, room) for who, room in connection.execute(query)]

    def visit(self, client: str, who: str | None, room: str) -> None:
        """Say that somebody is here; leases of the client last longer."""
        with self._database.write() as connection:
            number = self._labeller(connection, client, actor_name(who), room)
            own = sa.update(lease).where(lease.c.labeller_id == number)
            connection.execute(own.values(until=now() + LEASE))

    def leave(self, client: str) -> None:
        """Say that a client is gone; others are given its examples."""
        with self._database.write() as connection:
            connection.execute(sa.delete(labeller).where(*self._of(client)))

    def take(
        self, client: str, who: str | None, room: str, ranked: Sequence[int], count: int
    ) -> list[LeasedExample]:
        """Lease examples that nobody has labelled or leased, after those that the client has.

        The result is empty only where every example is labelled or set aside. Where others have all
        that are left, whoever has the most gives the latter half of them; where nobody has several,
        the result has those that they are labelling. An order that changed meanwhile moves nothing
        that a client has: it may be before somebody's eyes.

        Args:
            client: the client.
            who: the person or program.
            room: the part of the studio.
            ranked: ids of examples in the order in which to take them; the oldest come after them.
            count: the most examples to have, 1 to 10,000.

        """
        check_limit(count)
        with self._database.write() as connection:
            number = self._labeller(connection, client, actor_name(who), room)
            until = now() + LEASE
            taken = dict.fromkeys(self._held(connection, number)[:count])
            for each in self._free(connection, ranked, count):
                if len(taken) >= count:
                    break
                taken[each] = None
            if not taken:
                taken = dict.fromkeys(self._spare(connection)[:count])
            if not taken:
                return self._of_others(connection, count)
            self._lease(connection, number, taken, until)
            return [LeasedExample(each, aware(until)) for each in taken]

    def take_all(
        self, client: str, who: str | None, room: str, ids: Sequence[int], least: int
    ) -> list[LeasedExample]:
        """Lease those of some examples that are free, or the client's; nothing below a number.

        Args:
            client: the client.
            who: the person or program.
            room: the part of the studio.
            ids: the examples.
            least: the fewest that are worth it.

        """
        with self._database.write() as connection:
            number = self._labeller(connection, client, actor_name(who), room)
            wanted = set(ids)
            taken = {each for each in self._held(connection, number) if each in wanted}
            for chunk in chunks(ids):
                taken.update(
                    connection.scalars(self._free_query().where(example.c.number.in_(chunk)))
                )
            if len(taken) < least:
                return []
            until = now() + LEASE
            self._lease(connection, number, taken, until)
            return [LeasedExample(each, aware(until)) for each in ids if each in taken]

    def _of(self, client: str) -> tuple[sa.ColumnElement[bool], ...]:
        return labeller.c.project_id == self._project_id, labeller.c.client == client

    def _labeller(self, connection: Connection, client: str, who: str, room: str) -> int:
        """Return the row id of a client, which is here; forget those who have gone."""
        time = now()
        gone = labeller.c.seen_at < time - max(AWAY, LEASE)
        own = labeller.c.project_id == self._project_id
        connection.execute(sa.delete(labeller).where(own, gone))
        found = connection.scalar(sa.select(labeller.c.id).where(*self._of(client)))
        values = {"who": who, "room": room, "seen_at": time}
        if found is not None:
            connection.execute(sa.update(labeller).where(labeller.c.id == found).values(**values))
            return int(found)
        values |= {"project_id": self._project_id, "client": client}
        statement = sa.insert(labeller).values(**values).returning(labeller.c.id)
        return int(connection.scalars(statement).one())

    def _held(self, connection: Connection, number: int) -> list[int]:
        """Return what a client has leased and nobody has labelled, in order.

        It gives the rest back.
        """
        labelled = sa.select(example.c.id).where(
            example.c.project_id == self._project_id, example.c.state != UNLABELLED
        )
        own = lease.c.labeller_id == number
        connection.execute(sa.delete(lease).where(own, lease.c.example_id.in_(labelled)))
        query = sa.select(example.c.number).join_from(lease, example).where(own)
        query = query.order_by(lease.c.place)
        return list(connection.scalars(query))

    def _free_query(self) -> sa.Select[int]:
        leased = sa.select(lease.c.example_id).where(lease.c.until > now())
        return sa.select(example.c.number).where(
            example.c.project_id == self._project_id,
            example.c.state == UNLABELLED,
            example.c.id.not_in(leased),
        )

    def _free(self, connection: Connection, ranked: Sequence[int], count: int) -> Iterator[int]:
        """Iterate over free examples: those that are ranked, and then all, the oldest first."""
        for chunk in chunks(ranked):
            query = self._free_query().where(example.c.number.in_(chunk))
            found = set(connection.scalars(query))
            yield from (each for each in chunk if each in found)
        query = self._free_query().order_by(example.c.number)
        yield from connection.scalars(query.limit(count + len(ranked))).all()

    def _lease(
        self, connection: Connection, number: int, taken: Iterable[int], until: datetime
    ) -> None:
        place = {each: n for n, each in enumerate(taken)}
        for chunk in chunks(place):
            query = sa.select(example.c.id, example.c.number).where(
                example.c.project_id == self._project_id, example.c.number.in_(chunk)
            )
            rows = [
                {"example_id": row, "labeller_id": number, "place": place[each], "until": until}
                for row, each in connection.execute(query)
            ]
            ids = [row["example_id"] for row in rows]
            connection.execute(sa.delete(lease).where(lease.c.example_id.in_(ids)))
            connection.execute(sa.insert(lease), rows)

    def _spare(self, connection: Connection) -> list[int]:
        """Return the latter half of what the client with the most has before it."""
        query = (
            sa.select(lease.c.labeller_id, example.c.number)
            .join_from(lease, example)
            .where(example.c.project_id == self._project_id, example.c.state == UNLABELLED)
            .order_by(lease.c.place)
        )
        of_each: dict[int, list[int]] = {}
        for holder, each in connection.execute(query):
            of_each.setdefault(holder, []).append(each)
        most = max(of_each.values(), key=len, default=[])
        if len(most) < SHARED:
            return []
        return most[(len(most) + 1) // 2 :]

    def _of_others(self, connection: Connection, count: int) -> list[LeasedExample]:
        query = (
            sa.select(example.c.number, lease.c.until, labeller.c.who)
            .join_from(lease, example)
            .join(labeller)
            .where(example.c.project_id == self._project_id, example.c.state == UNLABELLED)
            .order_by(lease.c.until, example.c.number)
            .limit(count)
        )
        rows = connection.execute(query)
        return [LeasedExample(each, aware(until), who) for each, until, who in rows]
