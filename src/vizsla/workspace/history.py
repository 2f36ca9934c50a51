"""What was done to examples, by whom and when; and how to take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.workspace.names import person
from vizsla.workspace.of_project import OfProject
from vizsla.workspace.recording import write_standings
from vizsla.workspace.rows import STANDING, aware, check_ids, check_there, now, standing_of
from vizsla.workspace.schema import action, change, example
from vizsla.workspace.standing import Standing, taken_back
from vizsla.workspace.values import Action, Change

if TYPE_CHECKING:
    from sqlalchemy import Connection


__all__ = ["History"]

IMPORT = "import"
AT_ONCE = 1_000


class History(OfProject):
    """The history of one project's examples."""

    def of(self, key: int) -> list[Change]:
        """Return what happened to an example; see Store.history."""
        (key,) = check_ids([key])
        added = sa.select(example.c.added_by, example.c.added_at, *STANDING).where(
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
                Change(
                    kind,
                    who,
                    aware(at),
                    Standing.from_json(after),
                    Standing.from_json(before),
                    undone_by,
                    None if undone_at is None else aware(undone_at),
                )
                for kind, who, at, before, after, undone_by, undone_at in rows
            ]
            who, at, *present = first
            start = found[0].before if found else standing_of(*present)
            return [Change("added", who, aware(at), start or Standing()), *found]

    def undo(self, who: str | None) -> Action | None:
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
            connection.execute(undone.values(undone_by=person(who), undone_at=now()))
            return Action(kind, what, count, by, aware(at))


def _take_back(connection: Connection, action_id: int) -> int:
    query = (
        sa.select(change.c.id, change.c.example_id, change.c.before, change.c.after, *STANDING)
        .join_from(change, example)
        .where(change.c.action_id == action_id)
        .order_by(change.c.id)
        .limit(AT_ONCE)
    )
    count, last = 0, 0
    while rows := connection.execute(query.where(change.c.id > last)).all():
        standings = [
            (
                row[1],
                taken_back(
                    standing_of(*row[4:]), Standing.from_json(row[2]), Standing.from_json(row[3])
                ),
            )
            for row in rows
        ]
        write_standings(connection, standings)
        count, last = count + len(rows), rows[-1][0]
    return count
