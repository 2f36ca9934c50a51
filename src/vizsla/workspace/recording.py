"""Changes what is known of examples, and keeps what it was before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from vizsla.workspace.rows import aware, chunks, now, standing_columns
from vizsla.workspace.schema import action, change, example
from vizsla.workspace.values import Action

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from vizsla.workspace.standing import Standing

__all__ = ["Recorder", "write_standings"]


class Recorder:
    """One action: all the examples that it changes.

    An action that changes nothing leaves no trace.

    Args:
        connection: in a transaction that writes.
        project_id: whose examples.
        kind: see Action.
        what: it does, in words.
        who: does it.

    """

    def __init__(
        self, connection: Connection, project_id: int, kind: str, what: str, who: str
    ) -> None:
        self._connection = connection
        self._values = {"project_id": project_id, "kind": kind, "what": what, "who": who}
        self._time = now()
        self._id: int | None = None
        self._count = 0

    def record(self, steps: Iterable[tuple[int, Standing, Standing]]) -> None:
        """Change examples.

        Args:
            steps: each one's id, what was known of it, and what is from now on.

        """
        for chunk in chunks(each for each in steps if each[1] != each[2]):
            write_standings(self._connection, ((key, after) for key, _, after in chunk))
            rows = [
                {
                    "action_id": self._action(),
                    "example_id": key,
                    "before": before.to_json(),
                    "after": after.to_json(),
                }
                for key, before, after in chunk
            ]
            self._connection.execute(sa.insert(change), rows)
            self._count += len(rows)

    def done(self) -> Action:
        """Return what it came to."""
        values: dict[str, Any] = self._values
        return Action(values["kind"], values["what"], self._count, values["who"], aware(self._time))

    def _action(self) -> int:
        if self._id is None:
            made = sa.insert(action).values(**self._values, at=self._time).returning(action.c.id)
            self._id = self._connection.scalars(made).one()
        return self._id


def write_standings(connection: Connection, standings: Iterable[tuple[int, Standing]]) -> None:
    """Write what is known of examples."""
    statement = sa.update(example).where(example.c.id == sa.bindparam("b_id"))
    for chunk in chunks(standings):
        rows = [{"b_id": key, **standing_columns(standing)} for key, standing in chunk]
        connection.execute(statement, rows)
