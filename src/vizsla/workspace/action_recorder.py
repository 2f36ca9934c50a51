"""Changes what is known of examples, and keeps what it was before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from vizsla.workspace.records import LabelAction
from vizsla.workspace.row_values import aware, chunks, label_state_columns, now
from vizsla.workspace.schema import action, change, example

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from vizsla.workspace.label_state import LabelState

__all__ = ["ActionRecorder", "write_label_states"]


class ActionRecorder:
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

    def record(self, steps: Iterable[tuple[int, LabelState, LabelState]]) -> None:
        """Change examples.

        Args:
            steps: each one's id, what was known of it, and what is from now on.

        """
        for chunk in chunks(each for each in steps if each[1] != each[2]):
            write_label_states(self._connection, ((key, after) for key, _, after in chunk))
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

    def done(self) -> LabelAction:
        """Return what it came to."""
        values: dict[str, Any] = self._values
        return LabelAction(
            values["kind"], values["what"], self._count, values["who"], aware(self._time)
        )

    def _action(self) -> int:
        if self._id is None:
            made = sa.insert(action).values(**self._values, at=self._time).returning(action.c.id)
            self._id = self._connection.scalars(made).one()
        return self._id


def write_label_states(
    connection: Connection, label_states: Iterable[tuple[int, LabelState]]
) -> None:
    """Write what is known of examples."""
    statement = sa.update(example).where(example.c.id == sa.bindparam("b_id"))
    for chunk in chunks(label_states):
        rows = [{"b_id": key, **label_state_columns(label_state)} for key, label_state in chunk]
        connection.execute(statement, rows)
