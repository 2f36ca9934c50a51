"""Write label states of examples, and record in the history what they were before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from vizsla.workspace.records import LabelAction
from vizsla.workspace.revisions import take_revisions
from vizsla.workspace.row_values import aware, chunks, label_state_columns, now
from vizsla.workspace.schema import action, change, example

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from vizsla.workspace.label_state import LabelState

__all__ = ["ActionRecorder", "update_examples", "write_label_states"]


class ActionRecorder:
    """Records one action in the history of all the examples that it changes.

    An action that changes nothing leaves no trace.

    Args:
        connection: a connection in a writing transaction.
        project_id: the row id of the examples' project.
        kind: the action's kind, as in ``LabelAction.kind``.
        description: the action in words, for people.
        who: the person or program that acts.

    """

    def __init__(
        self, connection: Connection, project_id: int, kind: str, description: str, who: str
    ) -> None:
        self._connection = connection
        self._project_id = project_id
        self._kind = kind
        self._description = description
        self._who = who
        self._time = now()
        self._id: int | None = None
        self._count = 0

    def record(self, steps: Iterable[tuple[int, LabelState, LabelState]]) -> None:
        """Write the new label states of examples, and the old ones into the history.

        Args:
            steps: the row id of each example, and its label state before and after.

        """
        for chunk in chunks(each for each in steps if each[1] != each[2]):
            new = [(row_id, after) for row_id, _, after in chunk]
            write_label_states(self._connection, self._project_id, new)
            self._add_changes(chunk)

    def record_unchanged(self, states: Iterable[tuple[int, LabelState]]) -> None:
        """Record the action in the history of examples whose label states stay the same.

        Args:
            states: the row id of each example, and its label state.

        """
        for chunk in chunks((row_id, state, state) for row_id, state in states):
            self._add_changes(chunk)

    def finish(self) -> LabelAction:
        """Return the action, with the number of examples that it changed."""
        time = aware(self._time)
        return LabelAction(self._kind, self._description, self._count, self._who, time, self._id)

    def _add_changes(self, steps: Sequence[tuple[int, LabelState, LabelState]]) -> None:
        rows = [
            {
                "action_id": self._action_id(),
                "example_id": row_id,
                "before": before.to_json(),
                "after": after.to_json(),
            }
            for row_id, before, after in steps
        ]
        self._connection.execute(sa.insert(change), rows)
        own = example.c.id.in_([row_id for row_id, _, _ in steps])
        self._connection.execute(sa.update(example).where(own).values(who=self._who))
        self._count += len(rows)

    def _action_id(self) -> int:
        if self._id is None:
            values = {
                "project_id": self._project_id,
                "kind": self._kind,
                "description": self._description,
                "who": self._who,
                "at": self._time,
            }
            statement = sa.insert(action).values(values).returning(action.c.id)
            self._id = self._connection.scalars(statement).one()
        return self._id


def write_label_states(
    connection: Connection, project_id: int, states: Iterable[tuple[int, LabelState]]
) -> None:
    """Write label states of examples, by their row ids."""
    columns = ((row_id, label_state_columns(state)) for row_id, state in states)
    update_examples(connection, project_id, columns)


def update_examples(
    connection: Connection, project_id: int, changes: Iterable[tuple[int, Mapping[str, Any]]]
) -> None:
    """Write columns of examples, and mark each example as changed.

    Args:
        connection: a connection in a writing transaction.
        project_id: the row id of the examples' project.
        changes: the row id and the new values of each example, by column; all examples change
            the same columns.

    """
    statement = sa.update(example).where(example.c.id == sa.bindparam("b_id"))
    for chunk in chunks(changes):
        revisions = take_revisions(connection, project_id, len(chunk))
        rows = [
            {"b_id": row_id, "revision": revision, **columns}
            for revision, (row_id, columns) in zip(revisions, chunk, strict=True)
        ]
        connection.execute(statement, rows)
