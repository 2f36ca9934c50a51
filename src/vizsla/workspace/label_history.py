"""The history of examples: who did what and when, and how to undo it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.workspace.action_recorder import write_label_states
from vizsla.workspace.label_state import LabelState, revert
from vizsla.workspace.name_rules import actor_name
from vizsla.workspace.project_queries import ProjectQueries
from vizsla.workspace.records import HistoryEntry, LabelAction
from vizsla.workspace.row_values import (
    LABEL_STATE,
    aware,
    check_exist,
    check_ids,
    label_state_from_row,
    now,
)
from vizsla.workspace.schema import action, change, example

if TYPE_CHECKING:
    from sqlalchemy import Connection


__all__ = ["LabelHistory"]

NOT_UNDONE = ("import", "split")  # the kinds of actions that undo() passes over
BATCH = 1_000  # examples in memory at a time
# The latest act that still counts says who set the labels.
_LABELLER = (
    sa.select(action.c.who)
    .join_from(change, action)
    .where(change.c.example_id == example.c.id, action.c.undone_at.is_(None))
    .order_by(change.c.id.desc())
    .limit(1)
    .correlate(example)
    .scalar_subquery()
)


class LabelHistory(ProjectQueries):
    """The history of one project's examples."""

    def entries(self, number: int) -> list[HistoryEntry]:
        """Return the history of an example; see ``Store.history``."""
        (number,) = check_ids([number])
        added = sa.select(example.c.id, example.c.added_by, example.c.added_at, *LABEL_STATE).where(
            example.c.project_id == self._project_id, example.c.number == number
        )
        changes = (
            sa.select(
                action.c.kind,
                action.c.who,
                action.c.at,
                change.c.before,
                change.c.after,
                action.c.description,
                action.c.undone_by,
                action.c.undone_at,
            )
            .join_from(change, action)
            .order_by(change.c.id)
        )
        with self._database.read() as connection:
            first = connection.execute(added).first()
            check_exist([number], [] if first is None else [number], self._where)
            if first is None:
                return []
            row_id, who, at, *present = first
            rows = connection.execute(changes.where(change.c.example_id == row_id)).all()
            found = [
                HistoryEntry(
                    kind,
                    who,
                    aware(at),
                    LabelState.from_json(after),
                    LabelState.from_json(before),
                    description,
                    undone_by,
                    None if undone_at is None else aware(undone_at),
                )
                for kind, who, at, before, after, description, undone_by, undone_at in rows
            ]
            start = found[0].before if found else label_state_from_row(*present)
            return [HistoryEntry("added", who, aware(at), start or LabelState()), *found]

    def undo(self, who: str | None, *, own: bool) -> LabelAction | None:
        """Undo the last act of labelling; see ``Store.undo``."""
        undoer = actor_name(who)
        columns = (action.c.id, action.c.kind, action.c.description, action.c.who, action.c.at)
        last = (
            sa.select(*columns)
            .where(
                action.c.project_id == self._project_id,
                action.c.undone_at.is_(None),
                action.c.kind.not_in(NOT_UNDONE),
            )
            .order_by(action.c.id.desc())
            .limit(1)
        )
        if own:
            last = last.where(action.c.who == undoer)
        with self._database.write() as connection:
            row = connection.execute(last).first()
            if row is None:
                return None
            action_id, kind, description, by, at = row
            count = self._revert(connection, action_id, undoer if own else None)
            undone = sa.update(action).where(action.c.id == action_id)
            connection.execute(undone.values(undone_by=undoer, undone_at=now()))
            changed = sa.select(change.c.example_id).where(change.c.action_id == action_id)
            told = sa.update(example).where(example.c.id.in_(changed))
            connection.execute(told.values(who=sa.func.coalesce(_LABELLER, example.c.added_by)))
            return LabelAction(kind, description, count, by, aware(at))

    def _revert(self, connection: Connection, action_id: int, of: str | None) -> int:
        """Undo an action, where ``of`` is given on examples that nobody else changed since."""
        query = (
            sa.select(change.c.id, change.c.example_id, change.c.before, change.c.after)
            .add_columns(*LABEL_STATE)
            .join_from(change, example)
            .where(change.c.action_id == action_id)
            .order_by(change.c.id)
            .limit(BATCH)
        )
        if of is not None:
            later = change.alias()
            by_others = (
                sa.exists()
                .where(
                    later.c.example_id == change.c.example_id,
                    later.c.id > change.c.id,
                    action.c.id == later.c.action_id,
                    action.c.who != of,
                    action.c.undone_at.is_(None),
                    action.c.kind.not_in(NOT_UNDONE),
                )
                .correlate(change)
            )
            query = query.where(~by_others)
        count, last = 0, 0
        while rows := connection.execute(query.where(change.c.id > last)).all():
            reverted = []
            for _, row_id, before, after, *present in rows:
                steps = LabelState.from_json(before), LabelState.from_json(after)
                reverted.append((row_id, revert(label_state_from_row(*present), *steps)))
            write_label_states(connection, self._project_id, reverted)
            count, last = count + len(rows), rows[-1][0]
        return count
