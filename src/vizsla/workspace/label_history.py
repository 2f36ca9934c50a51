"""What was done to examples, by whom and when; and how to take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.workspace.action_recorder import write_label_states
from vizsla.workspace.label_state import LabelState, reverted
from vizsla.workspace.name_rules import actor_name
from vizsla.workspace.project_queries import ProjectQueries
from vizsla.workspace.records import HistoryEntry, LabelAction
from vizsla.workspace.row_values import (
    LABEL_STATE,
    aware,
    check_ids,
    check_there,
    label_state_of,
    now,
)
from vizsla.workspace.schema import action, change, example

if TYPE_CHECKING:
    from sqlalchemy import Connection


__all__ = ["LabelHistory"]

IMPORT = "import"
AT_ONCE = 1_000


class LabelHistory(ProjectQueries):
    """The history of one project's examples."""

    def of(self, key: int) -> list[HistoryEntry]:
        """Return what happened to an example; see Store.history."""
        (key,) = check_ids([key])
        added = sa.select(example.c.added_by, example.c.added_at, *LABEL_STATE).where(
            example.c.project_id == self._project_id, example.c.id == key
        )
        changes = (
            sa.select(
                action.c.kind,
                action.c.who,
                action.c.at,
                change.c.before,
                change.c.after,
                action.c.undone_by,
                action.c.undone_at,
            )
            .join_from(change, action)
            .where(change.c.example_id == key)
            .order_by(change.c.id)
        )
        with self._database.read() as connection:
            first = connection.execute(added).first()
            rows = connection.execute(changes).all()
            check_there([key], [] if first is None else [key], self._where)
            if first is None:
                return []
            found = [
                HistoryEntry(
                    kind,
                    who,
                    aware(at),
                    LabelState.from_json(after),
                    LabelState.from_json(before),
                    undone_by,
                    None if undone_at is None else aware(undone_at),
                )
                for kind, who, at, before, after, undone_by, undone_at in rows
            ]
            who, at, *present = first
            start = found[0].before if found else label_state_of(*present)
            return [HistoryEntry("added", who, aware(at), start or LabelState()), *found]

    def undo(self, who: str | None) -> LabelAction | None:
        """Take back the last act of labelling; see Store.undo."""
        last = (
            sa.select(action.c.id, action.c.kind, action.c.what, action.c.who, action.c.at)
            .where(
                action.c.project_id == self._project_id,
                action.c.undone_at.is_(None),
                action.c.kind != IMPORT,
            )
            .order_by(action.c.id.desc())
            .limit(1)
        )
        with self._database.write() as connection:
            row = connection.execute(last).first()
            if row is None:
                return None
            key, kind, what, by, at = row
            count = _take_back(connection, key)
            undone = sa.update(action).where(action.c.id == key)
            connection.execute(undone.values(undone_by=actor_name(who), undone_at=now()))
            return LabelAction(kind, what, count, by, aware(at))


def _take_back(connection: Connection, action_id: int) -> int:
    query = (
        sa.select(change.c.id, change.c.example_id, change.c.before, change.c.after, *LABEL_STATE)
        .join_from(change, example)
        .where(change.c.action_id == action_id)
        .order_by(change.c.id)
        .limit(AT_ONCE)
    )
    count, last = 0, 0
    while rows := connection.execute(query.where(change.c.id > last)).all():
        label_states = [
            (
                row[1],
                reverted(
                    label_state_of(*row[4:]),
                    LabelState.from_json(row[2]),
                    LabelState.from_json(row[3]),
                ),
            )
            for row in rows
        ]
        write_label_states(connection, label_states)
        count, last = count + len(rows), rows[-1][0]
    return count
