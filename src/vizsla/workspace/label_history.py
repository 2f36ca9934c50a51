"""The history of examples: who did what and when, and how to undo it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from vizsla.errors import RequestError
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
CONFLICT = 409
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
_ACTION = (action.c.id, action.c.kind, action.c.description, action.c.who, action.c.at)


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

    def undo(self, who: str | None, *, own: bool, number: int | None = None) -> LabelAction | None:
        """Undo the last act of labelling; see ``Store.undo``."""
        undoer = actor_name(who)
        own_acts = self._acts(undoer if own else None)
        last = sa.select(*_ACTION).where(*own_acts, action.c.undone_at.is_(None))
        with self._database.write() as connection:
            row = connection.execute(last.order_by(action.c.id.desc()).limit(1)).first()
            if number is not None and (row is None or row.id != number):
                raise RequestError(
                    "something else was done since, or that was undone already: undo what was "
                    "done last",
                    CONFLICT,
                )
            if row is None:
                return None
            return self._step(connection, row, undoer, own=own, forward=False)

    def redo(self, who: str | None, *, own: bool) -> LabelAction | None:
        """Do the act again that was undone last; see ``Store.redo``."""
        doer = actor_name(who)
        own_acts = self._acts(doer if own else None)
        done = sa.select(action.c.id).where(*own_acts, action.c.undone_at.is_(None))
        undone = sa.select(*_ACTION).where(*own_acts, action.c.undone_at.is_not(None))
        if own:
            undone = undone.where(action.c.undone_by == doer)
        with self._database.write() as connection:
            newest = connection.scalar(done.order_by(action.c.id.desc()).limit(1)) or 0
            later = undone.where(action.c.id > newest)
            row = connection.execute(later.order_by(action.c.id).limit(1)).first()
            if row is None:
                return None
            return self._step(connection, row, doer, own=own, forward=True)

    def _acts(self, of: str | None) -> list[sa.ColumnElement[bool]]:
        """Return the conditions on acts that can be undone: of a person, or of all."""
        project = [action.c.project_id == self._project_id, action.c.kind.not_in(NOT_UNDONE)]
        return project if of is None else [*project, action.c.who == of]

    def _step(
        self,
        connection: Connection,
        row: Any,  # noqa: ANN401 - a row of _ACTION
        who: str,
        *,
        own: bool,
        forward: bool,
    ) -> LabelAction:
        """Undo an action, or do it again."""
        action_id, kind, description, by, at = row
        count = self._change(connection, action_id, who if own else None, forward=forward)
        undone = (None, None) if forward else (who, now())
        connection.execute(
            sa.update(action)
            .where(action.c.id == action_id)
            .values(undone_by=undone[0], undone_at=undone[1])
        )
        changed = sa.select(change.c.example_id).where(change.c.action_id == action_id)
        told = sa.update(example).where(example.c.id.in_(changed))
        connection.execute(told.values(who=sa.func.coalesce(_LABELLER, example.c.added_by)))
        return LabelAction(kind, description, count, by, aware(at), action_id)

    def _change(
        self, connection: Connection, action_id: int, of: str | None, *, forward: bool
    ) -> int:
        """Change the examples of an action, all or those that none but ``of`` changed since."""
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
            changed = []
            for _, row_id, before, after, *present in rows:
                steps = LabelState.from_json(before), LabelState.from_json(after)
                there = label_state_from_row(*present)
                changed.append((row_id, revert(there, *(steps[::-1] if forward else steps))))
            write_label_states(connection, self._project_id, changed)
            count, last = count + len(rows), rows[-1][0]
        return count
